import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';

/** What the momentum's schedule decays by. */
const DECAY: f64 = 0.96;
const SPEED: f64 = 0.004;

/**
 * Adam with Nesterov's look ahead: with μ_t = β₁ (1 − ½ 0.96^(0.004 t)), Π_t = μ_1 … μ_t and m, v as in
 * Adam, w ← (1 − η d) w − η [ (1 − μ_t) g ÷ (1 − Π_t) + μ_{t+1} m ÷ (1 − Π_{t+1}) ] ÷ (√v̂ + ε).
 *
 * Dozat (2016), ICLR workshop, algorithm 2; the schedule of μ as in PyTorch and Keras.
 */
@unmanaged
export class Nadam {
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  /** β₂ᵗ and Π of the steps taken, and their number. */
  power2: f64;
  product: f64;
  steps: f64;
  /** η of this step, and what g and m are multiplied by. */
  rate: f64;
  own: f64;
  ahead: f64;

  @inline momentum(t: f64): f64 {
    return this.beta1 * (1 - 0.5 * DECAY ** (t * SPEED));
  }
}

export function nadamBegin(t: Nadam, rate: f64): void {
  t.steps += 1;
  t.power2 *= t.beta2;
  const now = t.momentum(t.steps);
  const next = t.momentum(t.steps + 1);
  t.product *= now;
  t.rate = rate;
  t.own = (rate * (1 - now)) / (1 - t.product);
  t.ahead = (rate * next) / (1 - t.product * next);
}

/** n weights w in whole vectors with gradients g and moments m, v; `decay` and `l2` of this group. */
export function nadamStep(
  t: Nadam,
  n: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  decay: f64,
  l2: f64,
): void {
  const own = Moments.of(t.own);
  const ahead = Moments.of(t.ahead);
  const root = Moments.of(1 / Math.sqrt(1 - t.power2));
  const epsilon = Moments.of(t.epsilon);
  const keep = Moments.of(1 - t.rate * decay);
  const pull = Moments.of(l2);
  const keep1 = Moments.of(t.beta1);
  const rest1 = Moments.of(1 - t.beta1);
  const keep2 = Moments.of(t.beta2);
  const rest2 = Moments.of(1 - t.beta2);
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
    const move = v128.div<Real>(Moments.mix(ahead, mean, own, slope), size);
    v128.store(w, v128.sub<Real>(v128.mul<Real>(keep, weight), move));
    g += VECTOR;
    m += VECTOR;
    v += VECTOR;
  }
}

/** What both parts of a step come to where m has become g, ÷ (√v̂ + ε), of n weights. */
export function nadamLengths(t: Nadam, n: i32, v: usize, to: usize): void {
  Moments.lengths(n, t.own + t.ahead, v, 1 / Math.sqrt(1 - t.power2), t.epsilon, to);
}
