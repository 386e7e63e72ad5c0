import { Level1 } from '../blas/level1';
import { Lanes } from '../math/lanes';

/**
 * A = Q T Qᵀ by Householder reflections, one column per call (src/linear/ridge drives it).
 * Golub and Van Loan (2013), Matrix Computations, algorithm 8.3.1. One reduction serves every λ:
 * (A + λ)⁻¹ = Q (T + λ)⁻¹ Qᵀ needs only a tridiagonal solve.
 *
 * H A H = A − v wᵀ − w vᵀ with H = I − τ v vᵀ, w = τ A v − (τ²/2 vᵀA v) v. The matrix is read and
 * written once per column: row k alone decides the next v, so the update by the last reflection
 * and the products with the next one share a pass over the upper triangle.
 *
 *   a         m × m, upper triangle, rows `ld` f64 apart; row k keeps reflector v_k in k+1 … m−1
 *   diagonal  m f64, offDiagonal m f64 (entry k couples k and k + 1), tau m f64
 *   work      2 m f64, zeros before the first column: w of the last column, and of this one
 */
export function tridiagonalStep(
  a: usize,
  ld: i32,
  m: i32,
  k: i32,
  diagonal: usize,
  offDiagonal: usize,
  tau: usize,
  work: usize,
): void {
  const stride = (<usize>ld) << 3;
  const at = (<usize>k) << 3;
  const size = (<usize>m) << 3;
  const w = k & 1 ? work : work + size;
  const next = k & 1 ? work + size : work;
  const row = a + <usize>k * stride;
  // of the reflection before; there is none before the first, and w is 0 then
  const v = k > 0 ? row - stride : w;
  rankTwo(m - k, load<f64>(v + at), w + at, load<f64>(w + at), v + at, row + at);
  store<f64>(diagonal + at, load<f64>(row + at));
  const t = reflector(m - k - 1, row + at + 8, offDiagonal + at);
  store<f64>(tau + at, t);
  memory.fill(next, 0, size);
  let i = at + 8;
  for (; i + 8 < size; i += 16) {
    const own = row + ((i - at) >> 3) * stride + i;
    turnRows(size - i, own, own + stride, v + i, w + i, row + i, next + i);
  }
  if (i < size) turnCorner(row + ((i - at) >> 3) * stride + i, v + i, w + i, row + i, next + i);
  const length = m - k - 1;
  if (t == 0) {
    memory.fill(next, 0, size);
    return;
  }
  const p = next + at + 8;
  Level1.scale(length, t, p);
  Level1.axpy(length, -0.5 * t * Level1.dot(length, row + at + 8, p), row + at + 8, p);
}

/** x ← v with (I − τ v vᵀ) x = (`alpha`, 0, …). @returns τ, 0 where x is that already. */
function reflector(n: i32, x: usize, alpha: usize): f64 {
  if (n < 1) store<f64>(alpha, 0);
  if (n < 1) return 0;
  const first = load<f64>(x);
  store<f64>(alpha, first);
  const rest = Level1.dot(n - 1, x + 8, x + 8);
  if (rest == 0) return 0;
  const norm = Math.sqrt(first * first + rest);
  const end = first > 0 ? -norm : norm;
  store<f64>(alpha, end);
  store<f64>(x, first - end);
  return 2 / Level1.dot(n, x, x);
}

/**
 * Rows y and z of the upper triangle, one below the other, from the diagonal of y on:
 * z −= v₁ w + w₁ v, then their share of p = A x, of the rows by zᵀx and of the columns by x₁ z; the
 * same of y. All pointers are at the column of y's diagonal, `bytes` long. Two rows share the reads
 * of v, w, x and p.
 */
function turnRows(bytes: usize, y: usize, z: usize, v: usize, w: usize, x: usize, p: usize): void {
  const v0 = v128.load64_splat(v);
  const v1 = v128.load64_splat(v, 8);
  const w0 = v128.load64_splat(w);
  const w1 = v128.load64_splat(w, 8);
  const x0 = v128.load64_splat(x);
  const x1 = v128.load64_splat(x, 8);
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  turnCorner(y, v, w, x, p);
  turnCell(8, y, v, w, x, p);
  turnCorner(z + 8, v + 8, w + 8, x + 8, p + 8);
  let i: usize = 16;
  for (; i + 8 < bytes; i += 16) {
    const vi = v128.load(v + i);
    const wi = v128.load(w + i);
    const xi = v128.load(x + i);
    const a = f64x2.sub(v128.load(y + i), f64x2.add(f64x2.mul(v0, wi), f64x2.mul(w0, vi)));
    const b = f64x2.sub(v128.load(z + i), f64x2.add(f64x2.mul(v1, wi), f64x2.mul(w1, vi)));
    v128.store(y + i, a);
    v128.store(z + i, b);
    sum0 = f64x2.add(sum0, f64x2.mul(a, xi));
    sum1 = f64x2.add(sum1, f64x2.mul(b, xi));
    const share = f64x2.add(f64x2.mul(x0, a), f64x2.mul(x1, b));
    v128.store(p + i, f64x2.add(v128.load(p + i), share));
  }
  store<f64>(p, load<f64>(p) + Lanes.sum(sum0));
  store<f64>(p, load<f64>(p, 8) + Lanes.sum(sum1), 8);
  if (i >= bytes) return;
  turnCell(i, y, v, w, x, p);
  turnCell(i - 8, z + 8, v + 8, w + 8, x + 8, p + 8);
}

