/**
 * The loss of one row with several predictors that hang together, convex in all of them, for two
 * rows at once. The solver copies the rows' predictors into the scratch, then asks; the state of the
 * rows in hand is in the scratch, too. Row weights, offsets and means belong to the solver.
 *
 *   scratch   η_k, then what `open` leaves per output, then t_k; K pairs each, and 3 more
 */
@unmanaged
export abstract class JointDatafit {
  /** K, as the TypeScript value has it in `params`. */
  outputs: f64;
  /** Address of 6 K + 6 f64. */
  scratch: f64;

  @inline get count(): i32 {
    return <i32>this.outputs;
  }
  @inline at(block: i32, k: i32): usize {
    return <usize>(<i32>this.scratch) + ((<usize>(block * this.count + k)) << 4);
  }
  @inline eta(k: i32): v128 {
    return v128.load(this.at(0, k));
  }
  @inline setEta(k: i32, value: v128): void {
    v128.store(this.at(0, k), value);
  }
  @inline dual(k: i32): v128 {
    return v128.load(this.at(2, k));
  }
  @inline setDual(k: i32, value: v128): void {
    v128.store(this.at(2, k), value);
  }

  /** Reads the predictors: what follows is about them. */
  abstract open(): void;
  /** ℓ(η; y), y_k being `stride` bytes apart, the last row `left` bytes before its end. */
  abstract loss(y: usize, stride: usize, left: usize): v128;
  /** ∂ℓ/∂η_k, where y is the response of output k. */
  abstract slope(k: i32, y: v128): v128;
  /** ∂²ℓ/∂η_k², or a floor > 0 where that vanishes. */
  abstract curvature(k: i32): v128;
  /** ∂²ℓ/∂η_k ∂η_l, k ≠ l. */
  abstract cross(k: i32, l: i32): v128;
  /** The least of ∂ℓ/∂η_k. */
  abstract low(y: f64): f64;
  /** ℓ(η) + ℓ*(t) − Σ t_k η_k ≥ 0 at the dual values t. */
  abstract distance(y: usize, stride: usize, left: usize): v128;
}
