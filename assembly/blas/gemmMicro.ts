import { LANES, Real, Reals, VECTOR } from '../math/reals';

/** What a tile does besides its sums; bits of `flags`. */
export const ADD: i32 = 1;
export const RELU: i32 = 2;

/** Rows of the tallest tile, and the bytes of two vectors, its width. */
export const ROWS: i32 = 4;
export const WIDE: usize = 2 * VECTOR;

/** How the operands of a tile lie, in bytes: element (i, p) of A at a + i·aRow + p·aStep. */
@unmanaged
export class Layout {
  /** Terms of each sum. */
  k: i32;
  /** ADD: to what C holds. RELU: negative results become 0. */
  flags: i32;
  aRow: usize;
  aStep: usize;
  /** From one row of B to the next; a row's two vectors are contiguous. */
  bRow: usize;
  cRow: usize;
  /** Columns of a tile that is not as wide as others. */
  cols: i32;
}

/**
 * C = bias + A B on the register file: up to 4 rows of two vectors, whose sums stay in registers
 * while p runs from 0 to k − 1, in this order for every shape of tile: an element's bits depend
 * neither on the tile it falls into nor on the thread. 4 × 2 needs 12 of the 15 vector registers
 * that V8 hands out: 8 sums, 2 of B, 1 of A, 1 product. The plain loop is tests/reference/gemm.ts.
 */
export abstract class Tile {
  static fourByTwo(t: Layout, a: usize, b: usize, c: usize, bias: usize): void {
    Tile.wide(4, t, a, b, c, bias);
  }
  static twoByTwo(t: Layout, a: usize, b: usize, c: usize, bias: usize): void {
    Tile.wide(2, t, a, b, c, bias);
  }
  static oneByTwo(t: Layout, a: usize, b: usize, c: usize, bias: usize): void {
    Tile.wide(1, t, a, b, c, bias);
  }
  /** The last columns, `t.cols` of them: at most one vector, or more than one. */
  static fourByOne(t: Layout, a: usize, b: usize, c: usize, bias: usize): void {
    Tile.narrow(4, t, a, b, c, bias);
  }
  static oneByOne(t: Layout, a: usize, b: usize, c: usize, bias: usize): void {
    Tile.narrow(1, t, a, b, c, bias);
  }
  static fourByMore(t: Layout, a: usize, b: usize, c: usize, bias: usize): void {
    Tile.wide(4, t, a, b, c, bias, true);
  }
  static oneByMore(t: Layout, a: usize, b: usize, c: usize, bias: usize): void {
    Tile.wide(1, t, a, b, c, bias, true);
  }

  /** `rows` × two vectors; rows is 1, 2 or 4 and known when this is compiled, as is `isLast`. */
  @inline private static wide(
    rows: i32,
    t: Layout,
    a: usize,
    b: usize,
    c: usize,
    bias: usize,
    isLast: bool = false,
  ): void {
    const step = t.aStep;
    const bRow = t.bRow;
    let c00 = Tile.begin(bias);
    let c01 = Tile.begin(bias, VECTOR);
    let c10 = c00;
    let c11 = c01;
    let c20 = c00;
    let c21 = c01;
    let c30 = c00;
    let c31 = c01;
    let a1 = a + t.aRow;
    let a2 = a1 + t.aRow;
    let a3 = a2 + t.aRow;
    for (let p = t.k; p > 0; p--) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, VECTOR);
      let x = Reals.all(a);
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
      a += step;
      b += bRow;
    }
    const flags = t.flags;
    const cRow = t.cRow;
    const cols = isLast ? t.cols : 2 * LANES;
    Tile.row(flags, c, c00, c01, cols);
    if (rows > 1) Tile.row(flags, c + cRow, c10, c11, cols);
    if (rows > 2) {
      Tile.row(flags, c + 2 * cRow, c20, c21, cols);
      Tile.row(flags, c + 3 * cRow, c30, c31, cols);
    }
  }

  /** `rows` × one vector, of which `t.cols` numbers are stored; rows is 1 or 4. */
  @inline private static narrow(
    rows: i32,
    t: Layout,
    a: usize,
    b: usize,
    c: usize,
    bias: usize,
  ): void {
    const step = t.aStep;
    const bRow = t.bRow;
    let c0 = Tile.begin(bias);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let a1 = a + t.aRow;
    let a2 = a1 + t.aRow;
    let a3 = a2 + t.aRow;
    for (let p = t.k; p > 0; p--) {
      const b0 = v128.load(b);
      c0 = Reals.madd(c0, Reals.all(a), b0);
      if (rows > 1) {
        c1 = Reals.madd(c1, Reals.all(a1), b0);
        c2 = Reals.madd(c2, Reals.all(a2), b0);
        c3 = Reals.madd(c3, Reals.all(a3), b0);
        a1 += step;
        a2 += step;
        a3 += step;
      }
      a += step;
      b += bRow;
    }
    const flags = t.flags;
    const cRow = t.cRow;
    const cols = t.cols;
    Tile.half(flags, c, c0, cols);
    if (rows > 1) {
      Tile.half(flags, c + cRow, c1, cols);
      Tile.half(flags, c + 2 * cRow, c2, cols);
      Tile.half(flags, c + 3 * cRow, c3, cols);
    }
  }

  @inline private static begin(bias: usize, offset: usize = 0): v128 {
    return bias ? v128.load(bias + offset) : v128.splat<Real>(0);
  }

  /** Stores two vectors of row c, or the first `cols` numbers of them. */
  @inline private static row(flags: i32, c: usize, x: v128, y: v128, cols: i32): void {
    Tile.half(flags, c, x, cols);
    Tile.half(flags, c + VECTOR, y, cols - LANES);
  }

  /** What is besides the sums is decided once: most tiles have nothing. */
  @inline private static half(flags: i32, c: usize, sum: v128, cols: i32): void {
    Reals.put(c, flags ? Tile.end(flags, c, sum) : sum, cols);
  }

  private static end(flags: i32, c: usize, sum: v128): v128 {
    let x = sum;
    if (flags & ADD) x = v128.add<Real>(v128.load(c), x);
    // pmax(x, 0) is x < 0 ? 0 : x, so NaN stays NaN
    if (flags & RELU) x = v128.pmax<Real>(x, v128.splat<Real>(0));
    return x;
  }
}
