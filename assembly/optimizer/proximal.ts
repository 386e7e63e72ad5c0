import { Real, Reals, SIZE, VECTOR } from '../math/reals';
import { Penalty } from '../penalty/penalty';
import { Moments } from './moments';

/** w_j ← argmin_x ½ (x − w_j)² + s_j g(x), n weights with steps s. */
export function proximal<P extends Penalty>(p: P, n: i32, w: usize, s: usize): void {
  for (const end = w + Reals.bytes(n); w < end; w += SIZE, s += SIZE)
    store<Real>(w, <Real>p.prox(<f64>load<Real>(w), 1, <f64>load<Real>(s)));
}

/** The same for g = l1 |x|: w_j ← sign(w_j) max(|w_j| − s_j l1, 0), in whole vectors. */
export function softThreshold(l1: f64, n: i32, w: usize, s: usize): void {
  const strength = Moments.of(l1);
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR, s += VECTOR) {
    const limit = v128.mul<Real>(strength, v128.load(s));
    const weight = v128.load(w);
    // what is taken away: w itself, cut off at ± the limit
    const taken = v128.pmax<Real>(v128.pmin<Real>(weight, limit), v128.neg<Real>(limit));
    v128.store(w, v128.sub<Real>(weight, taken));
  }
}

/** Σ_j g(w_j) */
export function penaltyValue<P extends Penalty>(p: P, n: i32, w: usize): f64 {
  let total: f64 = 0;
  for (const end = w + Reals.bytes(n); w < end; w += SIZE) total += p.value(<f64>load<Real>(w), 1);
  return total;
}

/** dy_j ← dy_j + scale g′(y_j): the gradient of what a layer's outputs cost; 0 where g has a kink. */
export function penaltySlope<P extends Penalty>(
  p: P,
  n: i32,
  scale: f64,
  y: usize,
  dy: usize,
): void {
  for (const end = y + Reals.bytes(n); y < end; y += SIZE, dy += SIZE) {
    const slope = p.slope(<f64>load<Real>(y), scale);
    store<Real>(dy, load<Real>(dy) + <Real>slope);
  }
}
