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
  const count = t.rows * t.outputs;
  let total: f64 = 0;
  for (let i = 0; i < count; i += 2) {
    // the last of an odd number is done in both lanes
    const isPair = i + 1 < count;
    const at = Reals.bytes(i);
    const next = isPair ? at + SIZE : at;
    const eta = Pair.load(t.z + at, t.z + next);
    const y = Pair.load(t.targets + at, t.targets + next);
    const weight = Pair.weight(t, i, isPair ? i + 1 : i);
    const e = f.shared(eta);
    const losses = f64x2.mul(weight, f.loss(eta, y, e));
    total += f64x2.extract_lane(losses, 0);
    if (isPair) total += f64x2.extract_lane(losses, 1);
    const slopes = f64x2.mul(weight, f.slope(eta, y, e));
    const isLarge = f64x2.gt(f64x2.abs(slopes), f64x2.splat(LEAST));
    Pair.store(t.dz + at, t.dz + next, v128.and(slopes, isLarge));
  }
  return total;
}

/** Two numbers, as f64. */
abstract class Pair {
  @inline static load(a: usize, b: usize): v128 {
    return f64x2(<f64>load<Real>(a), <f64>load<Real>(b));
  }

  @inline static store(a: usize, b: usize, pair: v128): void {
    store<Real>(a, <Real>f64x2.extract_lane(pair, 0));
    if (b != a) store<Real>(b, <Real>f64x2.extract_lane(pair, 1));
  }

  /** What the rows of numbers i and j count. */
  @inline static weight(t: RowLoss, i: i32, j: i32): v128 {
    const scale = f64x2.splat(t.scale);
    if (!t.weights) return scale;
    const a = t.weights + Reals.bytes(i / t.outputs);
    return f64x2.mul(Pair.load(a, t.weights + Reals.bytes(j / t.outputs)), scale);
  }
}
