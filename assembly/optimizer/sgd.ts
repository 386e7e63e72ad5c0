import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';

/**
 * Gradient descent with momentum: v ← μ v + g, w ← (1 − η d) w − η v, or with Nesterov's look ahead
 * w ← (1 − η d) w − η (g + μ v). g holds `l2` w besides; d is the decoupled weight decay.
 *
 * Sutskever, Martens, Dahl, Hinton (2013), ICML, section 2, with the rate outside v.
 */
@unmanaged
export class Sgd {
  momentum: f64;
  /** η of this step. */
  rate: f64;
  nesterov: i32;
}

export function sgdBegin(t: Sgd, rate: f64): void {
  t.rate = rate;
}

/** n weights w in whole vectors with gradients g and velocities v; `decay` and `l2` of this group. */
export function sgdStep(t: Sgd, n: i32, w: usize, g: usize, v: usize, decay: f64, l2: f64): void {
  const momentum = Moments.of(t.momentum);
  const rate = Moments.of(t.rate);
  const keep = Moments.of(1 - t.rate * decay);
  const pull = Moments.of(l2);
  const least = Moments.least();
  const leastSquare = Moments.leastSquare();
  const ahead = t.nesterov != 0;
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR) {
    const weight = v128.load(w);
    const slope = Moments.flush(Reals.madd(v128.load(g), pull, weight), least);
    const speed = Moments.flush(Reals.madd(slope, momentum, v128.load(v)), leastSquare);
    v128.store(v, speed);
    const move = ahead ? Reals.madd(slope, momentum, speed) : speed;
    v128.store(w, v128.sub<Real>(v128.mul<Real>(keep, weight), v128.mul<Real>(rate, move)));
    g += VECTOR;
    v += VECTOR;
  }
}

/** η ÷ (1 − μ) for n weights: how far each goes for a gradient that stays 1. */
export function sgdLengths(t: Sgd, n: i32, to: usize): void {
  const length = Moments.of(t.rate / (1 - t.momentum));
  for (const end = to + Reals.bytes(n); to < end; to += VECTOR) v128.store(to, length);
}
