/**
 * The loss of one row: convex in the linear predictor η, with its parameters as fields in the
 * order of the TypeScript value's `params`. Row weights, offsets and means belong to the solver.
 */
@unmanaged
export abstract class Datafit {
  /** What the next three need of η alone and take as e: an exponential, of two rows at once. */
  abstract shared(eta: v128): v128;
  /** ℓ(η; y) of two rows. */
  abstract loss(eta: v128, y: v128, e: v128): v128;
  /** ℓ′(η; y) of two rows. */
  abstract slope(eta: v128, y: v128, e: v128): v128;
  /** A curvature > 0 for Newton steps: ℓ″, or a floor where ℓ″ vanishes; of two rows. */
  abstract curvature(eta: v128, y: v128, e: v128): v128;
  /** An η with ℓ′(η; y) = t, for low ≤ t ≤ high: where the conjugate ℓ*(t) = tη − ℓ(η) is taken. */
  abstract inverse(t: f64, y: f64): f64;
  /** The range of ℓ′: 0 lies in its closure. */
  abstract low(y: f64): f64;
  abstract high(y: f64): f64;
}
