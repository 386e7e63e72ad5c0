import { LANES, Real, Reals, VECTOR } from '../math/reals';

/** What a tile does besides its sums; bits of `flags`. */
export const ADD: i32 = 1;
export const RELU: i32 = 2;

/** Rows of a tile, those of the tallest, and the bytes of two vectors, its width. */
export const ROWS: i32 = 4;
export const TALL: i32 = 6;
export const WIDE: usize = 2 * VECTOR;

/** How the operands of a tile lie, in bytes. */
@unmanaged
export class Layout {
  /** Terms of each sum: `runs` times k of them. */
  k: i32;
  runs: i32;
  /** From one term of A to the next, and how much farther from the last of a run to the next run. */
  aStep: usize;
  aJump: usize;
  /** How far the rows of A and those of C lie behind the first, as i32 for each row. */
  aRows: usize;
  cRows: usize;
  /** From one row of B to the next; a row's two vectors are contiguous. */
  bRow: usize;
  /** ADD, or 0. */
  flags: i32;
  /** What sums begin with, at these columns of C; 0 for nothing. */
  bias: usize;
  /** Columns of C, at most two vectors. */
  cols: i32;
  /** Where a tile that is wider than C leaves its sums; 0 where it is not. */
  sums: usize;
  /** A Real that no number of C is below: 0 for RELU, or −∞. */
  least: f64;

  @inline floor(): v128 {
    return Reals.all(changetype<usize>(this) + offsetof<Layout>('least'));
  }

  /** Writes the sums of a tile, WIDE apart, to the rows i … of C. */
  finish(i: i32, rows: i32, c: usize): void {
    const to = this.cRows + ((<usize>i) << 2);
    const floor = this.floor();
    for (let q: usize = 0; q < <usize>rows; q++) {
      let sum = this.sums + q * WIDE;
      let at = c + <usize>load<u32>(to + (q << 2));
      for (let j = this.cols; j > 0; j -= LANES, at += VECTOR, sum += VECTOR) {
        let x = v128.load(sum);
        if (this.flags & ADD) x = v128.add<Real>(v128.load(at), x);
        Reals.put(at, v128.pmax<Real>(x, floor), j);
      }
    }
  }
}

/**
 * C = bias + A B on the register file: up to 6 rows of two vectors, whose sums stay in registers
 * while p runs from 0 to k − 1, in this order for every shape of tile: an element's bits depend
 * neither on the tile it falls into nor on the thread. 4 × 2 needs 12 of the 15 vector registers
 * that V8 hands out: 8 sums, 2 of B, 1 of A, 1 product. A fused sum takes four cycles and two begin
 * in each: eight of them just wait for one another, and 6 × 2, which needs no product, takes all 15.
 * The plain loop is tests/reference/gemm.ts.
 */
export abstract class Tile {
  static sixByTwo(t: Layout, i: i32, a: usize, b: usize, c: usize): void {
    Tile.wide(6, t, i, a, b, c);
  }
  static fourByTwo(t: Layout, i: i32, a: usize, b: usize, c: usize): void {
    Tile.wide(4, t, i, a, b, c);
  }
  static twoByTwo(t: Layout, i: i32, a: usize, b: usize, c: usize): void {
    Tile.wide(2, t, i, a, b, c);
  }
  static oneByTwo(t: Layout, i: i32, a: usize, b: usize, c: usize): void {
    Tile.wide(1, t, i, a, b, c);
  }
  /** At most one vector of columns. */
  static fourByOne(t: Layout, i: i32, a: usize, b: usize, c: usize): void {
    Tile.narrow(4, t, i, a, b, c);
  }
  static oneByOne(t: Layout, i: i32, a: usize, b: usize, c: usize): void {
    Tile.narrow(1, t, i, a, b, c);
  }

