import { Real } from '../math/reals';
import { Moments } from './moments';
import { move, Rule } from './rule';

/**
 * Lion: w ← (1 − η d) w − η sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g. g may hold `l2` w
 * besides; d is the decoupled weight decay.
 *
 * Chen et al. (2023), NeurIPS, "Symbolic discovery of optimization algorithms", algorithm 2.
 */
@unmanaged
export class Lion extends Rule {
  beta1: f64;
  beta2: f64;
  /** η of this step. */
  rate: f64;

  @inline next(
    kept: v128,
    slope: v128,
    m: usize,
    _: usize,
    rate: v128,
    keep1: v128,
    rest1: v128,
    keep2: v128,
    rest2: v128,
    _f: v128,
    _g: v128,
    _h: v128,
    flushes: bool,
  ): v128 {
    const mean = v128.load(m);
    const ahead = Moments.mix(keep1, mean, rest1, slope);
    const moved = Moments.mix(keep2, mean, rest2, slope);
    v128.store(m, Moments.settle(moved, flushes));
    // η with the sign of `ahead`, 0 where that is 0
    const zero = v128.splat<Real>(0);
    const sign = v128.xor(ahead, v128.abs<Real>(ahead));
    const step = v128.or(sign, rate);
    return v128.sub<Real>(kept, v128.and(step, v128.ne<Real>(ahead, zero)));
  }
}

export function lionBegin(t: Lion, rate: f64): void {
  t.count();
  t.rate = rate;
  t.put(0, rate);
  t.put(1, t.beta1);
  t.put(2, 1 - t.beta1);
  t.put(3, t.beta2);
  t.put(4, 1 - t.beta2);
}

/** n weights w in whole vectors with gradients g and means m. */
export function lionStep(t: Lion, n: i32, w: usize, g: usize, m: usize, decay: f64, l2: f64): void {
  t.weigh(1 - t.rate * decay, l2);
  move(t, n, w, g, m, m, w);
}
