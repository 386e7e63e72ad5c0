import { Normals } from '../math/normals';
import { Noise } from '../math/philox';
import { LANES, Real, Reals, VECTOR } from '../math/reals';

/** Normal numbers of a group: number 16 g + k of an array is number k of group g. */
const GROUP: i32 = 16;

/** m = mean + σ ε with normal ε, n numbers in whole vectors. */
export function normalFactors(n: i32, mean: f64, sigma: f64, noise: Noise, m: usize): void {
  const center = v128.splat<Real>(<Real>mean);
  const spread = v128.splat<Real>(<Real>sigma);
  for (let group = 0; n > 0; group++, n -= GROUP) {
    Normals.draw(noise, group);
    for (let k = 0, count = min(n, GROUP); k < count; k += LANES, m += VECTOR)
      v128.store(m, Reals.madd(center, spread, Normals.at(noise, k)));
  }
}

/** y = x + σ ε with normal ε, n numbers in whole vectors. */
export function noiseAdd(n: i32, sigma: f64, noise: Noise, x: usize, y: usize): void {
  const spread = v128.splat<Real>(<Real>sigma);
  for (let group = 0; n > 0; group++, n -= GROUP) {
    Normals.draw(noise, group);
    for (let k = 0, count = min(n, GROUP); k < count; k += LANES, x += VECTOR, y += VECTOR)
      v128.store(y, Reals.madd(v128.load(x), spread, Normals.at(noise, k)));
  }
}
