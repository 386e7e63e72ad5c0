import { Normals } from '../math/normals';
import { Noise } from '../math/philox';
import { LANES, Real, Reals, VECTOR } from '../math/reals';
import { squares } from '../train/batch';
import { Moments } from './moments';

/** g ← factor g, n numbers in whole vectors. */
function scale(n: i32, factor: f64, g: usize): void {
  const all = Moments.of(factor);
  for (const end = g + Reals.bytes(n); g < end; g += VECTOR)
    v128.store(g, v128.mul<Real>(all, v128.load(g)));
}

/** y ← y + factor x, n numbers in whole vectors. */
export function addScaled(n: i32, factor: f64, x: usize, y: usize): void {
  const all = Moments.of(factor);
  for (const end = x + Reals.bytes(n); x < end; x += VECTOR, y += VECTOR)
    v128.store(y, Reals.madd(v128.load(y), all, v128.load(x)));
}

/** g ← factor sum, sum ← 0; n numbers in whole vectors. */
export function take(n: i32, factor: f64, sum: usize, g: usize): void {
  const all = Moments.of(factor);
  const zero = Moments.of(0);
  for (const end = g + Reals.bytes(n); g < end; g += VECTOR, sum += VECTOR) {
    v128.store(g, v128.mul<Real>(all, v128.load(sum)));
    v128.store(sum, zero);
  }
}

/** g scaled so that ‖g‖ ≤ most; returns ‖g‖ as it was. */
export function clipNorm(n: i32, most: f64, g: usize): f64 {
  const norm = Math.sqrt(squares(n, g));
  if (norm > most) scale(n, most / norm, g);
  return norm;
}

/** Normal numbers of a group: number 16 i + k of an array is number k of group i. */
const GROUP: i32 = 16;

/** g ← g + σ ε with normal ε, n numbers and none behind them. */
export function addNoise(n: i32, sigma: f64, noise: Noise, g: usize): void {
  const spread = Moments.of(sigma);
  for (let group = 0; n > 0; group++, n -= GROUP) {
    Normals.draw(noise, group);
    for (let k = 0; k < min(n, GROUP); k += LANES, g += VECTOR)
      Reals.put(g, Reals.madd(v128.load(g), spread, Normals.at(noise, k)), n - k);
  }
}
