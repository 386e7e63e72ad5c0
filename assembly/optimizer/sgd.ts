import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';
import { move, Rule } from './rule';

/**
 * Gradient descent with momentum: v ← μ v + g, w ← (1 − η d) w − η v, or with Nesterov's look ahead
 * w ← (1 − η d) w − η (g + μ v). g holds `l2` w besides; d is the decoupled weight decay.
 *
 * Sutskever, Martens, Dahl, Hinton (2013), ICML, section 2, with the rate outside v.
 */
@unmanaged
export class Sgd extends Rule {
  momentum: f64;
  /** η of this step. */
  rate: f64;
  nesterov: i32;

  @inline next(
    kept: v128,
    slope: v128,
    v: usize,
    _: usize,
    rate: v128,
    momentum: v128,
    _c: v128,
    _d: v128,
    _e: v128,
    _f: v128,
    _g: v128,
    _h: v128,
    flushes: bool,
  ): v128 {
    const sum = Reals.madd(slope, momentum, v128.load(v));
    const speed = Moments.settle(sum, flushes);
    v128.store(v, speed);
    const step = this.nesterov ? Reals.madd(slope, momentum, speed) : speed;
    return v128.sub<Real>(kept, v128.mul<Real>(rate, step));
  }
}

export function sgdBegin(t: Sgd, rate: f64): void {
  t.count();
  t.rate = rate;
  t.put(0, rate);
  t.put(1, t.momentum);
}

/** n weights w in whole vectors with gradients g and velocities v; `decay` and `l2` of this group. */
export function sgdStep(t: Sgd, n: i32, w: usize, g: usize, v: usize, decay: f64, l2: f64): void {
  t.weigh(1 - t.rate * decay, l2);
  move(t, n, w, g, v, v, w);
}

/** η ÷ (1 − μ) for n weights: how far each goes for a gradient that stays 1. */
export function sgdLengths(t: Sgd, n: i32, to: usize): void {
  const length = Moments.of(t.rate / (1 - t.momentum));
  for (const end = to + Reals.bytes(n); to < end; to += VECTOR) v128.store(to, length);
}
