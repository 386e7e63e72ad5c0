import { LANES, Reals, SIZE } from '../math/reals';
import { ADD, Layout, RELU, ROWS, Tile, WIDE } from './gemmMicro';
import { Pack } from './gemmPack';

/** Terms of a sum per block, rows of A per block: a panel of B stays in L1, a block of A in L2. */
const DEPTH: i32 = 256;
const HEIGHT: i32 = 128;
/** Where the parts of the workspace begin. */
const RECORD: usize = 64;
const PANEL: usize = 128;
const BLOCK: usize = PANEL + <usize>DEPTH * WIDE;
const END: usize = BLOCK + <usize>(DEPTH * HEIGHT) * SIZE;

/**
 * C ← bias + op(A) op(B), + C with ADD, m × n from m × k and k × n, row-major without gaps; the
 * record and all copies lie in a workspace that the caller reserves. Strides in bytes.
 *
 *            B: a panel of two vectors' width, packed where its rows do not lie so
 *            ┌──┐
 *    A       │  │
 *   ┌──────┐ ┌──┐
 *   │ 4 × k│→│▓▓│ C: tiles of 4 × 2 vectors; the last rows and columns by smaller ones
 *
 * Goto and van de Geijn (2008), ACM TOMS 34(3), section 4: blocks for the caches around a kernel
 * for the registers.
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
    this.a = a;
    this.aRow = Reals.bytes(this.k);
    this.aStep = SIZE;
    return this;
  }

  /** A: the first m columns of k × `cols`, to be transposed. */
  columns(a: usize, cols: i32): Product {
    this.a = a;
    this.aRow = SIZE;
    this.aStep = Reals.bytes(cols);
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

  /** Writes C. */
  into(c: usize): void {
    this.c = c;
    this.layout.cRow = Reals.bytes(this.n);
    for (let p = 0; p < this.k; p += DEPTH) this.slab(p, min(DEPTH, this.k - p));
  }

  /** The terms p … p + k − 1 of all sums. */
  private slab(p: i32, k: i32): void {
    const layout = this.layout;
    layout.k = k;
    layout.flags = p > 0 ? this.flags | ADD : this.flags;
    if (p + k < this.k) layout.flags &= ~RELU;
    const bias: usize = p > 0 ? 0 : this.bias;
    for (let i = 0; i < this.m; i += HEIGHT) this.block(p, i, min(HEIGHT, this.m - i), bias);
  }

  /** Those of the rows i … i + rows − 1. */
  private block(p: i32, i: i32, rows: i32, bias: usize): void {
    const layout = this.layout;
    let a = this.a + <usize>i * this.aRow + <usize>p * this.aStep;
    layout.aRow = this.aRow;
    layout.aStep = this.aStep;
    let panel = this.aRow; // from one row to the next, at the heads of tiles
    if (this.packsLeft(rows)) {
      a = this.packLeft(a, rows);
      panel = Reals.bytes(layout.k);
      layout.aRow = SIZE;
      layout.aStep = <usize>ROWS * SIZE;
    }
    const width = 2 * LANES;
    for (let j = 0; j < this.n; j += width) {
      const wide = min(width, this.n - j);
      const b = this.packRight(p, j, wide);
      const c = this.c + <usize>i * layout.cRow + Reals.bytes(j);
      const shift = bias ? bias + Reals.bytes(j) : 0;
      if (wide == width) this.rows(rows, a, panel, b, c, shift);
      else this.last(rows, a, panel, b, c, shift, wide);
    }
  }

  /** Where columns of A are far apart, tiles would fetch a line of the cache for every four numbers. */
  private packsLeft(rows: i32): bool {
    return this.aStep > 1024 && this.n > 8 * LANES && rows % ROWS == 0;
  }

  private packLeft(a: usize, rows: i32): usize {
    const work = changetype<usize>(this);
    const k = this.layout.k;
    const panel = Reals.bytes(k) * ROWS;
    for (let i = 0, to = work + BLOCK; i < rows; i += ROWS, to += panel)
      Pack.four(to, a + <usize>i * this.aRow, this.aRow, this.aStep, k);
    return work + BLOCK;
  }

  /** The address of a panel of B: B itself where its rows are near each other. */
  private packRight(p: i32, j: i32, wide: i32): usize {
    const layout = this.layout;
    layout.bRow = this.bRow;
    const bRow = this.bRow;
    if (!this.transposed && this.readsRight()) return this.b + <usize>p * bRow + Reals.bytes(j);
    layout.bRow = WIDE;
    const to = changetype<usize>(this) + PANEL;
    if (this.transposed)
      Pack.columns(to, this.b + <usize>j * bRow + Reals.bytes(p), bRow, layout.k, wide);
    else Pack.rows(to, this.b + <usize>p * bRow + Reals.bytes(j), bRow, layout.k, wide);
    return to;
  }

  /** Whether B stays in the caches as it lies, or is read too seldom for a copy to pay. */
  private readsRight(): bool {
    return this.n <= 128 || this.m <= 16;
  }

  /** Rows of a panel of full width. */
  private rows(rows: i32, a: usize, aRow: usize, b: usize, c: usize, bias: usize): void {
    const layout = this.layout;
    let i = 0;
    for (; i + ROWS <= rows; i += ROWS) {
      Tile.fourByTwo(layout, a, b, c, bias);
      a += <usize>ROWS * aRow;
      c += <usize>ROWS * layout.cRow;
    }
    if (i + 2 <= rows) {
      Tile.twoByTwo(layout, a, b, c, bias);
      a += 2 * aRow;
      c += 2 * layout.cRow;
      i += 2;
    }
    if (i < rows) Tile.oneByTwo(layout, a, b, c, bias);
  }

  /** Rows of the last panel, which has fewer columns. */
  private last(rows: i32, a: usize, aRow: usize, b: usize, c: usize, bias: usize, cols: i32): void {
    const layout = this.layout;
    const isNarrow = cols <= LANES;
    layout.cols = cols;
    for (let i = 0; i < rows; ) {
      const count = i + ROWS <= rows ? ROWS : 1;
      if (isNarrow) {
        if (count > 1) Tile.fourByOne(layout, a, b, c, bias);
        else Tile.oneByOne(layout, a, b, c, bias);
      } else if (count > 1) Tile.fourByMore(layout, a, b, c, bias);
      else Tile.oneByMore(layout, a, b, c, bias);
      a += <usize>count * aRow;
      c += <usize>count * layout.cRow;
      i += count;
    }
  }
}
