import { LANES, Real, Reals, SIZE } from '../math/reals';
import { tallTiles } from './env';
import { ADD, Layout, RELU, ROWS, TALL, Tile, WIDE } from './gemmMicro';
import { Pack } from './gemmPack';

/** Terms of a sum per block, rows of A per block: a panel of B stays in L1, a block of A in L2. */
const DEPTH: i32 = 256;
const HEIGHT: i32 = 128;
/** Bytes of a list of rows, and of the few more that copies read. */
const LIST: usize = (<usize>(HEIGHT + ROWS)) << 2;
/** Where the parts of the workspace begin. */
const RECORD: usize = 128;
const SUMS: usize = 192;
const LEFT: usize = SUMS + <usize>TALL * WIDE;
const PACKED: usize = LEFT + LIST;
const RESULT: usize = PACKED + LIST;
const PANEL: usize = RESULT + LIST;
const BLOCK: usize = PANEL + <usize>DEPTH * WIDE;
const END: usize = BLOCK + <usize>(DEPTH * HEIGHT) * SIZE;

/**
 * C ← bias + op(A) op(B), + C with ADD, m × n from m × k and k × n, row-major without gaps; the
 * record and all copies lie in a workspace that the caller reserves. Strides in bytes. Rows of A and
 * of C may lie anywhere: where they are listed, windows of an image are multiplied as they lie.
 *
 *            B: a panel of two vectors' width, packed where its rows do not lie so
 *            ┌──┐
 *    A       │  │
 *   ┌──────┐ ┌──┐
 *   │ 4 × k│→│▓▓│ C: tiles of 4 × 2 vectors; the last rows and columns by smaller ones
 *
 * Goto and van de Geijn (2008), ACM TOMS 34(3), section 4: blocks for the caches around a kernel
 * for the registers; Dukhan (2019), arXiv:1907.02129: lists of rows.
 */
@unmanaged
export class Product {
  layout: Layout;
  m: i32;
  n: i32;
  k: i32;
  flags: i32;
  a: usize;
  aRow: usize;
  aStep: usize;
  /** Terms of A that lie aStep apart, and how much farther the next of them are. */
  run: i32;
  aJump: usize;
  /** How far each row of A, or of C, lies behind a or c, as i32; 0 where rows are aRow, or n, apart. */
  aList: usize;
  cList: usize;
  b: usize;
  bRow: usize;
  /** Whether B is given as its transpose, n × k. */
  transposed: bool;
  c: usize;
  bias: usize;

  /** Bytes of the workspace. */
  static workspace(): usize {
    return END;
  }

  /** A product m × n of sums of k terms, its record in a workspace that is 16-byte aligned. */
  static in(work: usize, m: i32, n: i32, k: i32): Product {
    const product = changetype<Product>(work);
    product.layout = changetype<Layout>(work + RECORD);
    product.m = m;
    product.n = n;
    product.k = k;
    product.flags = 0;
    product.bias = 0;
    return product;
  }

  /** A: m × k, or k × m to be transposed. */
  left(a: usize, transposed: bool = false): Product {
    if (transposed) return this.columns(a, this.m);
    this.aRow = Reals.bytes(this.k);
    return this.listed(a, 0, SIZE, this.k, 0);
  }

  /** A: the first m columns of k × `cols`, to be transposed. */
  columns(a: usize, cols: i32): Product {
    this.aRow = SIZE;
    return this.listed(a, 0, Reals.bytes(cols), this.k, 0);
  }

  /**
   * A whose row i begins list[i] bytes behind a: runs of terms that are `step` apart; from the end of
   * one to the next it is `jump` more.
   */
  listed(a: usize, list: usize, step: usize, run: i32, jump: usize): Product {
    this.a = a;
    this.aList = list;
    this.aStep = step;
    this.run = run;
    this.aJump = jump;
    return this;
  }

  /** B: k × n, or n × k to be transposed. */
  right(b: usize, transposed: bool = false): Product {
    this.b = b;
    this.transposed = transposed;
    this.bRow = Reals.bytes(transposed ? this.k : this.n);
    return this;
  }

  /** What is added to each row, 0 for nothing, and the bits of `flags`. */
  plus(bias: usize, flags: i32): Product {
    this.bias = bias;
    this.flags = flags;
    return this;
  }

  /** Writes C, row i of it list[i] bytes behind c where there is a list. */
  into(c: usize, list: usize = 0): void {
    const work = changetype<usize>(this);
    this.c = c;
    this.cList = list;
    if (!this.aList) this.list(work + LEFT, this.aRow);
    if (!list) this.list(work + RESULT, Reals.bytes(this.n));
    for (let p = 0; p < this.k; ) p += this.slab(p);
  }

  /** The first rows of a block, `row` bytes apart. */
  private list(to: usize, row: usize): void {
    const end = to + ((<usize>(min(this.m, HEIGHT) + ROWS - 1)) << 2);
    const step = i32x4.splat(<i32>(4 * row));
    let at = i32x4.mul(i32x4.splat(<i32>row), i32x4(0, 1, 2, 3));
    for (; to < end; to += 16) {
      v128.store(to, at);
      at = i32x4.add(at, step);
    }
  }

