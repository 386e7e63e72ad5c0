import { Lanes } from '../math/lanes';
import { Dense } from './dense';
import { Standardized } from './standardized';

/**
 * Packs rows of some columns, standardized and weighted, for the Gram tiles:
 *
 *   panel[k·ld + i] = √ω_i (x_{i,jk} − c_jk) s_jk,   zero in the padding up to ld and to 3 columns.
 *
 * rows = 0 takes rows from, from + 1, …; otherwise row numbers rows[from], rows[from + 1], …
 */
export function densePack<T>(
  s: Standardized,
  list: usize,
  count: i32,
  rows: usize,
  from: i32,
  m: i32,
  ld: i32,
): void {
  const x = changetype<Dense<T>>(s.design);
  const stride = (<usize>ld) << 3;
  for (let k = 0; k < count; ++k) {
    const j = load<i32>(list + ((<usize>k) << 2));
    const to = s.panel + <usize>k * stride;
    if (rows == 0) packRun<T>(x.column(j), s, j, from, m, to);
    else packRows<T>(x.column(j), s, j, rows, from, m, to);
    for (let i = m; i < ld; ++i) store<f64>(to + ((<usize>i) << 3), 0);
  }
  memory.fill(s.panel + <usize>count * stride, 0, 3 * stride);
}

function packRun<T>(x: usize, s: Standardized, j: i32, from: i32, m: i32, to: usize): void {
  const c = s.centerOf(j);
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s.scaleOf(j));
  let a = x + <usize>from * sizeof<T>();
  let w = s.root + ((<usize>from) << 3);
  let at = to;
  for (const end = to + ((<usize>(m & ~1)) << 3); at < end; at += 16, w += 16, a += 2 * sizeof<T>())
    v128.store(at, f64x2.mul(f64x2.mul(f64x2.sub(Lanes.pair<T>(a), cc), ss), v128.load(w)));
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
  for (let i = 0; i < m; ++i) {
    const row = <usize>load<i32>(rows + ((<usize>(from + i)) << 2));
    const value = (Lanes.one<T>(x + row * sizeof<T>()) - c) * scale;
    store<f64>(to + ((<usize>i) << 3), value * load<f64>(s.root + (row << 3)));
  }
}
