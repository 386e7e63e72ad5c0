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
 * Four columns of a group go together: their row is two stores, and √ω is read once. Rows that lie
 * side by side are read in pairs.
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
  const start = rows ? rows + ((<usize>from) << 2) : 0;
  for (let k = 0; k < count; ) {
    const at = list + ((<usize>k) << 2);
    const to = Syrk.column(s.panel, first, m, k);
    const isGroup = (k < first ? first : count) - k >= 4;
    if (isGroup) packFour<T>(s, at, start, from, m, to);
    else packOne<T>(s, load<i32>(at), start, from, m, to);
    k += isGroup ? 4 : 1;
  }
}

abstract class Rows {
  /** Two columns of one row. */
  @inline static one(to: usize, x: v128, c: v128, s: v128, w: v128): void {
    v128.store(to, f64x2.mul(f64x2.mul(f64x2.sub(x, c), s), w));
  }
  /** Two rows of two columns, a and b. */
  @inline static two(to: usize, a: v128, b: v128, c: v128, s: v128, w0: v128, w1: v128): void {
    Rows.one(to, v128.shuffle<i64>(a, b, 0, 2), c, s, w0);
    Rows.one(to + ROW, v128.shuffle<i64>(a, b, 1, 3), c, s, w1);
  }
}

function packFour<T>(
  s: Standardized,
  list: usize,
  rows: usize,
  from: i32,
  m: i32,
  to: usize,
): void {
  const x = changetype<Dense<T>>(s.design);
  const j0 = load<i32>(list);
  const j1 = load<i32>(list, 4);
  const j2 = load<i32>(list, 8);
  const j3 = load<i32>(list, 12);
  const c0 = Lanes.of(s.centerOf(j0), s.centerOf(j1));
  const c1 = Lanes.of(s.centerOf(j2), s.centerOf(j3));
  const s0 = Lanes.of(s.scaleOf(j0), s.scaleOf(j1));
  const s1 = Lanes.of(s.scaleOf(j2), s.scaleOf(j3));
  const x0 = x.column(j0);
  const x1 = x.column(j1);
  const x2 = x.column(j2);
  const x3 = x.column(j3);
  let i = 0;
  for (const end = rows ? 0 : m - 1; i < end; i += 2, to += 2 * ROW) {
    const at = <usize>(from + i) * sizeof<T>();
    const root = s.root + ((<usize>(from + i)) << 3);
    const w0 = v128.load64_splat(root);
    const w1 = v128.load64_splat(root, 8);
    Rows.two(to, Lanes.pair<T>(x0 + at), Lanes.pair<T>(x1 + at), c0, s0, w0, w1);
    Rows.two(to + 16, Lanes.pair<T>(x2 + at), Lanes.pair<T>(x3 + at), c1, s1, w0, w1);
  }
  for (; i < m; ++i, to += ROW) {
    const row = rowAt(rows, from, i);
    const at = row * sizeof<T>();
    const w = v128.load64_splat(s.root + (row << 3));
    Rows.one(to, Lanes.two<T>(x0 + at, x1 + at), c0, s0, w);
    Rows.one(to + 16, Lanes.two<T>(x2 + at, x3 + at), c1, s1, w);
  }
}

function packOne<T>(s: Standardized, j: i32, rows: usize, from: i32, m: i32, to: usize): void {
  const x = changetype<Dense<T>>(s.design).column(j);
  const c = s.centerOf(j);
  const scale = s.scaleOf(j);
  for (let i = 0; i < m; ++i, to += ROW) {
    const row = rowAt(rows, from, i);
    const value = (Lanes.one<T>(x + row * sizeof<T>()) - c) * scale;
    store<f64>(to, value * load<f64>(s.root + (row << 3)));
  }
}

function rowAt(rows: usize, from: i32, i: i32): usize {
  return rows ? <usize>load<u32>(rows + ((<usize>i) << 2)) : <usize>(from + i);
}
