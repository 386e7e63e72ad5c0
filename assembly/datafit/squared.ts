import { Level1 } from '../blas/level1';

/**
 * Squared loss ½ Σ ω (y − η)². Writes the negative gradient v_i = ω_i r_i; with an intercept r is
 * centred first, r ← r − Σ ω r, which is the intercept's own optimum.
 * @returns Σ ω r².
 */
export function squaredResidual(
  n: i32,
  eta: usize,
  y: usize,
  weights: usize,
  hasIntercept: i32,
  r: usize,
  v: usize,
): f64 {
  let i: usize = 0;
  for (const end = (<usize>(n & ~1)) << 3; i < end; i += 16)
    v128.store(r + i, f64x2.sub(v128.load(y + i), v128.load(eta + i)));
  if (n & 1) store<f64>(r + i, load<f64>(y + i) - load<f64>(eta + i));
  if (hasIntercept) Level1.shift(n, -Level1.dot(n, weights, r), r);
  Level1.multiply(n, weights, r, v);
  return Level1.dot(n, v, r);
}
