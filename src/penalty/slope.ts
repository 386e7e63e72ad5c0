import { checkKeys, checkNonNegative, fail } from '../check.ts';
import { readVector } from '../memory/read.ts';
import type { Scope } from '../memory/scope.ts';
import type { VectorLike } from '../memory/types.ts';
import { normalQuantile } from '../runtime/normal.ts';
import type { Penalty } from './penalty.ts';
import type { Pattern, Whole, WholePenalty } from './whole.ts';

/** Options of {@link slope}. */
export interface SlopeOptions {
  /** Strength λ ≥ 0, default 1: the weight of the largest coefficient. */
  lambda?: number;
  /** Target false discovery rate of the weights, in (0, 1), default 0.1. */
  q?: number;
  /** The weights themselves, instead of q: descending, ≥ 0, the first > 0. */
  weights?: VectorLike;
}

/**
 * SLOPE: λ Σ_k w_k |b|_(k) with |b|_(1) ≥ |b|_(2) ≥ … — the larger a coefficient, the stronger its
 * penalty. Coefficients of equal size form clusters; with equal weights it is the lasso.
 *
 * w_k = Φ⁻¹(1 − qk/2p) ÷ Φ⁻¹(1 − q/2p), the thresholds of Benjamini and Hochberg: on orthogonal
 * columns with noise σ, λ = σ Φ⁻¹(1 − q/2p) ÷ √n holds the false discovery rate at q. p counts the
 * penalized columns; with given weights the first p of them serve.
 *
 * Of K outputs each has an order of its own: λ Σ_k Σ_l w_l |b_k|_(l), b_k those of output k.
 *
 * Penalty factors are 1, 0 (unpenalized, outside the order) or Infinity (excluded); no limits.
 *
 * @throws RangeError or TypeError outside the ranges.
 * @see Bogdan, van den Berg, Sabatti, Su, Candès (2015), Ann. Appl. Stat. 9(3), 1103–1140.
 */
export function slope(options: SlopeOptions = {}): Penalty {
  checkKeys('slope', options, ['lambda', 'q', 'weights']);
  const { lambda = 1, q = 0.1, weights } = options;
  checkNonNegative('slope', 'lambda', lambda);
  if (!(q > 0 && q < 1)) fail('slope', 'q', 'lie strictly between 0 and 1', q);
  if (weights === undefined) return make(lambda, { q }, (count) => falseDiscoveryWeights(count, q));
  const given = checkWeights(weights);
  return make(lambda, { weights: given }, (count) => {
    if (given.length < count)
      fail('slope', 'weights', `have at least ${count} values (penalized columns)`, given.length);
    return given.slice(0, count);
  });
}

function make(
  lambda: number,
  state: NonNullable<WholePenalty['state']>,
  weightsFor: (count: number) => Float64Array,
): Penalty {
  return {
    kernel: 'elasticNet',
    kind: 'slope',
    convex: true,
    params: [0, 0],
    lambda,
    l1Ratio: 1,
    value: (w) => lambda * weightsFor(1)[0]! * Math.abs(w),
    whole: { factors: [0, 1], state, bind: (scope, count) => bind(scope, weightsFor(count)) },
    scaled: (strength) => make(strength, state, weightsFor),
    plus: (other) => fail('slope', 'plus', 'stand alone', other.kind),
  };
}

/** Φ⁻¹(1 − qk/2p) ÷ Φ⁻¹(1 − q/2p) for k = 1 … p. */
export function falseDiscoveryWeights(count: number, q: number): Float64Array {
  const threshold = (k: number) => normalQuantile(0.5 - (q * k) / (2 * count));
  const first = threshold(1);
  return Float64Array.from({ length: count }, (_, k) => threshold(k + 1) / first);
}

function checkWeights(weights: VectorLike): Float64Array {
  const given = readVector('slope', 'weights', weights, weights?.length ?? 0, 'its own');
  given.forEach((value, k) => {
    checkNonNegative('slope', `weights[${k}]`, value);
    if (k > 0 && value > given[k - 1]!)
      fail('slope', `weights[${k}]`, `be at most ${given[k - 1]}, the one before`, value);
  });
  if (!(given[0]! > 0)) fail('slope', 'weights', 'begin with a number > 0', given[0]);
  return given;
}

function bind(scope: Scope, weights: Float64Array): Whole {
  const { memory } = scope;
  const count = weights.length;
  const sequence = scope.putF64(weights);
  const vector = scope.f64(count);
  const work = scope.f64(3 * count);
  return {
    value: (w) => bySize(w).reduce((sum, j, k) => sum + weights[k]! * Math.abs(w[j]!), 0),
    prox: (w, step, out) => {
      memory.f64(vector, count).set(w);
      memory.kernels.slopeProx(count, vector, sequence, step, work, vector);
      out.set(memory.f64(vector, count));
    },
    pattern: (w) => patternOf(weights, w),
    dual: {
      norm: (u) => dualNorm(weights, u),
      slack: (w, u, lambda) => slack(weights, w, u, lambda),
    },
  };
}

/** max_k Σ_{i≤k} |u|_(i) ÷ Σ_{i≤k} w_i */
function dualNorm(weights: Float64Array, u: Float64Array): number {
  const sizes = u.map(Math.abs).sort().reverse();
  let [above, below, most] = [0, 0, 0];
  sizes.forEach((size, k) => {
    above += size;
    below += weights[k]!;
    most = Math.max(most, above / below);
  });
  return most;
}

/** Σ_k (|w|_(k) − |w|_(k+1)) (λ Σ_{i≤k} w_i − Σ_{i≤k} ±u_(i)), by parts: each term is ≥ 0. */
function slack(weights: Float64Array, w: Float64Array, u: Float64Array, lambda: number): number {
  const order = bySize(w);
  let [sum, rest] = [0, 0];
  order.forEach((j, k) => {
    rest += lambda * weights[k]! - (w[j]! < 0 ? -u[j]! : u[j]!);
    const next = k + 1 < order.length ? Math.abs(w[order[k + 1]!]!) : 0;
    sum += (Math.abs(w[j]!) - next) * Math.max(rest, 0);
  });
  return sum;
}

/** Clusters of equal sizes, descending; each is penalized by the weights of its ranks. */
function patternOf(weights: Float64Array, w: Float64Array): Pattern {
  const labels = new Int32Array(w.length).fill(-1);
  const slopes: number[] = [];
  let last = 0;
  bySize(w).forEach((j, k) => {
    const size = Math.abs(w[j]!);
    if (size === 0) return;
    if (size !== last) slopes.push(0);
    last = size;
    labels[j] = slopes.length - 1;
    slopes[slopes.length - 1]! += weights[k]!;
  });
  const below = slopes.map((_, c) => (c + 1 < slopes.length ? c + 1 : -1));
  return { labels, slopes, below };
}

/** Positions by descending |w|. */
function bySize(w: Float64Array): Int32Array {
  return Int32Array.from(w.keys()).sort((a, b) => Math.abs(w[b]!) - Math.abs(w[a]!));
}
