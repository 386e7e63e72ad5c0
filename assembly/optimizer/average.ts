import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';

/**
 * y ← y + share (x − y), n numbers in whole vectors: an average takes x in. Numbers that are equal stay
 * so; what has come near 0 becomes 0.
 */
export function average(n: i32, share: f64, x: usize, y: usize): void {
  const part = Moments.of(share);
  const least = Moments.least();
  for (const end = y + Reals.bytes(n); y < end; x += VECTOR, y += VECTOR) {
    const old = v128.load(y);
    const next = Reals.madd(old, part, v128.sub<Real>(v128.load(x), old));
    v128.store(y, Moments.flush(next, least));
  }
}
