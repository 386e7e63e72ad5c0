import { Real, Reals, VECTOR } from '../math/reals';

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
  const momentum = v128.splat<Real>(<Real>t.momentum);
  const rate = v128.splat<Real>(<Real>t.rate);
  const keep = v128.splat<Real>(<Real>(1 - t.rate * decay));
  const pull = v128.splat<Real>(<Real>l2);
  const ahead = t.nesterov != 0;
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR) {
    const weight = v128.load(w);
    const slope = Reals.madd(v128.load(g), pull, weight);
    const speed = Reals.madd(slope, momentum, v128.load(v));
    v128.store(v, speed);
    const move = ahead ? Reals.madd(slope, momentum, speed) : speed;
    v128.store(w, v128.sub<Real>(v128.mul<Real>(keep, weight), v128.mul<Real>(rate, move)));
    g += VECTOR;
    v += VECTOR;
  }
}
