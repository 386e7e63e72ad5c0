import { checkKeys, checkNonNegative, fail } from '../check.ts';
import type { MatrixLike } from '../memory/types.ts';
import type { Penalty } from './penalty.ts';
import { readRows, type SparseRows, stackRows } from './sparseRows.ts';

/**
 * Tikhonov's penalty λ/2 ‖Γ w‖²: shrinks the combinations of coefficients that the rows of Γ name.
 *
 * Smooth or piecewise even profiles over ordered columns (`differences`), over the nodes of a graph
 * (`graphLaplacian`), or any prior covariance (ΓᵀΓ)⁻¹; Γ = I is ridge. Γ acts on the standardized
 * coefficients like every penalty. What it does not see is not penalized. A model of K outputs has
 * λ/2 Σ_k ‖Γ w_k‖², w_k the p coefficients of output k.
 *
 * `tikhonov(…).plus(elasticNet(…))` (or l1, l2, another tikhonov) is the sum; its λ is the sum of
 * both, and along a path their proportion stays. A penalty factor f_j multiplies column j of Γ by
 * √f_j, so that Γ = I is ridge with these factors.
 *
 * | option | meaning | default |
 * |---|---|---|
 * | lambda | strength λ ≥ 0 | 1 |
 * | gamma | Γ: q × p, dense or sparse, finite, one column per column of X | – |
 *
 * @throws RangeError or TypeError outside the ranges, and from a fit whose X has not p columns.
 * @see Tikhonov (1963), Soviet Math. Doklady 4, 1035–1038; Hastie, Buja, Tibshirani (1995), Ann.
 * Stat. 23(1), 73–102.
 */
export function tikhonov(options: { lambda?: number; gamma: MatrixLike }): Penalty {
  checkKeys('tikhonov', options, ['lambda', 'gamma']);
  const { lambda = 1, gamma } = options;
  checkNonNegative('tikhonov', 'lambda', lambda);
  const rows = readRows('tikhonov', 'gamma', gamma);
  if (rows.cols === 0) fail('tikhonov', 'gamma', 'have at least one column', rows.cols);
  return make({ quadratic: lambda, first: 0, second: 0, lambda, gamma: rows });
}

/** Amounts of ½‖Γw‖², |w| and ½w²; λ is their sum, or what it was where the sum is 0. */
export interface Amounts {
  readonly quadratic: number;
  readonly first: number;
  readonly second: number;
  readonly lambda: number;
  readonly gamma: SparseRows;
}

export function make(amounts: Amounts): Penalty {
  const { quadratic, first, second, lambda, gamma } = amounts;
  return {
    kernel: 'elasticNet',
    kind: 'tikhonov',
    convex: true,
    params: [first, second],
    lambda,
    l1Ratio: lambda > 0 ? first / lambda : 0,
    quadratic: { strength: quadratic, gamma },
    value: (w) => first * Math.abs(w) + 0.5 * second * w * w,
    scaled: (strength) => scaled(amounts, strength),
    plus: (other) => plus(amounts, other),
  };
}

function scaled(amounts: Amounts, lambda: number): Penalty {
  const { quadratic, first, second, lambda: before, gamma } = amounts;
  if (!(before > 0)) return make({ ...amounts, quadratic: lambda, lambda });
  const by = lambda / before;
  return make({
    quadratic: quadratic * by,
    first: first * by,
    second: second * by,
    lambda,
    gamma,
  });
}

function plus(amounts: Amounts, other: Penalty): Penalty {
  if (other.kernel !== 'elasticNet' || other.whole || other.adaptive)
    fail('tikhonov', 'plus', 'add an elastic net or another tikhonov', other.kind);
  const sum = {
    ...amounts,
    first: amounts.first + other.params[0]!,
    second: amounts.second + other.params[1]!,
    lambda: amounts.lambda + other.lambda,
  };
  if (!other.quadratic) return make(sum);
  return make({ ...sum, ...together(amounts, other.quadratic) });
}

/** a/2 ‖Γw‖² + b/2 ‖Δw‖² = (a + b)/2 ‖[√(a/(a + b)) Γ; √(b/(a + b)) Δ] w‖² */
function together({ quadratic: a, gamma }: Amounts, other: NonNullable<Penalty['quadratic']>) {
  const quadratic = a + other.strength;
  if (gamma.cols !== other.gamma.cols)
    fail('tikhonov', 'gamma', `have ${gamma.cols} columns like the other`, other.gamma.cols);
  const share = (part: number) => (quadratic > 0 ? Math.sqrt(part / quadratic) : 1);
  return { quadratic, gamma: stackRows(gamma, share(a), other.gamma, share(other.strength)) };
}