  /** The rows i … of A by two vectors; their number is 1, 2 or 4 and known when this is compiled. */
  @inline private static wide(rows: i32, t: Layout, i: i32, a: usize, b: usize, c: usize): void {
    const step = t.aStep;
    const bRow = t.bRow;
    let c00 = Tile.begin(t.bias);
    let c01 = Tile.begin(t.bias, VECTOR);
    let c10 = c00;
    let c11 = c01;
    let c20 = c00;
    let c21 = c01;
    let c30 = c00;
    let c31 = c01;
    let c40 = c00;
    let c41 = c01;
    let c50 = c00;
    let c51 = c01;
    let a0 = Tile.row(a, t.aRows, i);
    let a1 = rows > 1 ? Tile.row(a, t.aRows, i + 1) : 0;
    let a2 = rows > 2 ? Tile.row(a, t.aRows, i + 2) : 0;
    let a3 = rows > 2 ? Tile.row(a, t.aRows, i + 3) : 0;
    let a4 = rows > 4 ? Tile.row(a, t.aRows, i + 4) : 0;
    let a5 = rows > 4 ? Tile.row(a, t.aRows, i + 5) : 0;
    for (let run = t.runs; run > 0; run--) {
      let p = t.k;
      do {
        const b0 = v128.load(b);
        const b1 = v128.load(b, VECTOR);
        let x = Reals.all(a0);
        c00 = Reals.madd(c00, x, b0);
        c01 = Reals.madd(c01, x, b1);
        if (rows > 1) {
          x = Reals.all(a1);
          c10 = Reals.madd(c10, x, b0);
          c11 = Reals.madd(c11, x, b1);
          a1 += step;
        }
        if (rows > 2) {
          x = Reals.all(a2);
          c20 = Reals.madd(c20, x, b0);
          c21 = Reals.madd(c21, x, b1);
          x = Reals.all(a3);
          c30 = Reals.madd(c30, x, b0);
          c31 = Reals.madd(c31, x, b1);
          a2 += step;
          a3 += step;
        }
        if (rows > 4) {
          x = Reals.all(a4);
          c40 = Reals.madd(c40, x, b0);
          c41 = Reals.madd(c41, x, b1);
          x = Reals.all(a5);
          c50 = Reals.madd(c50, x, b0);
          c51 = Reals.madd(c51, x, b1);
          a4 += step;
          a5 += step;
        }
        a0 += step;
        b += bRow;
      } while (--p > 0);
      a0 += t.aJump;
      if (rows > 1) a1 += t.aJump;
      if (rows > 2) a2 += t.aJump;
      if (rows > 2) a3 += t.aJump;
      if (rows > 4) a4 += t.aJump;
      if (rows > 4) a5 += t.aJump;
    }
    Tile.leave(rows, t, i, c, c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51);
  }

  /** Writes the sums of as many rows. */
  @inline private static leave(
    rows: i32,
    t: Layout,
    i: i32,
    c: usize,
    c00: v128,
    c01: v128,
    c10: v128,
    c11: v128,
    c20: v128,
    c21: v128,
    c30: v128,
    c31: v128,
    c40: v128,
    c41: v128,
    c50: v128,
    c51: v128,
  ): void {
    if (t.sums) {
      Tile.keep(t.sums, c00, c01);
      if (rows > 1) Tile.keep(t.sums + WIDE, c10, c11);
      if (rows > 2) Tile.keep(t.sums + 2 * WIDE, c20, c21);
      if (rows > 2) Tile.keep(t.sums + 3 * WIDE, c30, c31);
      if (rows > 4) Tile.keep(t.sums + 4 * WIDE, c40, c41);
      if (rows > 4) Tile.keep(t.sums + 5 * WIDE, c50, c51);
      t.finish(i, rows, c);
      return;
    }
    const floor = t.floor();
    const c0 = Tile.row(c, t.cRows, i);
    const c1 = rows > 1 ? Tile.row(c, t.cRows, i + 1) : 0;
    const c2 = rows > 2 ? Tile.row(c, t.cRows, i + 2) : 0;
    const c3 = rows > 2 ? Tile.row(c, t.cRows, i + 3) : 0;
    const c4 = rows > 4 ? Tile.row(c, t.cRows, i + 4) : 0;
    const c5 = rows > 4 ? Tile.row(c, t.cRows, i + 5) : 0;
    if (t.flags & ADD) {
      Tile.add(c0, c00, c01, floor);
      if (rows > 1) Tile.add(c1, c10, c11, floor);
      if (rows > 2) Tile.add(c2, c20, c21, floor);
      if (rows > 2) Tile.add(c3, c30, c31, floor);
      if (rows > 4) Tile.add(c4, c40, c41, floor);
      if (rows > 4) Tile.add(c5, c50, c51, floor);
      return;
    }
    Tile.put(c0, c00, c01, floor);
    if (rows > 1) Tile.put(c1, c10, c11, floor);
    if (rows > 2) Tile.put(c2, c20, c21, floor);
    if (rows > 2) Tile.put(c3, c30, c31, floor);
    if (rows > 4) Tile.put(c4, c40, c41, floor);
    if (rows > 4) Tile.put(c5, c50, c51, floor);
  }

