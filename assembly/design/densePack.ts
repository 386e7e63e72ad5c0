import { Lanes } from '../math/lanes';
import { Dense } from './dense';

/**
 * Packs rows of some columns, standardized and weighted, for the Gram tiles:
 *
 *   out[k·ld + i] = √ω_i (x_{i,jk} − c_jk) s_jk,   zero in the padding up to ld and to 3 columns.
 *
 * rows = 0 takes rows from, from + 1, …; otherwise row numbers rows[from], rows[from + 1], …
 */
export function densePack<T>(
  x: Dense<T>,
  list: usize,
  count: i32,
  center: usize,
  scale: usize,
  root: usize,
  rows: usize,
  from: i32,
  m: i32,
  ld: i32,
  out: usize,
): void {
  const stride = (<usize>ld) << 3;
  for (let k = 0; k < count; ++k) {
    const j = <usize>load<i32>(list + ((<usize>k) << 2));
    const c = load<f64>(center + (j << 3));
    const s = load<f64>(scale + (j << 3));
    const column = x.column(<i32>j);
    const to = out + <usize>k * stride;
    if (rows == 0) packRun<T>(column, root, from, m, c, s, to);
    else packRows<T>(column, root, rows, from, m, c, s, to);
    for (let i = m; i < ld; ++i) store<f64>(to + ((<usize>i) << 3), 0);
  }
  memory.fill(out + <usize>count * stride, 0, 3 * stride);
}

function packRun<T>(x: usize, root: usize, from: i32, m: i32, c: f64, s: f64, to: usize): void {
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s);
  let a = x + <usize>from * sizeof<T>();
  let w = root + ((<usize>from) << 3);
  let at = to;
  for (const end = to + ((<usize>(m & ~1)) << 3); at < end; at += 16, w += 16, a += 2 * sizeof<T>())
    v128.store(at, f64x2.mul(f64x2.mul(f64x2.sub(Lanes.pair<T>(a), cc), ss), v128.load(w)));
  if (m & 1) store<f64>(at, (Lanes.one<T>(a) - c) * s * load<f64>(w));
}

function packRows<T>(
  x: usize,
  root: usize,
  rows: usize,
  from: i32,
  m: i32,
  c: f64,
  s: f64,
  to: usize,
): void {
  for (let i = 0; i < m; ++i) {
    const row = <usize>load<i32>(rows + ((<usize>(from + i)) << 2));
    const value = (Lanes.one<T>(x + row * sizeof<T>()) - c) * s;
    store<f64>(to + ((<usize>i) << 3), value * load<f64>(root + (row << 3)));
  }
}
