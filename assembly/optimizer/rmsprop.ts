import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';

/**
 * RMSprop: v ← ρ v + (1 − ρ) g², b ← μ b + g ÷ (√v + ε), w ← (1 − η d) w − η b. g may hold `l2` w
 * besides; d is the decoupled weight decay.
 *
 * Tieleman and Hinton (2012), Neural Networks for Machine Learning, lecture 6e; ε outside the root.
 */
@unmanaged
export class Rmsprop {
  rho: f64;
  momentum: f64;
  epsilon: f64;
  /** η of this step. */
  rate: f64;
}

export function rmspropBegin(t: Rmsprop, rate: f64): void {
  t.rate = rate;
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
  const rate = Moments.of(t.rate);
  const epsilon = Moments.of(t.epsilon);
  const momentum = Moments.of(t.momentum);
  const keep = Moments.of(1 - t.rate * decay);
  const pull = Moments.of(l2);
  const rho = Moments.of(t.rho);
  const rest = Moments.of(1 - t.rho);
  const least = Moments.least();
  const leastSquare = Moments.leastSquare();
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR) {
    const weight = v128.load(w);
    const slope = Moments.flush(Reals.madd(v128.load(g), pull, weight), least);
    const power = v128.mul<Real>(slope, slope);
    const square = Moments.flush(Moments.mix(rho, v128.load(v), rest, power), leastSquare);
    v128.store(v, square);
    const ratio = v128.div<Real>(slope, v128.add<Real>(v128.sqrt<Real>(square), epsilon));
    const speed = Moments.flush(Reals.madd(ratio, momentum, v128.load(b)), leastSquare);
    v128.store(b, speed);
    v128.store(w, v128.sub<Real>(v128.mul<Real>(keep, weight), v128.mul<Real>(rate, speed)));
    g += VECTOR;
    v += VECTOR;
    b += VECTOR;
  }
}

/** η ÷ ((1 − μ) (√v + ε)) of n weights. */
export function rmspropLengths(t: Rmsprop, n: i32, v: usize, to: usize): void {
  Moments.lengths(n, t.rate / (1 - t.momentum), v, 1, t.epsilon, to);
}
