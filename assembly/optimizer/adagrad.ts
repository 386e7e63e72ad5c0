import { Real, Reals } from '../math/reals';
import { Moments } from './moments';
import { move, Rule } from './rule';

/**
 * AdaGrad: a ← a + g², w ← (1 − η d) w − η g ÷ (√a + ε). g may hold `l2` w besides; d is the decoupled
 * weight decay.
 *
 * Duchi, Hazan, Singer (2011), J. Mach. Learn. Res. 12, figure 1, with the diagonal.
 */
@unmanaged
export class Adagrad extends Rule {
  epsilon: f64;
  /** η of this step. */
  rate: f64;

  @inline next(
    kept: v128,
    slope: v128,
    a: usize,
    _: usize,
    rate: v128,
    epsilon: v128,
    _c: v128,
    _d: v128,
    _e: v128,
    _f: v128,
    _g: v128,
    _h: v128,
    _flushes: bool,
  ): v128 {
    const sum = Reals.madd(v128.load(a), slope, slope);
    v128.store(a, sum);
    const size = v128.add<Real>(v128.sqrt<Real>(sum), epsilon);
    const step = v128.mul<Real>(rate, slope);
    return v128.sub<Real>(kept, v128.div<Real>(step, size));
  }
}

export function adagradBegin(t: Adagrad, rate: f64): void {
  t.count();
  t.rate = rate;
  t.put(0, rate);
  t.put(1, t.epsilon);
}

/** n weights w in whole vectors with gradients g and sums of squares a. */
export function adagradStep(
  t: Adagrad,
  n: i32,
  w: usize,
  g: usize,
  a: usize,
  decay: f64,
  l2: f64,
): void {
  t.weigh(1 - t.rate * decay, l2);
  move(t, n, w, g, a, a, w);
}

/** η ÷ (√a + ε) of n weights. */
export function adagradLengths(t: Adagrad, n: i32, a: usize, to: usize): void {
  Moments.lengths(n, t.rate, a, 1, t.epsilon, to);
}
