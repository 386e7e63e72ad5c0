import { Lanes } from '../math/lanes';

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

const NONE: usize = usize.MAX_VALUE;

/**
 * zᵀ M z for four vectors z of raw moments M (upper triangle) of `size` columns, to out[0 … 3]; the
 * vectors follow each other at `z`. With z = (−β, 1, −b) that is the sum of squares
 * Σ ω (y − b − xᵀβ)² over the rows of M.
 */
export function momentsForms(m: usize, ld: i32, size: i32, z: usize, out: usize): void {
  const length = (<usize>size) << 3;
  memory.fill(out, 0, 32);
  for (let j = 0; j < size; ++j) {
    const row = m + ((<usize>(j * ld + j)) << 3);
    const at = z + ((<usize>j) << 3);
    if (Form.isZero(at, length)) continue;
    addRow(size - j, row, at, length, out);
  }
}

/** out_q += z_q0 (2 row · z_q − row_0 z_q0), the vectors from the row's diagonal on. */
function addRow(n: i32, row: usize, z0: usize, length: usize, out: usize): void {
  const z1 = z0 + length;
  const z2 = z1 + length;
  const z3 = z2 + length;
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let i: usize = 0;
  for (const body = (<usize>(n & ~1)) << 3; i < body; i += 16) {
    const x = v128.load(row + i);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(z0 + i)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(z1 + i)));
    s2 = f64x2.add(s2, f64x2.mul(x, v128.load(z2 + i)));
    s3 = f64x2.add(s3, f64x2.mul(x, v128.load(z3 + i)));
  }
  const rest = n & 1 ? i : NONE;
  Form.add(row, z0, rest, s0, out);
  Form.add(row, z1, rest, s1, out + 8);
  Form.add(row, z2, rest, s2, out + 16);
  Form.add(row, z3, rest, s3, out + 24);
}

abstract class Form {
  /** Whether the value at `z` is 0 in all four vectors. */
  @inline static isZero(z: usize, length: usize): bool {
    const first = load<f64>(z) == 0 && load<f64>(z + length) == 0;
    return first && load<f64>(z + 2 * length) == 0 && load<f64>(z + 3 * length) == 0;
  }

  /** What one vector adds; s = row · z but for a last value at `rest` where there is one. */
  @inline static add(row: usize, z: usize, rest: usize, s: v128, out: usize): void {
    let sum = Lanes.sum(s);
    if (rest != NONE) sum += load<f64>(row + rest) * load<f64>(z + rest);
    const first = load<f64>(z);
    store<f64>(out, load<f64>(out) + first * (2 * sum - load<f64>(row) * first));
  }
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