  /** The rows i … of A by one vector; their number is 1 or 4. */
  @inline private static narrow(rows: i32, t: Layout, i: i32, a: usize, b: usize, c: usize): void {
    const step = t.aStep;
    const bRow = t.bRow;
    let c0 = Tile.begin(t.bias);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let a0 = Tile.row(a, t.aRows, i);
    let a1 = rows > 1 ? Tile.row(a, t.aRows, i + 1) : 0;
    let a2 = rows > 1 ? Tile.row(a, t.aRows, i + 2) : 0;
    let a3 = rows > 1 ? Tile.row(a, t.aRows, i + 3) : 0;
    for (let run = t.runs; run > 0; run--) {
      let p = t.k;
      do {
        const b0 = v128.load(b);
        c0 = Reals.madd(c0, Reals.all(a0), b0);
        if (rows > 1) {
          c1 = Reals.madd(c1, Reals.all(a1), b0);
          c2 = Reals.madd(c2, Reals.all(a2), b0);
          c3 = Reals.madd(c3, Reals.all(a3), b0);
          a1 += step;
          a2 += step;
          a3 += step;
        }
        a0 += step;
        b += bRow;
      } while (--p > 0);
      a0 += t.aJump;
      if (rows > 1) a1 += t.aJump;
      if (rows > 1) a2 += t.aJump;
      if (rows > 1) a3 += t.aJump;
    }
    v128.store(t.sums, c0);
    if (rows > 1) v128.store(t.sums + WIDE, c1);
    if (rows > 1) v128.store(t.sums + 2 * WIDE, c2);
    if (rows > 1) v128.store(t.sums + 3 * WIDE, c3);
    t.finish(i, rows, c);
  }

  @inline private static begin(bias: usize, offset: usize = 0): v128 {
    return bias ? v128.load(bias + offset) : v128.splat<Real>(0);
  }

  /** Where row i begins. */
  @inline private static row(begin: usize, rows: usize, i: i32): usize {
    return begin + <usize>load<u32>(rows + ((<usize>i) << 2));
  }

  @inline private static keep(to: usize, x: v128, y: v128): void {
    v128.store(to, x);
    v128.store(to, y, VECTOR);
  }

  /** Two vectors of a row of C. pmax(x, 0) is x < 0 ? 0 : x, so NaN stays NaN. */
  @inline private static put(to: usize, x: v128, y: v128, floor: v128): void {
    v128.store(to, v128.pmax<Real>(x, floor));
    v128.store(to, v128.pmax<Real>(y, floor), VECTOR);
  }

  /** What C holds and two vectors of a row of it. */
  @inline private static add(to: usize, x: v128, y: v128, floor: v128): void {
    const first = v128.add<Real>(v128.load(to), x);
    Tile.put(to, first, v128.add<Real>(v128.load(to, VECTOR), y), floor);
  }
}
