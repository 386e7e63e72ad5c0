/** What a family says of one row, weights aside. */

export interface Loss {
  /** ℓ(η, y). */
  loss(eta: number, y: number): number;
  /** ∂ℓ/∂η; where ℓ has a kink, one of the subgradients. */
  gradient(eta: number, y: number): number;
  /** ∂²ℓ/∂η²; where it jumps, one of its two values. */
  curvature(eta: number, y: number): number;
  /** ℓ*(u, y) = sup_η [u η − ℓ(η, y)], Infinity outside its domain. */
  conjugate(u: number, y: number): number;
}

/** Twice what ℓ exceeds its least value for this y by: the deviance of a row, as R counts it. */
export function deviance(family: Loss, eta: number, y: number): number {
  return 2 * (family.loss(eta, y) + family.conjugate(0, y)); // inf ℓ = −ℓ*(0)
}

/** x log(x / y), 0 at x ≤ 0; y > 0. */
export function xLogRatio(x: number, y: number): number {
  return x > 0 ? x * Math.log(x / y) : 0;
}

/** Whether low ≤ u ≤ high, but for the rounding of a gradient that was scaled and taken apart. */
export function within(u: number, low: number, high: number): boolean {
  const rounding = 8 * Number.EPSILON * Math.max(1, Math.abs(u));
  return u >= low - rounding && u <= high + rounding;
}

/** x log x, 0 at x ≤ 0. */
export function xLog(x: number): number {
  return xLogRatio(x, 1);
}
