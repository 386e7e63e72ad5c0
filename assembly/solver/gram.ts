import { ROW, Syrk } from '../blas/syrk';
import { Csc } from '../design/csc';
import { Dense } from '../design/dense';
import { DenseMany } from '../design/denseMany';
import { densePack } from '../design/densePack';
import { Standardized } from '../design/standardized';

/** Which columns a Gram matrix is taken of, and where it goes; src/linear/gram.ts writes it. */
@unmanaged
export class GramBlock {
  /** i32 columns; those from `first` on are new. */
  list: usize;
  first: i32;
  total: i32;
  /** Row-major, rows `ld` f64 apart, room for 3 columns and rows more than used. */
  gram: usize;
  ld: i32;
  /** n f64: the response as one more column, followed by ones; or 0. */
  y: usize;
}

/**
 * Adds rows from … from + m − 1 (numbered through `rows` if it is not 0) to the products of
 * columns list[0 … total) with columns list[first … total): gram[b, a] += Σ_i ω_i x̃_ib x̃_ia for
 * b ≤ a. With y two more columns follow: y and 1.
 *
 *   panel:  total (+2) columns of √ω x̃ of m rows, scratch
 */
export function gramRows<T>(
  s: Standardized,
  block: GramBlock,
  rows: usize,
  from: i32,
  m: i32,
): void {
  const columns = block.total + (block.y ? 2 : 0);
  Syrk.clear(s.panel, block.first, columns, m);
  densePack<T>(s, block.list, block.first, block.total, rows, from, m);
  if (block.y) packResponse(s, block, rows, from, m);
  Syrk.add(s.panel, block.first, columns, m, block.gram, (<usize>block.ld) << 3);
}

/**
 * The same for few new columns, whose ω x̃ are the first m of four vectors at `v`, n f64 each: rows
 * and columns from … to from + m − 1 of gram, at once for all rows. Nothing is packed; each column is read once.
 */
export function gramFew<T>(s: Standardized, block: GramBlock, v: usize, from: i32, m: i32): void {
  const x = changetype<Dense<T>>(s.design);
  const length = (<usize>x.n) << 3;
  const stride = (<usize>block.ld) << 3;
  for (let k = 0; k < from + m; ++k) {
    const j = load<i32>(block.list + ((<usize>k) << 2));
    const c = s.centerOf(j);
    DenseMany.vectors<T>(x, j, c, v, length, s.panel);
    for (let q = 0; q < m; ++q) {
      const a = from + q;
      if (k > a) continue;
      const product = s.scaleOf(j) * load<f64>(s.panel + ((<usize>q) << 3));
      store<f64>(block.gram + <usize>k * stride + ((<usize>a) << 3), product);
      store<f64>(block.gram + <usize>a * stride + ((<usize>k) << 3), product);
    }
  }
}

/** gram[a, b] ← gram[b, a] for first ≤ a < total, b < a; in blocks that fit the cache. */
export function gramMirror(gram: usize, ld: i32, first: i32, total: i32): void {
  const stride = (<usize>ld) << 3;
  for (let a0 = first; a0 < total; a0 += 16)
    for (let b0 = 0; b0 < min(a0 + 16, total); b0 += 16)
      for (let a = a0; a < min(a0 + 16, total); ++a) {
        const row = gram + <usize>a * stride;
        const column = gram + ((<usize>a) << 3);
        for (let b = b0; b < min(b0 + 16, a); ++b)
          store<f64>(row + ((<usize>b) << 3), load<f64>(column + <usize>b * stride));
      }
}

/** √ω y and √ω as columns `total` and `total + 1` of the panel. */
function packResponse(s: Standardized, block: GramBlock, rows: usize, from: i32, m: i32): void {
  const y = Syrk.column(s.panel, block.first, m, block.total);
  const one = Syrk.column(s.panel, block.first, m, block.total + 1);
  for (let i = 0; i < m; ++i) {
    const row = rows ? load<i32>(rows + ((<usize>(from + i)) << 2)) : from + i;
    const root = load<f64>(s.root + ((<usize>row) << 3));
    store<f64>(y + <usize>i * ROW, root * load<f64>(block.y + ((<usize>row) << 3)));
    store<f64>(one + <usize>i * ROW, root);
  }
}

/**
 * The same for a sparse matrix, new columns from … to − 1 of the list: column a is scattered, and
 * Σ ω x̃_a x̃_b = s_a s_b [ Σ_nz ω x_a x_b − c_b Σ ω x_a − c_a Σ ω x_b + c_a c_b Σ ω ].
 * `sums` holds Σ_i ω_i x_ij for all p columns, `totalWeight` Σ ω.
 */
export function gramSparse(
  s: Standardized,
  block: GramBlock,
  from: i32,
  to: i32,
  sums: usize,
  totalWeight: f64,
): void {
  const x = changetype<Csc>(s.design);
  const stride = (<usize>block.ld) << 3;
  memory.fill(s.panel, 0, (<usize>x.n) << 3);
  for (let a = from; a < to; ++a) {
    const ja = load<i32>(block.list + ((<usize>a) << 2));
    const ca = s.centerOf(ja);
    scatter(x, ja, s.weights, s.panel);
    for (let b = 0; b <= a; ++b) {
      const jb = load<i32>(block.list + ((<usize>b) << 2));
      const cb = s.centerOf(jb);
      const raw = x.sum(jb, 0, s.panel, 0);
      const product = raw - cb * at(sums, ja) - ca * at(sums, jb) + ca * cb * totalWeight;
      const to = block.gram + <usize>b * stride + ((<usize>a) << 3);
      store<f64>(to, product * s.scaleOf(ja) * s.scaleOf(jb));
    }
    for (let k = x.first(ja), end = x.first(ja + 1); k < end; ++k)
      store<f64>(s.panel + x.offset(k), 0);
  }
}

function scatter(x: Csc, j: i32, weights: usize, to: usize): void {
  for (let k = x.first(j), end = x.first(j + 1); k < end; ++k) {
    const offset = x.offset(k);
    store<f64>(to + offset, load<f64>(weights + offset) * x.value(k));
  }
}

function at(vector: usize, j: i32): f64 {
  return load<f64>(vector + ((<usize>j) << 3));
}
