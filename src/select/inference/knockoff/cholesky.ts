/** Cholesky factors of symmetric matrices in plain arrays, row after row. */
import type { Task } from '../../../runtime/run.ts';

/** Multiply-adds between two safe points. */
export const BLOCK = 1e6;

/** A factor, or the first row that depends on those before it. */
export type Cholesky = { readonly factor: Float64Array } | { readonly dependent: number };

/**
 * L with L Lᵀ = A for A p × p, of which the lower triangle is read; L is 0 above its diagonal. A
 * pivot of at most `least` ends the attempt. p³/6 multiply-adds.
 */
export function* cholesky(A: Float64Array, p: number, least: number): Task<Cholesky> {
  const L = new Float64Array(p * p);
  let work = 0;
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const rest = A[i * p + j]! - dot(L, i * p, L, j * p, j);
      if (j < i) L[i * p + j] = rest / L[j * p + j]!;
      else if (rest > least) L[i * p + i] = Math.sqrt(rest);
      else return { dependent: i };
    }
    work += (i * i) / 2;
    if (work > BLOCK) yield;
    if (work > BLOCK) work = 0;
  }
  return { factor: L };
}

/** (L Lᵀ)⁻¹, both triangles. p³/3 multiply-adds. */
export function* inverseOf(L: Float64Array, p: number): Task<Float64Array> {
  // Row j of T is column j of L⁻¹: forward substitution of a unit vector.
  const T = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    T[j * p + j] = 1 / L[j * p + j]!;
    for (let i = j + 1; i < p; i++)
      T[j * p + i] = -dot(L, i * p + j, T, j * p + j, i - j) / L[i * p + i]!;
    if ((j + 1) % Math.ceil(BLOCK / (p * p)) === 0) yield;
  }
  const inverse = new Float64Array(p * p);
  for (let a = 0; a < p; a++) {
    for (let b = 0; b <= a; b++) {
      const value = dot(T, a * p + a, T, b * p + a, p - a);
      inverse[a * p + b] = value;
      inverse[b * p + a] = value;
    }
    if ((a + 1) % Math.ceil(BLOCK / (p * p)) === 0) yield;
  }
  return inverse;
}

/** Σ a[from + k] b[start + k], k < count, in four sums of fixed order. */
export function dot(
  a: Float64Array,
  from: number,
  b: Float64Array,
  start: number,
  count: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const end = from + count;
  let i = from;
  let k = start;
  for (; i < end - 3; i += 4, k += 4) {
    s0 += a[i]! * b[k]!;
    s1 += a[i + 1]! * b[k + 1]!;
    s2 += a[i + 2]! * b[k + 2]!;
    s3 += a[i + 3]! * b[k + 3]!;
  }
  for (; i < end; i++, k++) s0 += a[i]! * b[k]!;
  return s0 + s1 + (s2 + s3);
}
