import { Noise } from '../math/philox';
import { Real, Reals, SIZE } from '../math/reals';

/** 2⁻³² */
const UNIT: f64 = 1.0 / 4294967296;

/**
 * Each of n labels becomes one of the other classes, all of them alike, with probability p. Label i draws
 * words 2 (i mod 8) and 2 (i mod 8) + 1 of group ⌊i ÷ 8⌋.
 */
export function flipLabels(n: i32, classes: i32, p: f64, noise: Noise, labels: usize): void {
  for (let i = 0; i < n; i++, labels += 4) {
    if ((i & 7) == 0) noise.draw(i >> 3);
    const words = changetype<usize>(noise) + 16 + ((<usize>(i & 7)) << 3);
    if (<f64>load<u32>(words) * UNIT >= p) continue;
    const other = <i32>((<u64>load<u32>(words + 4) * <u64>(classes - 1)) >> 32);
    store<i32>(labels, other < load<i32>(labels) ? other : other + 1);
  }
}

/** n weights divided by their sum, which is returned. */
export function normalize(n: i32, w: usize): f64 {
  let sum: f64 = 0;
  const end = w + Reals.bytes(n);
  for (let at = w; at < end; at += SIZE) sum += <f64>load<Real>(at);
  for (let at = w; at < end; at += SIZE) store<Real>(at, <Real>(<f64>load<Real>(at) / sum));
  return sum;
}
