import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';

/**
 * Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← (1 − η d) w − η m̂ ÷ (√v̂ + ε) with
 * m̂ = m ÷ (1 − β₁ᵗ), v̂ = v ÷ (1 − β₂ᵗ). d is the decoupled weight decay, which makes it AdamW; g may
 * hold `l2` w besides, the coupled one.
 *
 * Kingma and Ba (2015), ICLR, algorithm 1; Loshchilov and Hutter (2019), ICLR, algorithm 2.
 */
@unmanaged
export class Adam {
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  /** β₁ᵗ and β₂ᵗ of the steps taken. */
  power1: f64;
  power2: f64;
  /** η of this step. */
  rate: f64;
  /** Where the room for nine constants of a step begins: each an f64 long. */
  room: f64;
}

/** Counts a step and sets its rate. */
export function adamBegin(t: Adam, rate: f64): void {
  t.power1 *= t.beta1;
  t.power2 *= t.beta2;
  t.rate = rate;
}

/** n weights w in whole vectors with gradients g and moments m, v; `decay` and `l2` of this group. */
export function adamStep(
  t: Adam,
  n: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  decay: f64,
  l2: f64,
): void {
  const room = changetype<usize>(t) + offsetof<Adam>('room');
  const rate = Moments.kept(room, t.rate / (1 - t.power1));
  const root = Moments.kept(room + 8, 1 / Math.sqrt(1 - t.power2));
  const epsilon = Moments.kept(room + 16, t.epsilon);
  const keep = Moments.kept(room + 24, 1 - t.rate * decay);
  const pull = Moments.kept(room + 32, l2);
  const keep1 = Moments.kept(room + 40, t.beta1);
  const rest1 = Moments.kept(room + 48, 1 - t.beta1);
  const keep2 = Moments.kept(room + 56, t.beta2);
  const rest2 = Moments.kept(room + 64, 1 - t.beta2);
  const least = Moments.least();
  const leastSquare = Moments.leastSquare();
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR) {
    const weight = v128.load(w);
    const slope = Moments.flush(Reals.madd(v128.load(g), pull, weight), least);
    const mean = Moments.flush(Moments.mix(keep1, v128.load(m), rest1, slope), leastSquare);
    const power = v128.mul<Real>(slope, slope);
    const square = Moments.flush(Moments.mix(keep2, v128.load(v), rest2, power), leastSquare);
    v128.store(m, mean);
    v128.store(v, square);
    const size = Reals.madd(epsilon, v128.sqrt<Real>(square), root);
    const move = v128.div<Real>(v128.mul<Real>(rate, mean), size);
    v128.store(w, v128.sub<Real>(v128.mul<Real>(keep, weight), move));
    g += VECTOR;
    m += VECTOR;
    v += VECTOR;
  }
}

/** η ÷ (√v̂ + ε) of n weights. */
export function adamLengths(t: Adam, n: i32, v: usize, to: usize): void {
  Moments.lengths(n, t.rate, v, 1 / Math.sqrt(1 - t.power2), t.epsilon, to);
}
