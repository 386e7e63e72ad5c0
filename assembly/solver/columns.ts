import { Level1 } from '../blas/level1';
import { Dense } from '../design/dense';
import { DenseMany } from '../design/denseMany';
import { Design } from '../design/design';
import { Standardized } from '../design/standardized';

/** Squared shift of the mean, in variances, up to which Σ ω (x − c)² less the shift is exact. */
const NEAR: f64 = 4;

/**
 * Weighted mean and population variance of columns from … to − 1; weights ω sum to 1, `positive`
 * of them are > 0. constant_j = 1 where the column takes one value. Means are summed about a value
 * of the column, so a large mean costs no digits.
 */
export function columnMoments<D extends Design>(
  design: usize,
  weights: usize,
  positive: i32,
  from: i32,
  to: i32,
  mean: usize,
  variance: usize,
  constant: usize,
): void {
  const x = changetype<D>(design);
  for (let j = from; j < to; ++j) {
    const at = (<usize>j) << 3;
    const dead = x.isConstant(j, weights, positive);
    const base = x.sample(j, weights);
    x.sums(j, base, weights, 1, mean + at, variance + at);
    const shift = load<f64>(mean + at);
    const square = shift * shift;
    const spread = load<f64>(variance + at) - square;
    const m = base + shift;
    store<f64>(mean + at, m);
    // about a value of the column a deviation or two away the difference keeps its digits
    const exact = square <= NEAR * spread ? spread : x.squares(j, m, weights, 1);
    store<f64>(variance + at, dead ? 0 : exact);
    store<i32>(constant + ((<usize>j) << 2), i32(dead));
  }
}

/** out[j] = s_j Σ_i v_i (x_ij − c_j) for the `count` columns j of `list`; total = Σ v. */
export function columnDots<D extends Design>(
  s: Standardized,
  list: usize,
  count: i32,
  v: usize,
  total: f64,
  out: usize,
): void {
  const x = changetype<D>(s.design);
  for (let k = 0; k < count; ++k) {
    const j = load<i32>(list + ((<usize>k) << 2));
    const sum = x.sum(j, s.centerOf(j), v, total);
    store<f64>(out + ((<usize>j) << 3), s.scaleOf(j) * sum);
  }
}

/** The same for dense columns, four at a time. */
export function denseDots<T>(s: Standardized, list: usize, count: i32, v: usize, out: usize): void {
  const body = count & ~3;
  for (let k = 0; k < body; k += 4) DenseMany.four<T>(s, list + ((<usize>k) << 2), v, out);
  columnDots<Dense<T>>(s, list + ((<usize>body) << 2), count - body, v, 0, out);
}

/** Several right-hand sides at once, all `stride` bytes apart: src/linear/gradients.ts writes it. */
@unmanaged
export class Sides {
  /** How many vectors v_q of n f64. */
  count: i32;
  v: usize;
  vStride: usize;
  /** One f64 Σ v_q each. */
  totals: usize;
  /** Scratch for 4 f64. */
  sums: usize;
  /** out_q[j] = Σ_i v_qi (x_ij − c_j), not scaled. */
  out: usize;
  outStride: usize;
}

/** All sides for columns from … to − 1: each column is read once (from cache for the others). */
export function columnSides<D extends Design>(
  design: usize,
  center: usize,
  from: i32,
  to: i32,
  s: Sides,
): void {
  const x = changetype<D>(design);
  for (let j = from; j < to; ++j) {
    const c = load<f64>(center + ((<usize>j) << 3));
    for (let q: usize = 0; q < <usize>s.count; ++q) {
      const sum = x.sum(j, c, s.v + q * s.vStride, load<f64>(s.totals + (q << 3)));
      store<f64>(s.out + q * s.outStride + ((<usize>j) << 3), sum);
    }
  }
}

/**
 * The same for dense columns: four sides per read, then the other sides by four columns at once.
 * Every sum has its terms in the same order, however many sides there are.
 */
export function denseSides<T>(design: usize, center: usize, from: i32, to: i32, s: Sides): void {
  const x = changetype<Dense<T>>(design);
  const body = s.count & ~3;
  for (let j = from; j < to; ++j)
    for (let q = 0; q < body; q += 4) denseSidesOf<T>(x, center, j, q, s.vStride, s);
  const whole = from + ((to - from) & ~3);
  for (let q = body; q < s.count; ++q) {
    const v = s.v + <usize>q * s.vStride;
    const out = s.out + <usize>q * s.outStride;
    for (let j = from; j < whole; j += 4) DenseMany.next<T>(x, j, center, v, out);
    for (let j = whole; j < to; ++j) denseSidesOf<T>(x, center, j, q, 0, s);
  }
}

/** Sides q … q + 3 of column j; with stride 0 all four are side q. */
function denseSidesOf<T>(
  x: Dense<T>,
  center: usize,
  j: i32,
  q: i32,
  stride: usize,
  s: Sides,
): void {
  const c = load<f64>(center + ((<usize>j) << 3));
  DenseMany.vectors<T>(x, j, c, s.v + <usize>q * s.vStride, stride, s.sums);
  let out = s.out + <usize>q * s.outStride + ((<usize>j) << 3);
  for (let k: usize = 0; k < (stride > 0 ? 4 : 1); ++k, out += s.outStride)
    store<f64>(out, load<f64>(s.sums + (k << 3)));
}

/** y += Σ_k b_k s_j (x_j − c_j) over the `count` columns j of `list`. */
export function columnCombine<D extends Design>(
  s: Standardized,
  list: usize,
  count: i32,
  b: usize,
  y: usize,
): void {
  const x = changetype<D>(s.design);
  let rest: f64 = 0;
  for (let k = 0; k < count; ++k) {
    const value = load<f64>(b + ((<usize>k) << 3));
    if (value == 0) continue;
    const j = load<i32>(list + ((<usize>k) << 2));
    rest += x.add(j, value * s.scaleOf(j), s.centerOf(j), y);
  }
  if (rest != 0) Level1.shift(x.n, rest, y);
}

/** The same for dense columns of f64, four at a time: of narrower ones a pass is no heavier. */
export function denseCombine(s: Standardized, list: usize, count: i32, b: usize, y: usize): void {
  const body = count & ~3;
  for (let k: usize = 0; k < <usize>body; k += 4)
    DenseMany.add<f64>(s, list + (k << 2), b + (k << 3), y);
  const rest = <usize>body;
  columnCombine<Dense<f64>>(s, list + (rest << 2), count - body, b + (rest << 3), y);
}

/** y += Σ_k b_k (x_j − c_j) on `rows` alone, `m` of them; y has m values. */
export function columnCombineRows<D extends Design>(
  design: usize,
  list: usize,
  count: i32,
  center: usize,
  b: usize,
  rows: usize,
  m: i32,
  y: usize,
): void {
  const x = changetype<D>(design);
  for (let k = 0; k < count; ++k) {
    const j = load<i32>(list + ((<usize>k) << 2));
    const c = load<f64>(center + ((<usize>j) << 3));
    x.addRows(j, load<f64>(b + ((<usize>k) << 3)), c, rows, m, y);
  }
}
