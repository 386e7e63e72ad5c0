/// <reference lib="esnext.disposable" preserve="true" />
/**
 * A dense matrix that may live in WASM memory, where fits read it without copying.
 */
import { checkCount, fail } from '../check.ts';
import { defaultMemory, type Memory } from './memory.ts';
import { readDense } from './read.ts';
import type { DenseView, FloatArray, MatrixLike } from './types.ts';

interface Resident {
  readonly memory: Memory;
  readonly at: number;
}

const registry = new FinalizationRegistry<Resident>(({ memory, at }) => memory.heap.free(at));

/** Storage of a new matrix. */
export interface MatrixOptions {
  /** Default 'float64'. */
  dtype?: 'float32' | 'float64';
  /** Which index runs slowest, default 'col' (what the solvers read). */
  order?: 'row' | 'col';
}

/**
 * Dense rows × cols matrix of float64 or float32.
 *
 * `zeros` and `from` reserve WASM memory, which is given back by `free`, by `using`, or when the
 * object is garbage collected. `wrap` only names an ordinary typed array and copies nothing.
 */
export class Matrix implements DenseView {
  readonly rows: number;
  readonly cols: number;
  readonly order: 'row' | 'col';
  readonly dtype: 'float32' | 'float64';
  #plain: FloatArray | undefined;
  #resident: Resident | undefined;

  private constructor(shape: DenseShape, plain?: FloatArray, resident?: Resident) {
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
    const bytes = rows * cols * (dtype === 'float64' ? 8 : 4);
    const at = memory.allocate(bytes);
    memory.bytes(at, bytes).fill(0);
    return new Matrix({ rows, cols, dtype, order }, undefined, { memory, at });
  }

  /** A resident, column-major copy of anything matrix-like and dense. */
  static from(x: MatrixLike, options: { dtype?: 'float32' | 'float64' } = {}): Matrix {
    const source = readDense('Matrix.from', 'x', x);
    const dtype = options.dtype ?? source.dtype;
    const matrix = Matrix.zeros(source.rows, source.cols, { dtype, order: 'col' });
    try {
      source.copyColumns(matrix.data);
      return matrix;
    } catch (error) {
      matrix.free();
      throw error;
    }
  }

  /** A name for an ordinary array: no copy, no WASM memory. */
  static wrap(view: DenseView & { data: FloatArray }): Matrix {
    const { data, rows, cols, order = 'row' } = view;
    checkCount('Matrix.wrap', 'rows', rows, 0);
    checkCount('Matrix.wrap', 'cols', cols, 0);
    if (data.length !== rows * cols)
      throw new RangeError(
        `Matrix.wrap: data must have length ${rows * cols} (rows × cols), got ${data.length}`,
      );
    const dtype = data instanceof Float32Array ? 'float32' : 'float64';
    return new Matrix({ rows, cols, order, dtype }, data);
  }

  /** The numbers. Of a resident matrix this is a view: read it anew after a call that may grow memory. */
  get data(): FloatArray {
    if (this.#plain) return this.#plain;
    if (!this.#resident) throw new Error('Matrix: used after free()');
    const { memory, at } = this.#resident;
    const length = this.rows * this.cols;
    return this.dtype === 'float64' ? memory.f64(at, length) : memory.f32(at, length);
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
  row(i: number): FloatArray {
    checkIndex('Matrix.row', 'i', i, this.rows);
    return this.#line(this.order === 'row', i, this.rows, this.cols);
  }

  /** A copy of column j. */
  col(j: number): FloatArray {
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

  #line(contiguous: boolean, index: number, count: number, length: number): FloatArray {
    const data = this.data;
    if (contiguous) return data.slice(index * length, (index + 1) * length);
    const line = this.dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);
    for (let k = 0; k < length; k++) line[k] = data[k * count + index]!;
    return line;
  }
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
  dtype: 'float32' | 'float64';
}
