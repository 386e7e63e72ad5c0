import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';

/**
 * AdaGrad: a ← a + g², w ← (1 − η d) w − η g ÷ (√a + ε). g may hold `l2` w besides; d is the decoupled
 * weight decay.
 *
 * Duchi, Hazan, Singer (2011), J. Mach. Learn. Res. 12, figure 1, with the diagonal.
 */
@unmanaged
export class Adagrad {
  epsilon: f64;
  /** η of this step. */
  rate: f64;
}

export function adagradBegin(t: Adagrad, rate: f64): void {
  t.rate = rate;
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
  const rate = Moments.of(t.rate);
  const epsilon = Moments.of(t.epsilon);
  const keep = Moments.of(1 - t.rate * decay);
  const pull = Moments.of(l2);
  const least = Moments.least();
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR) {
    const weight = v128.load(w);
    const slope = Moments.flush(Reals.madd(v128.load(g), pull, weight), least);
    const sum = Reals.madd(v128.load(a), slope, slope);
    v128.store(a, sum);
    const size = v128.add<Real>(v128.sqrt<Real>(sum), epsilon);
    const move = v128.div<Real>(v128.mul<Real>(rate, slope), size);
    v128.store(w, v128.sub<Real>(v128.mul<Real>(keep, weight), move));
    g += VECTOR;
    a += VECTOR;
  }
}

/** η ÷ (√a + ε) of n weights. */
export function adagradLengths(t: Adagrad, n: i32, a: usize, to: usize): void {
  Moments.lengths(n, t.rate, a, 1, t.epsilon, to);
}
