import { Real, Reals } from '../math/reals';
import { Moments } from './moments';
import { move, Rule } from './rule';

/**
 * RMSprop: v ← ρ v + (1 − ρ) g², b ← μ b + g ÷ (√v + ε), w ← (1 − η d) w − η b. g may hold `l2` w
 * besides; d is the decoupled weight decay.
 *
 * Tieleman and Hinton (2012), Neural Networks for Machine Learning, lecture 6e; ε outside the root.
 */
@unmanaged
export class Rmsprop extends Rule {
  rho: f64;
  momentum: f64;
  epsilon: f64;
  /** η of this step. */
  rate: f64;

  @inline next(
    kept: v128,
    slope: v128,
    v: usize,
    b: usize,
    rate: v128,
    momentum: v128,
    epsilon: v128,
    old: v128,
    rest: v128,
    _f: v128,
    _g: v128,
    _h: v128,
    flushes: bool,
  ): v128 {
    const power = v128.mul<Real>(slope, slope);
    let square = Moments.mix(old, v128.load(v), rest, power);
    square = Moments.settle(square, flushes);
    v128.store(v, square);
    const size = v128.add<Real>(v128.sqrt<Real>(square), epsilon);
    const ratio = v128.div<Real>(slope, size);
    let speed = Reals.madd(ratio, momentum, v128.load(b));
    speed = Moments.settle(speed, flushes);
    v128.store(b, speed);
    return v128.sub<Real>(kept, v128.mul<Real>(rate, speed));
  }
}

export function rmspropBegin(t: Rmsprop, rate: f64): void {
  t.count();
  t.rate = rate;
  t.put(0, rate);
  t.put(1, t.momentum);
  t.put(2, t.epsilon);
  t.put(3, t.rho);
  t.put(4, 1 - t.rho);
}

/** n weights w in whole vectors with gradients g, squares v and momentum b. */
export function rmspropStep(
  t: Rmsprop,
  n: i32,
  w: usize,
  g: usize,
  v: usize,
  b: usize,
  decay: f64,
  l2: f64,
): void {
  t.weigh(1 - t.rate * decay, l2);
  move(t, n, w, g, v, b, w);
}

/** η ÷ ((1 − μ) (√v + ε)) of n weights. */
export function rmspropLengths(t: Rmsprop, n: i32, v: usize, to: usize): void {
  Moments.lengths(n, t.rate / (1 - t.momentum), v, 1, t.epsilon, to);
}
