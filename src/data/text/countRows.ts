/** Counts of terms, row by row, in growing arrays: 8 bytes per stored count. */
import { SparseMatrix } from '../../memory/sparseMatrix.ts';
import { Growing } from './growing.ts';

/** What becomes of the counts on their way into a matrix. */
export interface CountColumns {
  /** Number of columns. */
  cols: number;
  /** Column of each term, −1 for one that is left out; default the term's own number. */
  columnOf?: Int32Array | undefined;
  /** Whether every count becomes 1. */
  binary: boolean;
}

/**
 * Rows of counts, each added to term by term in any order. A row keeps its terms in the order in
 * which they first came.
 *
 *     starts:  0      3   4        row r: entries starts[r] … starts[r + 1] − 1
 *     terms:   7 0 2  7   1 …
 *     counts:  1 4 1  2   1 …
 */
export class CountRows {
  readonly starts = new Growing(Int32Array);
  readonly terms = new Growing(Int32Array);
  readonly counts = new Growing(Int32Array);
  /** Where the open row counts each term, plus 1; 0 where it does not. */
  readonly #slots = new Growing(Int32Array);

  constructor() {
    this.starts.push(0);
  }

  /** Number of rows that are complete. */
  get rows(): number {
    return this.starts.length - 1;
  }

  /** Add to the count of a term in the open row. */
  add(term: number, amount: number): void {
    this.#slots.reserve(term + 1);
    const slot = this.#slots.values[term]!;
    if (slot > 0) {
      this.counts.values[slot - 1]! += amount;
      return;
    }
    this.terms.push(term);
    this.counts.push(amount);
    this.#slots.values[term] = this.terms.length;
  }

  /** Complete the open row and open the next. */
  endRow(): void {
    const { values } = this.terms;
    for (let k = this.starts.values[this.rows]!; k < this.terms.length; k++)
      this.#slots.values[values[k]!] = 0;
    this.starts.push(this.terms.length);
  }

  /** Forget the rows that are complete. */
  clear(): void {
    this.starts.length = 1;
    this.terms.length = 0;
    this.counts.length = 0;
  }

  /** The complete rows as compressed columns; counts that have cancelled to 0 are not stored. */
  toCsc({ cols, columnOf, binary }: CountColumns): SparseMatrix {
    const { rows, starts, terms, counts } = this;
    const column = (k: number) => {
      if (counts.values[k] === 0 && !binary) return -1;
      return columnOf ? columnOf[terms.values[k]!]! : terms.values[k]!;
    };
    const indptr = new Int32Array(cols + 1);
    for (let k = 0; k < terms.length; k++) if (column(k) >= 0) indptr[column(k) + 1]!++;
    for (let j = 0; j < cols; j++) indptr[j + 1]! += indptr[j]!;
    const next = indptr.slice();
    const indices = new Int32Array(indptr[cols]!);
    const data = new Float64Array(indptr[cols]!);
    for (let i = 0; i < rows; i++)
      for (let k = starts.values[i]!; k < starts.values[i + 1]!; k++) {
        if (column(k) < 0) continue;
        const at = next[column(k)]!++;
        indices[at] = i;
        data[at] = binary ? 1 : counts.values[k]!;
      }
    return new SparseMatrix({ format: 'csc', data, indices, indptr, rows, cols });
  }
}
