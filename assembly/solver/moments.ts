import { Level1 } from '../blas/level1';

/**
 * From raw moments M of [x̂_1 … x̂_p, y, 1] ((p + 2)², rows `ld` f64 apart, upper triangle) to the
 * standardized problem:
 *
 *   W = M_11,  m_j = M_j1/W,  v_j = M_jj/W − m_j²,  s_j = 1/√v_j (1 without standardization),
 *   G_jk = (M_jk/W − m_j m_k) s_j s_k,   c_j = (M_jy/W − m_j m_y) s_j,
 *
 * with m dropped from G and c where there is no intercept. Columns with constant[j] ≠ 0 get s = 0.
 * @returns Σ ω y² about its mean (about 0 without an intercept).
 */
export function momentsToGram(
  m: usize,
  ld: i32,
  p: i32,
  hasIntercept: i32,
  standardize: i32,
  constant: usize,
  target: Moments,
): f64 {
  const stride = (<usize>ld) << 3;
  const y = (<usize>p) << 3;
  const weight = load<f64>(m + <usize>(p + 1) * stride + y + 8);
  const keep: f64 = hasIntercept ? 1 : 0;
  const yMean = (keep * load<f64>(m + <usize>p * stride + y + 8)) / weight;
  columnFacts(m, ld, p, standardize, constant, target);
  for (let j = 0; j < p; ++j) {
    const row = m + <usize>j * stride;
    const at = (<usize>j) << 3;
    const mean = keep * load<f64>(target.mean + at);
    const scale = load<f64>(target.scale + at);
    store<f64>(target.target + at, (load<f64>(row + y) / weight - mean * yMean) * scale);
    for (let k = j; k < p; ++k) {
      const offset = (<usize>k) << 3;
      const product = load<f64>(row + offset) / weight - mean * load<f64>(target.mean + offset);
      const value = product * scale * load<f64>(target.scale + offset);
      store<f64>(target.gram + ((<usize>(j * target.ld)) << 3) + offset, value);
      store<f64>(target.gram + ((<usize>(k * target.ld)) << 3) + at, value);
    }
  }
  return load<f64>(m + <usize>p * stride + y) / weight - yMean * yMean;
}

/** m_j, v_j and s_j. */
function columnFacts(
  m: usize,
  ld: i32,
  p: i32,
  standardize: i32,
  constant: usize,
  target: Moments,
): void {
  const stride = (<usize>ld) << 3;
  const one = ((<usize>p) << 3) + 8;
  const weight = load<f64>(m + <usize>(p + 1) * stride + one);
  for (let j = 0; j < p; ++j) {
    const row = m + <usize>j * stride;
    const at = (<usize>j) << 3;
    const mean = load<f64>(row + one) / weight;
    const variance = load<f64>(row + at) / weight - mean * mean;
    const dead = load<i32>(constant + ((<usize>j) << 2)) != 0 || (standardize && variance <= 0);
    store<f64>(target.mean + at, mean);
    store<f64>(target.variance + at, variance);
    store<f64>(target.scale + at, dead ? 0 : standardize ? 1 / Math.sqrt(variance) : 1);
  }
}

/**
 * zᵀ M z for raw moments M (upper triangle) of `size` columns: with z = (−β, 1, −b) the sum of
 * squares Σ ω (y − b − xᵀβ)² over the rows of M.
 */
export function momentsForm(m: usize, ld: i32, size: i32, z: usize): f64 {
  let sum: f64 = 0;
  for (let j = 0; j < size; ++j) {
    const value = load<f64>(z + ((<usize>j) << 3));
    if (value == 0) continue;
    const diagonal = m + ((<usize>(j * ld + j)) << 3);
    const rest = Level1.dot(size - j - 1, diagonal + 8, z + ((<usize>(j + 1)) << 3));
    sum += value * (value * load<f64>(diagonal) + 2 * rest);
  }
  return sum;
}

/** Where `momentsToGram` writes. */
@unmanaged
export class Moments {
  gram: usize;
  ld: i32;
  target: usize;
  mean: usize;
  variance: usize;
  scale: usize;
}
