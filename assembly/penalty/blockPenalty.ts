/**
 * A penalty Σ_g φ_g(b_g) of blocks of coordinates that depends on a block through two norms:
 *
 *   φ(b) = ψ(‖b‖₂) + t‖b‖₁,   t = edge(f),
 *
 * with ψ convex or concave, ψ(0) = 0. f is the penalty factor of the block's coordinates, w the
 * weight of the block. Everything about φ is then one-dimensional: with S(v, t) the soft threshold,
 * max { vᵀb − t‖b‖₁ : ‖b‖₂ = s } = s ‖S(v, t)‖₂ wherever S(v, t) ≠ 0, at b along S(v, t).
 * Fields are f64 in the order of the TypeScript value's `params`.
 */
@unmanaged
export abstract class BlockPenalty {
  /** t, the L1 strength of each coordinate. */
  abstract edge(f: f64): f64;
  /** ψ(size) */
  abstract radial(size: f64, f: f64, w: f64): f64;
  /** argmin_{s ≥ 0} ½ h s² − z s + ψ(s), h > 0. */
  abstract prox(z: f64, h: f64, f: f64, w: f64): f64;
  /** ψ′(size); at 0 its limit, up to which ‖S(gradient, t)‖ keeps b = 0. */
  abstract slope(size: f64, f: f64, w: f64): f64;
  /** ψ″(size), size > 0. */
  abstract curvature(size: f64, f: f64, w: f64): f64;
  /** sup { v s − ψ(s) : 0 ≤ s ≤ cap } */
  abstract conjugate(v: f64, f: f64, w: f64, cap: f64): f64;
  /** The largest ‖b‖ with φ(b) ≤ value; Infinity where nothing is penalized. */
  abstract cap(value: f64, f: f64, w: f64): f64;
  /** The largest v whose conjugate is finite without a cap. */
  abstract reach(f: f64, w: f64): f64;
}
