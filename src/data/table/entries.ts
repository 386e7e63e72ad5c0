/** Encoded columns by rows, zeros left out: what every kind of column becomes before X. */
import { Matrix } from '../../memory/matrix.ts';
import { SparseMatrix } from '../../memory/sparseMatrix.ts';

/** Row i holds values[k] in columns[k] for starts[i] ≤ k < starts[i + 1]; `width` columns. */
export interface Entries {
  readonly width: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Collects entries row by row, at most `capacity` of them. */
export class EntryList {
  readonly #starts: Int32Array;
  readonly #columns: Int32Array;
  readonly #values: Float64Array;
  #row = 0;
  #length = 0;

  constructor(rows: number, capacity: number) {
    this.#starts = new Int32Array(rows + 1);
    this.#columns = new Int32Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  /** The next entry of the present row; zeros are not stored. */
  add(column: number, value: number): void {
    if (value === 0) return;
    this.#columns[this.#length] = column;
    this.#values[this.#length++] = value;
  }

  endRow(): void {
    this.#starts[++this.#row] = this.#length;
  }

  finish(width: number): Entries {
    return {
      width,
      starts: this.#starts,
      columns: this.#columns.subarray(0, this.#length),
      values: this.#values.subarray(0, this.#length),
    };
  }
}

/** The blocks side by side, column-major float64. */
export function denseOf(blocks: readonly Entries[], rows: number): Matrix {
  const cols = widthOf(blocks);
  const data = new Float64Array(rows * cols);
  eachEntry(blocks, rows, (i, j, value) => {
    data[j * rows + i] = value;
  });
  return Matrix.wrap({ data, rows, cols, order: 'col' });
}

/** The blocks side by side as compressed columns. */
export function sparseOf(blocks: readonly Entries[], rows: number): SparseMatrix {
  const cols = widthOf(blocks);
  const indptr = new Int32Array(cols + 1);
  eachEntry(blocks, rows, (_, j) => {
    indptr[j + 1]!++;
  });
  for (let j = 0; j < cols; j++) indptr[j + 1]! += indptr[j]!;
  const next = indptr.slice();
  const indices = new Int32Array(indptr[cols]!);
  const data = new Float64Array(indptr[cols]!);
  // A block is read by rows, so the rows of each column ascend.
  eachEntry(blocks, rows, (i, j, value) => {
    const at = next[j]!++;
    indices[at] = i;
    data[at] = value;
  });
  return new SparseMatrix({ format: 'csc', data, indices, indptr, rows, cols });
}

/** Whether more than 80 % of the cells are zero. */
export function isMostlyZero(blocks: readonly Entries[], rows: number): boolean {
  const stored = blocks.reduce((sum, { values }) => sum + values.length, 0);
  return stored < 0.2 * rows * widthOf(blocks);
}

function widthOf(blocks: readonly Entries[]): number {
  return blocks.reduce((sum, { width }) => sum + width, 0);
}

function eachEntry(
  blocks: readonly Entries[],
  rows: number,
  visit: (i: number, j: number, value: number) => void,
): void {
  let first = 0;
  for (const { width, starts, columns, values } of blocks) {
    for (let i = 0; i < rows; i++)
      for (let k = starts[i]!; k < starts[i + 1]!; k++) visit(i, first + columns[k]!, values[k]!);
    first += width;
  }
}
