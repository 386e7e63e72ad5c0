import { Real, Reals, VECTOR } from '../math/reals';
import { squares } from '../train/batch';
import { Moments } from './moments';

/**
 * LAMB: with m̂ and v̂ of Adam and u = m̂ ÷ (√v̂ + ε) + d w, w ← w − η ‖w‖ ÷ ‖u‖ u, the norms those of
 * one parameter; 1 in place of their ratio where one of them is 0. g may hold `l2` w besides.
 *
 * You et al. (2020), ICLR, algorithm 2, with φ the identity.
 */
@unmanaged
export class Lamb {
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  /** β₁ᵗ and β₂ᵗ of the steps taken. */
  power1: f64;
  power2: f64;
  /** η of this step. */
  rate: f64;
  /** ‖w‖ ÷ ‖u‖ of the parameter that moved last. */
  ratio: f64;
}

export function lambBegin(t: Lamb, rate: f64): void {
  t.power1 *= t.beta1;
  t.power2 *= t.beta2;
  t.rate = rate;
}

/** One parameter of n weights w in whole vectors; gradients g are left as u. */
export function lambStep(
  t: Lamb,
  n: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  decay: f64,
  l2: f64,
): void {
  lambDirection(t, n, w, g, m, v, decay, l2);
  const size = Math.sqrt(squares(n, w));
  const length = Math.sqrt(squares(n, g));
  t.ratio = size > 0 && length > 0 ? size / length : 1;
  const rate = Moments.of(-t.rate * t.ratio);
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR, g += VECTOR)
    v128.store(w, Reals.madd(v128.load(w), rate, v128.load(g)));
}

/** g ← u */
function lambDirection(
  t: Lamb,
  n: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  decay: f64,
  l2: f64,
): void {
  const first = Moments.of(1 / (1 - t.power1));
  const root = Moments.of(1 / Math.sqrt(1 - t.power2));
  const epsilon = Moments.of(t.epsilon);
  const shrink = Moments.of(decay);
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
    const move = v128.div<Real>(v128.mul<Real>(first, mean), size);
    v128.store(g, Reals.madd(move, shrink, weight));
    g += VECTOR;
    m += VECTOR;
    v += VECTOR;
  }
}

/** η ‖w‖ ÷ ‖u‖ ÷ (√v̂ + ε) of the n weights of the parameter that moved last. */
export function lambLengths(t: Lamb, n: i32, v: usize, to: usize): void {
  Moments.lengths(n, t.rate * t.ratio, v, 1 / Math.sqrt(1 - t.power2), t.epsilon, to);
}