/** The cell on the diagonal. */
function turnCorner(z: usize, v: usize, w: usize, x: usize, p: usize): void {
  const product = load<f64>(v) * load<f64>(w);
  const value = load<f64>(z) - (product + product);
  store<f64>(z, value);
  store<f64>(p, load<f64>(p) + value * load<f64>(x));
}

/** The cell `i` bytes right of the diagonal. */
function turnCell(i: usize, z: usize, v: usize, w: usize, x: usize, p: usize): void {
  const change = load<f64>(v) * load<f64>(w + i) + load<f64>(w) * load<f64>(v + i);
  const value = load<f64>(z + i) - change;
  store<f64>(z + i, value);
  store<f64>(p, load<f64>(p) + value * load<f64>(x + i));
  store<f64>(p + i, load<f64>(p + i) + value * load<f64>(x));
}

/** z −= a x + b y */
function rankTwo(n: i32, a: f64, x: usize, b: f64, y: usize, z: usize): void {
  const aa = f64x2.splat(a);
  const bb = f64x2.splat(b);
  let i: usize = 0;
  for (const body = (<usize>(n & ~1)) << 3; i < body; i += 16) {
    const change = f64x2.add(f64x2.mul(aa, v128.load(x + i)), f64x2.mul(bb, v128.load(y + i)));
    v128.store(z + i, f64x2.sub(v128.load(z + i), change));
  }
  if (n & 1) store<f64>(z + i, load<f64>(z + i) - (a * load<f64>(x + i) + b * load<f64>(y + i)));
}

/** x ← Qᵀ x (forward = 1) or Q x (forward = 0), m f64. */
export function reflect(a: usize, ld: i32, m: i32, tau: usize, x: usize, forward: i32): void {
  const count = m - 2;
  for (let q = 0; q < count; ++q) {
    const k = forward ? q : count - 1 - q;
    const t = load<f64>(tau + ((<usize>k) << 3));
    if (t == 0) continue;
    const v = a + (((<usize>k * <usize>ld + <usize>k) << 3) + 8);
    const y = x + ((<usize>(k + 1)) << 3);
    Level1.axpy(m - k - 1, -t * Level1.dot(m - k - 1, v, y), v, y);
  }
}

/**
 * x = (T + λ)⁻¹ b by L D Lᵀ, T positive semidefinite, λ > 0; `pivots` and `ratios` (m f64 each) are
 * scratch for D and the multipliers.
 * @returns tr (T + λ)⁻¹, from the pivots of both ends: (T + λ)⁻¹_ii = 1/(δ_i + ε_i − t_ii − λ).
 */
export function tridiagonalSolve(
  m: i32,
  diagonal: usize,
  offDiagonal: usize,
  lambda: f64,
  b: usize,
  x: usize,
  pivots: usize,
  ratios: usize,
): f64 {
  let pivot: f64 = 0;
  for (let i = 0; i < m; ++i) {
    const at = (<usize>i) << 3;
    const e = i > 0 ? load<f64>(offDiagonal + at - 8) : 0;
    const ratio = i > 0 ? e / pivot : 0;
    pivot = load<f64>(diagonal + at) + lambda - ratio * e;
    store<f64>(pivots + at, pivot);
    store<f64>(ratios + at, ratio);
    store<f64>(x + at, load<f64>(b + at) - (i > 0 ? ratio * load<f64>(x + at - 8) : 0));
  }
  let trace: f64 = 0;
  let back: f64 = 0;
  for (let i = m - 1; i >= 0; --i) {
    const at = (<usize>i) << 3;
    const shifted = load<f64>(diagonal + at) + lambda;
    const e = i + 1 < m ? load<f64>(offDiagonal + at) : 0;
    back = shifted - (i + 1 < m ? (e * e) / back : 0);
    trace += 1 / (load<f64>(pivots + at) + back - shifted);
    const next = i + 1 < m ? load<f64>(ratios + at + 8) * load<f64>(x + at + 8) : 0;
    store<f64>(x + at, load<f64>(x + at) / load<f64>(pivots + at) - next);
  }
  return trace;
}
