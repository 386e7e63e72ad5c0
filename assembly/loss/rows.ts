import { Datafit } from '../datafit/datafit';
import { Real, Reals, SIZE } from '../math/reals';

/** Gradients below this are 0: subnormal numbers, and what they are multiplied to, cost sixty times. */
const LEAST: f64 = 1e-20;

/**
 * Σ_i w_i Σ_k ℓ(z_ik; y_ik) and its gradient w_i ℓ′, for the loss of one number that linear models
 * have as a datafit. In f64, two numbers at once: outputs are few beside the products before them.
 */
@unmanaged
export class RowLoss {
  rows: i32;
  outputs: i32;
  /** Predictions z and their gradient, rows × outputs; they may be the same. */
  z: usize;
  dz: usize;
  targets: usize;
  /** Weights of the rows as Reals; 0 where all are 1. */
  weights: usize;
  /** What each row counts besides: 1 ÷ the sum of weights. */
  scale: f64;
}

/** The loss of all rows; gradients are left in dz. */
export function rowLoss<F extends Datafit>(t: RowLoss, f: F): f64 {
  let total: f64 = 0;
  for (let i = 0, at: usize = 0; i < t.rows; i++) {
    const weight = t.weights ? <f64>load<Real>(t.weights + Reals.bytes(i)) * t.scale : t.scale;
    for (let k = 0; k < t.outputs; k++, at += SIZE) {
      const eta = f64x2.splat(<f64>load<Real>(t.z + at));
      const y = f64x2.splat(<f64>load<Real>(t.targets + at));
      const e = f.shared(eta);
      total += weight * f64x2.extract_lane(f.loss(eta, y, e), 0);
      const slope = weight * f64x2.extract_lane(f.slope(eta, y, e), 0);
      store<Real>(t.dz + at, <Real>(abs(slope) > LEAST ? slope : 0));
    }
  }
  return total;
}
