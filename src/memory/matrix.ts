/// <reference lib="esnext.disposable" preserve="true" />
/**
 * A dense matrix that may live in WASM memory, where fits read it without copying.
 */
import { checkCount, fail } from '../check.ts';
import { CELL_BYTES, cellsAt, cellType, newCells } from './cells.ts';
import { defaultMemory, type Memory } from './memory.ts';
import { type DenseSource, readDense } from './read.ts';
import type { CellArray, CellType, DenseView, MatrixLike } from './types.ts';

interface Resident {
  readonly memory: Memory;
  readonly at: number;
}

const registry = new FinalizationRegistry<Resident>(({ memory, at }) => memory.heap.free(at));

/** Storage of a new matrix. */
export interface MatrixOptions {
  /** Default 'float64'. 'int8' holds integers from −128 to 127 in one byte each. */
  dtype?: CellType;
  /** Which index runs slowest, default 'col' (what the solvers read). */
  order?: 'row' | 'col';
}

/**
 * Dense rows × cols matrix of float64, float32 or int8. Cells of int8, such as genotypes as dosages
 * 0, 1 and 2, are read as they are stored, never widened as a whole. None of them means missing:
 * where cells are missing, use float32 and NaN.
 *
 * `zeros` and `from` reserve WASM memory, which is given back by `free`, by `using`, or when the
 * object is garbage collected. `wrap` only names an ordinary typed array and copies nothing.
 */
export class Matrix implements DenseView {
  readonly rows: number;
  readonly cols: number;
  readonly order: 'row' | 'col';
  readonly dtype: CellType;
  #plain: CellArray | undefined;
  #resident: Resident | undefined;

  private constructor(shape: DenseShape, plain?: CellArray, resident?: Resident) {
    this.rows = shape.rows;
    this.cols = shape.cols;
    this.order = shape.order;
    this.dtype = shape.dtype;
    this.#plain = plain;
    this.#resident = resident;
    if (resident) registry.register(this, resident, this);
  }

  /** A resident matrix of zeros. */
  static zeros(rows: number, cols: number, options: MatrixOptions = {}): Matrix {
    checkCount('Matrix.zeros', 'rows', rows, 0);
    checkCount('Matrix.zeros', 'cols', cols, 0);
    const { dtype = 'float64', order = 'col' } = options;
    const memory = defaultMemory();
    const bytes = rows * cols * CELL_BYTES[dtype];
    memory.checkRoom('Matrix.zeros', 'rows × cols', bytes, `${rows} × ${cols}, ${dtype}`);
    const at = memory.allocate(bytes);
    memory.bytes(at, bytes).fill(0);
    return new Matrix({ rows, cols, dtype, order }, undefined, { memory, at });
  }

  /**
   * A resident, column-major copy of anything matrix-like and dense; `dtype` is the storage,
   * default that of x.
   * @throws RangeError where int8 is asked for and a cell is no integer from −128 to 127.
   */
  static from(x: MatrixLike, options: { dtype?: CellType } = {}): Matrix {
    const source = readDense('Matrix.from', 'x', x);
    const dtype = options.dtype ?? source.dtype;
    const matrix = Matrix.zeros(source.rows, source.cols, { dtype, order: 'col' });
    try {
      if (dtype === 'int8' && source.dtype !== 'int8') copyNarrow(source, matrix.data);
      else source.copyColumns(matrix.data);
      return matrix;
    } catch (error) {
      matrix.free();
      throw error;
    }
  }

  /** A name for an ordinary array: no copy, no WASM memory. */
  static wrap(view: DenseView & { data: CellArray }): Matrix {
    const { data, rows, cols, order = 'row' } = view;
    checkCount('Matrix.wrap', 'rows', rows, 0);
    checkCount('Matrix.wrap', 'cols', cols, 0);
    if (data.length !== rows * cols)
      throw new RangeError(
        `Matrix.wrap: data must have length ${rows * cols} (rows × cols), got ${data.length}`,
      );
    return new Matrix({ rows, cols, order, dtype: cellType(data) }, data);
  }

  /** The numbers. Of a resident matrix this is a view: read it anew after a call that may grow memory. */
  get data(): CellArray {
    if (this.#plain) return this.#plain;
    if (!this.#resident) throw new Error('Matrix: used after free()');
    const { memory, at } = this.#resident;
    return cellsAt(memory, this.dtype, at, this.rows * this.cols);
  }

  /** Where the numbers live in `memory`, or undefined. For the package's own use. @internal */
  addressIn(memory: Memory): number | undefined {
    return this.#resident?.memory === memory ? this.#resident.at : undefined;
  }

  /** Cell (i, j). */
  get(i: number, j: number): number {
    if (!(isIndex(i, this.rows) && isIndex(j, this.cols)))
      throw new RangeError(
        `Matrix.get: indices must lie in ${this.rows} × ${this.cols}, got (${i}, ${j})`,
      );
    return this.data[this.order === 'row' ? i * this.cols + j : j * this.rows + i]!;
  }

  /** A copy of row i. */
  row(i: number): CellArray {
    checkIndex('Matrix.row', 'i', i, this.rows);
    return this.#line(this.order === 'row', i, this.rows, this.cols);
  }

  /** A copy of column j. */
  col(j: number): CellArray {
    checkIndex('Matrix.col', 'j', j, this.cols);
    return this.#line(this.order === 'col', j, this.cols, this.rows);
  }

  /** A copy as an array of rows. */
  toArrays(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }

  /** Give WASM memory back now. The matrix must not be used afterwards. */
  free(): void {
    if (this.#resident) {
      registry.unregister(this);
      this.#resident.memory.heap.free(this.#resident.at);
    }
    this.#resident = undefined;
    this.#plain = undefined;
  }

  /** The same as `free`, for `using`. */
  [Symbol.dispose](): void {
    this.free();
  }

  #line(contiguous: boolean, index: number, count: number, length: number): CellArray {
    const data = this.data;
    if (contiguous) return data.slice(index * length, (index + 1) * length);
    const line = newCells(this.dtype, length);
    for (let k = 0; k < length; k++) line[k] = data[k * count + index]!;
    return line;
  }
}

/** Cells of a wider source, each of which must be an int8. */
function copyNarrow(source: DenseSource, target: CellArray): void {
  const { rows, cols } = source;
  const wide = new Float64Array(rows * cols);
  source.copyColumns(wide);
  target.set(wide);
  const k = wide.findIndex((value, at) => value !== target[at]);
  if (k < 0) return;
  const cell = `row ${k % rows}, column ${Math.floor(k / rows)}`;
  fail('Matrix.from', 'x', `hold integers from -128 to 127 for int8, ${cell}`, wide[k]);
}

function checkIndex(where: string, name: string, value: number, end: number): void {
  if (!isIndex(value, end)) fail(where, name, `be an integer in [0, ${end})`, value);
}

function isIndex(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end;
}

interface DenseShape {
  rows: number;
  cols: number;
  order: 'row' | 'col';
  dtype: CellType;
}
