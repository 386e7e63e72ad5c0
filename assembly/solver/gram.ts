import { gramTile } from '../blas/gramMicro';
import { Csc } from '../design/csc';
import { Dense } from '../design/dense';
import { densePack } from '../design/densePack';

/** A matrix seen standardized: x̃_ij = (x_ij − center_j) scale_j, weighted by ω_i = root_i². */
@unmanaged
export class Standardized {
  design: usize;
  /** p f64: what is subtracted. */
  center: usize;
  /** p f64: what multiplies. */
  scale: usize;
  /** n f64: √ω. */
  root: usize;
  /** n f64: ω. */
  weights: usize;
  /** n f64: the response, or 0. */
  y: usize;
  /** f64 scratch: the packed panel of a dense matrix, n values for a sparse one. */
  panel: usize;
}

/**
 * Adds rows from … from + m − 1 (numbered through `rows` if it is not 0) to the products of
 * columns list[0 … total) with columns list[first … total): gram[b, a] += Σ_i ω_i x̃_ib x̃_ia for
 * b ≤ a. With y in the record two more columns follow: y and 1.
 *
 *   panel:  total (+2) columns of √ω x̃, `m` rows padded to even, then 3 columns of zeros
 *   gram:   row-major, rows `ld` f64 apart, room for 3 columns more than used
 */
export function gramRows<T>(
  s: Standardized,
  list: usize,
  first: i32,
  total: i32,
  rows: usize,
  from: i32,
  m: i32,
  gram: usize,
  ld: i32,
): void {
  const height = (m + 1) & ~1;
  const x = changetype<Dense<T>>(s.design);
  densePack<T>(x, list, total, s.center, s.scale, s.root, rows, from, m, height, s.panel);
  let columns = total;
  if (s.y) {
    packResponse(s, rows, from, m, height, total);
    columns += 2;
  }
  gramPanel(s.panel, first, columns, height, gram, ld);
}

/** gram[b, a] += panel_b · panel_a for first ≤ a < total, b ≤ a, in tiles of 3 × 3. */
export function gramPanel(
  panel: usize,
  first: i32,
  total: i32,
  height: i32,
  gram: usize,
  ld: i32,
): void {
  const column = (<usize>height) << 3;
  const stride = (<usize>ld) << 3;
  for (let a = first; a < total; a += 3)
    for (let b = 0; b < a + 3 && b < total; b += 3)
      gramTile(
        panel + <usize>a * column,
        panel + <usize>b * column,
        column,
        height,
        gram + <usize>b * stride + ((<usize>a) << 3),
        stride,
      );
}

/** gram[a, b] ← gram[b, a] for first ≤ a < total, b < a. */
export function gramMirror(gram: usize, ld: i32, first: i32, total: i32): void {
  const stride = (<usize>ld) << 3;
  for (let a = first; a < total; ++a) {
    const row = gram + <usize>a * stride;
    for (let b = 0; b < a; ++b)
      store<f64>(row + ((<usize>b) << 3), load<f64>(gram + <usize>b * stride + ((<usize>a) << 3)));
  }
}

/** √ω y and √ω as columns `total` and `total + 1` of the panel. */
function packResponse(
  s: Standardized,
  rows: usize,
  from: i32,
  m: i32,
  height: i32,
  total: i32,
): void {
  const column = (<usize>height) << 3;
  const y = s.panel + <usize>total * column;
  const one = y + column;
  for (let i = 0; i < m; ++i) {
    const row = rows ? load<i32>(rows + ((<usize>(from + i)) << 2)) : from + i;
    const root = load<f64>(s.root + ((<usize>row) << 3));
    store<f64>(y + ((<usize>i) << 3), root * load<f64>(s.y + ((<usize>row) << 3)));
    store<f64>(one + ((<usize>i) << 3), root);
  }
  for (let i = m; i < height; ++i) {
    store<f64>(y + ((<usize>i) << 3), 0);
    store<f64>(one + ((<usize>i) << 3), 0);
  }
  memory.fill(one + column, 0, 3 * column);
}

/**
 * The same for a sparse matrix, new columns from … to − 1 of the list: column a is scattered, and
 * Σ ω x̃_a x̃_b = s_a s_b [ Σ_nz ω x_a x_b − c_b Σ ω x_a − c_a Σ ω x_b + c_a c_b Σ ω ].
 * `sums` holds Σ_i ω_i x_ij for all p columns, `totalWeight` Σ ω.
 */
export function gramSparse(
  s: Standardized,
  list: usize,
  from: i32,
  to: i32,
  sums: usize,
  totalWeight: f64,
  gram: usize,
  ld: i32,
): void {
  const x = changetype<Csc>(s.design);
  const stride = (<usize>ld) << 3;
  memory.fill(s.panel, 0, (<usize>x.n) << 3);
  for (let a = from; a < to; ++a) {
    const ja = load<i32>(list + ((<usize>a) << 2));
    const ca = at(s.center, ja);
    scatter(x, ja, s.weights, s.panel);
    for (let b = 0; b <= a; ++b) {
      const jb = load<i32>(list + ((<usize>b) << 2));
      const cb = at(s.center, jb);
      const raw = x.sum(jb, 0, s.panel, 0);
      const product = raw - cb * at(sums, ja) - ca * at(sums, jb) + ca * cb * totalWeight;
      store<f64>(
        gram + <usize>b * stride + ((<usize>a) << 3),
        product * at(s.scale, ja) * at(s.scale, jb),
      );
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
