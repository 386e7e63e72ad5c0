import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';

/**
 * Lion: w ← (1 − η d) w − η sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g. g may hold `l2` w
 * besides; d is the decoupled weight decay.
 *
 * Chen et al. (2023), NeurIPS, "Symbolic discovery of optimization algorithms", algorithm 2.
 */
@unmanaged
export class Lion {
  beta1: f64;
  beta2: f64;
  /** η of this step. */
  rate: f64;
}

export function lionBegin(t: Lion, rate: f64): void {
  t.rate = rate;
}

/** n weights w in whole vectors with gradients g and means m. */
export function lionStep(t: Lion, n: i32, w: usize, g: usize, m: usize, decay: f64, l2: f64): void {
  const rate = Moments.of(t.rate);
  const keep = Moments.of(1 - t.rate * decay);
  const pull = Moments.of(l2);
  const keep1 = Moments.of(t.beta1);
  const rest1 = Moments.of(1 - t.beta1);
  const keep2 = Moments.of(t.beta2);
  const rest2 = Moments.of(1 - t.beta2);
  const least = Moments.least();
  const leastSquare = Moments.leastSquare();
  const zero = Moments.of(0);
  const sign = v128.neg<Real>(zero);
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR) {
    const weight = v128.load(w);
    const slope = Moments.flush(Reals.madd(v128.load(g), pull, weight), least);
    const mean = v128.load(m);
    const ahead = Moments.mix(keep1, mean, rest1, slope);
    v128.store(m, Moments.flush(Moments.mix(keep2, mean, rest2, slope), leastSquare));
    // η with the sign of `ahead`, 0 where that is 0
    const step = v128.or(v128.and(ahead, sign), rate);
    const move = v128.and(step, v128.ne<Real>(ahead, zero));
    v128.store(w, v128.sub<Real>(v128.mul<Real>(keep, weight), move));
    g += VECTOR;
    m += VECTOR;
  }
}
