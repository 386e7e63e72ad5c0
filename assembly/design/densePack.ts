import { ROW, Syrk } from '../blas/syrk';
import { Lanes } from '../math/lanes';
import { Dense } from './dense';
import { Standardized } from './standardized';

/**
 * Packs rows of some columns, standardized and weighted, as the Gram tiles read them (blas/syrk.ts):
 *
 *   column k of the panel, row i = √ω_i (x_{i,jk} − c_jk) s_jk
 *
 * rows = 0 takes rows from, from + 1, …; otherwise row numbers rows[from], rows[from + 1], …
 */
export function densePack<T>(
  s: Standardized,
  list: usize,
  first: i32,
  count: i32,
  rows: usize,
  from: i32,
  m: i32,
): void {
  const x = changetype<Dense<T>>(s.design);
  for (let k = 0; k < count; ++k) {
    const j = load<i32>(list + ((<usize>k) << 2));
    const to = Syrk.column(s.panel, first, m, k);
    if (rows == 0) packRun<T>(x.column(j), s, j, from, m, to);
    else packRows<T>(x.column(j), s, j, rows, from, m, to);
  }
}

function packRun<T>(x: usize, s: Standardized, j: i32, from: i32, m: i32, to: usize): void {
  const c = s.centerOf(j);
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s.scaleOf(j));
  let a = x + <usize>from * sizeof<T>();
  let w = s.root + ((<usize>from) << 3);
  let at = to;
  for (const end = w + ((<usize>(m & ~1)) << 3); w < end; w += 16, a += 2 * sizeof<T>()) {
    const z = f64x2.mul(f64x2.mul(f64x2.sub(Lanes.pair<T>(a), cc), ss), v128.load(w));
    v128.store_lane<f64>(at, z, 0);
    v128.store_lane<f64>(at, z, 1, ROW);
    at += 2 * ROW;
  }
  if (m & 1) store<f64>(at, (Lanes.one<T>(a) - c) * s.scaleOf(j) * load<f64>(w));
}

function packRows<T>(
  x: usize,
  s: Standardized,
  j: i32,
  rows: usize,
  from: i32,
  m: i32,
  to: usize,
): void {
  const c = s.centerOf(j);
  const scale = s.scaleOf(j);
  const list = rows + ((<usize>from) << 2);
  for (let i: usize = 0; i < <usize>m; ++i) {
    const row = <usize>load<u32>(list + (i << 2));
    const value = (Lanes.one<T>(x + row * sizeof<T>()) - c) * scale;
    store<f64>(to + i * ROW, value * load<f64>(s.root + (row << 3)));
  }
}