  /** The next terms of all sums, from p on, whole runs or part of one; returns how many. */
  private slab(p: i32): i32 {
    const layout = this.layout;
    const run = this.run;
    const isWhole = run <= DEPTH;
    layout.runs = isWhole ? min(DEPTH / run, (this.k - p) / run) : 1;
    layout.k = isWhole ? run : min(DEPTH, run - (p % run));
    const k = layout.runs * layout.k;
    layout.flags = p > 0 ? ADD : this.flags & ADD;
    const isCut = (this.flags & RELU) != 0 && p + k == this.k;
    const least = changetype<usize>(layout) + offsetof<Layout>('least');
    store<Real>(least, isCut ? 0 : <Real>-Infinity);
    for (let i = 0; i < this.m; i += HEIGHT) this.block(p, i, min(HEIGHT, this.m - i));
    return k;
  }

  /** Those of the rows i … i + rows − 1. */
  private block(p: i32, i: i32, rows: i32): void {
    const layout = this.layout;
    const work = changetype<usize>(this);
    let a = this.a + <usize>p * this.aStep + <usize>(p / this.run) * this.aJump;
    if (!this.aList) a += <usize>i * this.aRow;
    layout.aRows = this.aList ? this.aList + ((<usize>i) << 2) : work + LEFT;
    layout.aStep = this.aStep;
    layout.aJump = this.aJump;
    if (this.packsLeft(rows)) a = this.packLeft(a, rows);
    const list = this.cList;
    const c = list ? this.c : this.c + <usize>i * Reals.bytes(this.n);
    layout.cRows = list ? list + ((<usize>i) << 2) : work + RESULT;
    const width = 2 * LANES;
    for (let j = 0; j < this.n; j += width) {
      const at = Reals.bytes(j);
      layout.cols = min(width, this.n - j);
      layout.sums = layout.cols < width ? work + SUMS : 0;
      const b = this.packRight(p, j);
      layout.bias = p > 0 || !this.bias ? 0 : this.bias + at;
      if (layout.cols > LANES) this.wide(rows, a, b, c + at);
      else this.narrow(rows, a, b, c + at);
    }
  }

  /**
   * Where columns of A are far apart, tiles would fetch a line of the cache for every four numbers; of
   * large products rows are, too, each in a page of its own (bench/networks, case sgemm-nn-1024).
   */
  private packsLeft(rows: i32): bool {
    const isWhole = rows % ROWS == 0 || (!this.aList && this.aRow == SIZE);
    const isLarge = this.k >= 512 && this.n >= 512;
    return isWhole && (isLarge || (this.aStep >= 512 && this.n > 8 * LANES));
  }

  /** A copy of rows of A in panels of four. */
  private packLeft(a: usize, rows: i32): usize {
    const layout = this.layout;
    const work = changetype<usize>(this);
    const panel = Reals.bytes(layout.runs * layout.k) * ROWS;
    for (let i = 0, to = work + BLOCK; i < rows; i += ROWS, to += panel) {
      Pack.four(to, layout, i, a);
      for (let q = 0; q < ROWS; q++)
        store<u32>(
          work + PACKED + ((<usize>(i + q)) << 2),
          <u32>(to + <usize>q * SIZE - work - BLOCK),
        );
    }
    layout.aRows = work + PACKED;
    layout.aStep = <usize>ROWS * SIZE;
    layout.aJump = 0;
    return work + BLOCK;
  }

  /** The address of a panel of B: B itself where its rows are near each other. */
  private packRight(p: i32, j: i32): usize {
    const layout = this.layout;
    const bRow = this.bRow;
    layout.bRow = bRow;
    if (!this.transposed && this.readsRight()) return this.b + <usize>p * bRow + Reals.bytes(j);
    layout.bRow = WIDE;
    const k = layout.runs * layout.k;
    const to = changetype<usize>(this) + PANEL;
    if (this.transposed)
      Pack.columns(to, this.b + <usize>j * bRow + Reals.bytes(p), bRow, k, layout.cols);
    else Pack.rows(to, this.b + <usize>p * bRow + Reals.bytes(j), bRow, k, layout.cols);
    return to;
  }

  /** Whether B stays in the caches as it lies, or is read too seldom for a copy to pay. */
  private readsRight(): bool {
    return this.n <= 128 || this.m <= 16;
  }

  /** Rows of a panel of more than one vector. */
  private wide(rows: i32, a: usize, b: usize, c: usize): void {
    const layout = this.layout;
    let i = 0;
    // eight rows are two tiles of four: two rows alone would wait for their sums
    if (RELAXED && tallTiles)
      for (; i + TALL <= rows && i + 8 != rows; i += TALL) Tile.sixByTwo(layout, i, a, b, c);
    for (; i + ROWS <= rows; i += ROWS) Tile.fourByTwo(layout, i, a, b, c);
    if (i + 2 <= rows) {
      Tile.twoByTwo(layout, i, a, b, c);
      i += 2;
    }
    if (i < rows) Tile.oneByTwo(layout, i, a, b, c);
  }

  /** Rows of the last panel, where a vector is enough. */
  private narrow(rows: i32, a: usize, b: usize, c: usize): void {
    const layout = this.layout;
    let i = 0;
    for (; i + ROWS <= rows; i += ROWS) Tile.fourByOne(layout, i, a, b, c);
    for (; i < rows; i++) Tile.oneByOne(layout, i, a, b, c);
  }
}
