/** The loss of all rows: F(η) = Σ_i ω_i ℓ_i(η_i), weights ω summing to 1. */

/** η: n × K numbers by rows, K = 1 but for several responses or classes. */
export interface Datafit {
  readonly rows: number;
  readonly width: number;
  /** F(η). */
  value(eta: Float64Array): number;
  /** ∇F(η), n × K. */
  gradient(eta: Float64Array): Float64Array;
  /** ∇²F(η) d for a direction d: n × K. */
  hessianTimes(eta: Float64Array, d: Float64Array): Float64Array;
  /**
   * F*(s u) for 0 ≤ s ≤ 1, where u = ∇F(η); for Cox an upper bound of it that is exact at s = 1.
   * Where every row has its own loss, u may be anything.
   */
  conjugate(s: number, eta: Float64Array, u: Float64Array): number;
}

/** Σ ω = 1. */
export function shares(weights: ArrayLike<number> | undefined, n: number): Float64Array {
  const given = Float64Array.from({ length: n }, (_, i) => weights?.[i] ?? 1);
  const total = given.reduce((sum, w) => sum + w, 0);
  return given.map((w) => w / total);
}
