/** A regularization path: solutions along λ, each with its certificate. */
import { checkKeys, checkUnit, fail } from '../check.ts';
import { SparseMatrix } from '../memory/sparseMatrix.ts';
import type { FittedLinear } from './fittedLinear.ts';
import type { FittedModel } from './fittedModel.ts';
import { type Criterion, informationCriterion } from './informationCriterion.ts';
import { modelOf } from './modelOf.ts';
import { type PathPoint, type SharedState, stateAt } from './state.ts';
import type { Certificate } from './types.ts';

/** Models along a descending grid of λ, on the original scale. */
export class LinearPath<F extends FittedModel = FittedLinear> {
  /** Descending. */
  readonly lambdas: Float64Array;
  /** Nonzero coefficients; for ridge effective degrees of freedom. */
  readonly df: Float64Array;
  readonly devianceRatio: Float64Array;
  /** Of the first output; `model(index)` has all. */
  readonly intercepts: Float64Array;
  readonly certificates: readonly Certificate[];
  readonly l1Ratio: number;
  readonly featureNames: readonly string[];
  readonly notes: readonly string[];
  /**
   * The smallest λ down to which the objective of a concave penalty (mcp, scad) is convex around
   * the path: local optima down to there are unique nearby. NaN where it never is, undefined for
   * convex penalties.
   */
  readonly convexMin?: number;
  /** Exact leave-one-out mean squared error of ridge along λ, where `leaveOneOut` asked for it. */
  readonly leaveOneOut?: Float64Array;
  readonly #shared: SharedState;
  readonly #points: readonly PathPoint[];

  /** @internal Use `path` or `crossValidate`. */
  constructor(shared: SharedState, points: readonly PathPoint[], leaveOneOut?: Float64Array) {
    this.#shared = shared;
    this.#points = points;
    if (leaveOneOut) this.leaveOneOut = leaveOneOut;
    if (points.some((point) => point.convex !== undefined))
      this.convexMin = points.findLast((point) => point.convex)?.lambda ?? Number.NaN;
    this.lambdas = Float64Array.from(points, (point) => point.lambda);
    this.df = Float64Array.from(points, (point) => point.df);
    this.devianceRatio = Float64Array.from(points, (point) => point.devianceRatio);
    this.intercepts = Float64Array.from(points, (point) => point.intercepts[0]!);
    this.certificates = points.map((point) => point.certificate);
    this.l1Ratio = shared.l1Ratio;
    this.featureNames = shared.featureNames;
    this.notes = shared.notes;
  }

  /**
   * Coefficients by compressed columns, features × λ; of K outputs p K rows, output after output.
   */
  coefs(): SparseMatrix {
    const points = this.#points;
    const p = this.featureNames.length;
    const indptr = new Int32Array(points.length + 1);
    const indices: number[] = [];
    const data: number[] = [];
    points.forEach(({ columns, values }, l) => {
      values.forEach((value, at) => {
        if (value === 0) return;
        const output = Math.floor(at / columns.length);
        indices.push(output * p + columns[at % columns.length]!);
        data.push(value);
      });
      indptr[l + 1] = indices.length;
    });
    return new SparseMatrix({
      format: 'csc',
      data: Float64Array.from(data),
      indices: Int32Array.from(indices),
      indptr,
      rows: p * (points[0]?.intercepts.length ?? 1),
      cols: points.length,
    });
  }

  /** The model at one λ of the grid. @throws RangeError for a λ that is not on it. */
  at(lambda: number): F {
    const index = this.lambdas.findIndex((l) => Math.abs(l - lambda) <= 1e-9 * l);
    if (index >= 0) return this.model(index);
    const near = [...this.lambdas].reduce((a, b) =>
      Math.abs(b - lambda) < Math.abs(a - lambda) ? b : a,
    );
    return fail(
      'path.at',
      'lambda',
      'lie on the grid',
      lambda,
      `the nearest is ${near}; fit an estimator for others`,
    );
  }

  /** The model at one index of the grid. */
  model(index: number): F {
    const point = this.#points[index];
    if (!point) fail('path.model', 'index', `lie in [0, ${this.#points.length})`, index);
    return modelOf(stateAt(this.#shared, point)) as F;
  }

  /**
   * Generalized cross-validation (1/n) Σ r² ÷ (1 − df/n)², df with the intercept.
   * Golub, Heath, Wahba (1979), Technometrics 21(2). Exact degrees of freedom for ridge.
   */
  gcv(): Float64Array {
    return this.ic('gcv');
  }

  /**
   * An information criterion along λ: the smaller the better. Degrees of freedom are the nonzero
   * coefficients of all outputs, of ridge the effective ones.
   *
   * | kind | value, D the deviance, d degrees of freedom with the intercept, k without |
   * |---|---|
   * | aic | D + 2d |
   * | bic | D + d log n |
   * | ebic | D + d log n + 2γ log C(p, k), γ = `gamma`, default 1; for p large against n |
   * | gcv | (D/n) ÷ (1 − d/n)² |
   *
   * For gaussian errors, whose variance is unknown, D is n log of the mean square in the first three;
   * K responses count as n K numbers there and in gcv. Rows of y that hold counts weigh as many
   * trials, but are one row each. D of a loss that is no likelihood (huber, quantile, squaredHinge)
   * is 2n times its mean: compare such values along one path alone.
   * @see Chen and Chen (2008), Biometrika 95(3), 759–771, for ebic.
   */
  ic(kind: Criterion, options: { gamma?: number } = {}): Float64Array {
    checkKeys('path.ic', options, ['gamma']);
    const kinds = ['aic', 'bic', 'ebic', 'gcv'];
    if (!kinds.includes(kind)) fail('path.ic', 'kind', `be one of ${kinds.join(', ')}`, kind);
    const { gamma = 1 } = options;
    checkUnit('path.ic', 'gamma', gamma);
    const { hasIntercept, rows, nullLoss, family, featureNames } = this.#shared;
    const outputs = this.#points[0]?.intercepts.length ?? 1;
    const features = featureNames.length;
    const facts = { rows, features, nullLoss, outputs, hasIntercept, family: family.name, gamma };
    return Float64Array.from(this.#points, ({ df, columns, values, devianceRatio }) => {
      const effective = df === columns.length ? undefined : df;
      return informationCriterion(kind, { values, devianceRatio, df: effective }, facts);
    });
  }
}
