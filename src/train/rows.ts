/** Samples row by row, as networks read them. */
import { checkLength, fail, failType } from '../check.ts';
import {
  type NetworkKernels,
  networkKernels,
  realBytes,
  realsAt,
  reserveReals,
} from '../memory/networkKernels.ts';
import { readSparse } from '../memory/read.ts';
import type { Scope } from '../memory/scope.ts';
import type { SparseMatrix } from '../memory/sparseMatrix.ts';
import type { FloatArray } from '../memory/types.ts';
import { type Given, isGivenSparse, readRows } from './rowSource.ts';

/** Samples in WASM memory. */
export interface Rows {
  readonly rows: number;
  /** How many of them each of the given matrices has. */
  readonly counts: readonly number[];
  readonly cols: number;
  /** Writes `count` rows, chosen by the i32 at `list`, to `to`. */
  gather(count: number, list: number, to: number): void;
  /** All that they are made of. */
  bytes(): readonly Uint8Array[];
  /** The first cell of which that is true, but for zeros of sparse rows. */
  find(isMeant: (cell: number) => boolean): Place | undefined;
}

/** A cell. */
export interface Place {
  readonly row: number;
  readonly col: number;
  readonly value: number;
}

/**
 * Copy matrices of equally many columns in, one below the other. Sparse ones stay sparse: rows are
 * filled with zeros a batch at a time.
 * @throws RangeError or TypeError that names the cell.
 */
export function loadRows(scope: Scope, ...given: readonly [Given, ...Given[]]): Rows {
  return isGivenSparse(given[0].X) ? new SparseRows(scope, given) : new DenseRows(scope, given);
}

/** @throws RangeError that names the first cell of these rows that is not finite. */
export function checkCells(
  where: string,
  name: string,
  cells: FloatArray,
  cols: number,
  first = 0,
): void {
  const bad = findCell(cells, cols, first, (value) => value - value !== 0);
  if (bad) fail(where, `${name}[${bad.row}][${bad.col}]`, 'be finite', bad.value);
}

/** @throws RangeError that names the first cell that is no integer from 0 to count − 1. */
export function checkIndices(
  where: string,
  rows: Pick<Rows, 'find'>,
  count: number | undefined,
): void {
  if (count === undefined) return;
  const bad = rows.find((cell) => !(Number.isInteger(cell) && cell >= 0 && cell < count));
  if (!bad) return;
  const rule = `be an integer from 0 to ${count - 1}, an index of the embedding`;
  fail(where, `X[${bad.row}][${bad.col}]`, rule, bad.value);
}

/** The first cell of whole rows of which that is true; `first` rows are before them. */
export function findCell(
  cells: FloatArray,
  cols: number,
  first: number,
  isMeant: (cell: number) => boolean,
): Place | undefined {
  // a plain loop takes a tenth of the time of findIndex
  let at = 0;
  while (at < cells.length && !isMeant(cells[at]!)) at++;
  if (at === cells.length) return undefined;
  return { row: first + Math.floor(at / cols), col: at % cols, value: cells[at]! };
}

class DenseRows implements Rows {
  readonly rows: number;
  readonly counts: readonly number[];
  readonly cols: number;
  readonly #at: number;
  readonly #scope: Scope;
  readonly #kernels: NetworkKernels;

  constructor(scope: Scope, given: readonly Given[]) {
    const sources = given.map((one) => readRows(one));
    const { memory } = scope;
    const cols = sources[0]!.cols;
    this.counts = countsOf(given, sources);
    this.rows = this.counts.reduce((sum, count) => sum + count);
    this.cols = cols;
    this.#scope = scope;
    this.#kernels = networkKernels(memory);
    const bytes = this.rows * cols * realBytes(memory);
    memory.checkRoom(given[0]!.where, 'X', bytes, `${this.rows} × ${cols}`);
    this.#at = reserveReals(scope, this.rows * cols);
    const cellsOf = (source: number, from: number) => {
      const at = this.#at + from * cols * realBytes(memory);
      return realsAt(memory, at, this.counts[source]! * cols);
    };
    let from = 0;
    sources.forEach(({ rows, copyRows }, k) => {
      copyRows(cellsOf(k, from), 0, rows);
      from += rows;
    });
    // where the sum of squares is finite, all cells are
    if (this.#kernels.squares(this.rows * cols, this.#at) < Infinity) return;
    from = 0;
    given.forEach(({ where }, k) => {
      checkCells(where, 'X', cellsOf(k, from), cols);
      from += this.counts[k]!;
    });
  }

  gather(count: number, list: number, to: number): void {
    this.#kernels.gather_rows(count, this.cols, this.#at, list, to);
  }

  bytes(): readonly Uint8Array[] {
    const { memory } = this.#scope;
    return [memory.bytes(this.#at, this.rows * this.cols * realBytes(memory))];
  }

  find(isMeant: (cell: number) => boolean): Place | undefined {
    const cells = realsAt(this.#scope.memory, this.#at, this.rows * this.cols);
    return findCell(cells, this.cols, 0, isMeant);
  }
}

class SparseRows implements Rows {
  readonly rows: number;
  readonly counts: readonly number[];
  readonly cols: number;
  readonly #starts: number;
  readonly #columns: number;
  readonly #values: number;
  readonly #entries: number;
  readonly #scope: Scope;
  readonly #kernels: NetworkKernels;

  constructor(scope: Scope, given: readonly Given[]) {
    const parts = given.map(({ where, X }) => {
      if (!isGivenSparse(X)) failType(where, 'X', 'be sparse, too', X);
      return readSparse(where, 'X', X).toCsr();
    });
    const { memory } = scope;
    this.cols = parts[0]!.cols;
    this.counts = countsOf(given, parts);
    this.rows = this.counts.reduce((sum, count) => sum + count);
    this.#scope = scope;
    this.#kernels = networkKernels(memory);
    this.#entries = parts.reduce((sum, { data }) => sum + data.length, 0);
    this.#starts = scope.i32(this.rows + 1);
    this.#columns = scope.i32(this.#entries);
    this.#values = reserveReals(scope, this.#entries);
    let row = 0;
    let entry = 0;
    parts.forEach((part, k) => {
      this.#put(part, row, entry);
      checkEntries(given[k]!.where, part);
      row += part.rows;
      entry += part.data.length;
    });
  }

  gather(count: number, list: number, to: number): void {
    const [starts, columns, values] = [this.#starts, this.#columns, this.#values];
    this.#kernels.gather_sparse(count, this.cols, starts, columns, values, list, to);
  }

  bytes(): readonly Uint8Array[] {
    const { memory } = this.#scope;
    return [
      memory.bytes(this.#starts, 4 * (this.rows + 1)),
      memory.bytes(this.#columns, 4 * this.#entries),
      memory.bytes(this.#values, this.#entries * realBytes(memory)),
    ];
  }

  find(isMeant: (cell: number) => boolean): Place | undefined {
    const { memory } = this.#scope;
    const values = realsAt(memory, this.#values, this.#entries);
    const at = values.findIndex(isMeant);
    if (at < 0) return undefined;
    const row = memory.i32(this.#starts, this.rows + 1).findIndex((start) => start > at) - 1;
    return { row, col: memory.i32(this.#columns, this.#entries)[at]!, value: values[at]! };
  }

  #put({ indptr, indices, data }: SparseMatrix, row: number, entry: number): void {
    const { memory } = this.#scope;
    const starts = memory.i32(this.#starts, this.rows + 1);
    for (let i = 0; i < indptr.length; i++) starts[row + i] = entry + indptr[i]!;
    memory.i32(this.#columns, this.#entries).set(indices, entry);
    realsAt(memory, this.#values, this.#entries).set(data, entry);
  }
}

function checkEntries(where: string, part: SparseMatrix): void {
  const bad = part.data.findIndex((value) => Math.fround(value) - Math.fround(value) !== 0);
  if (bad < 0) return;
  const row = part.indptr.findIndex((start) => start > bad) - 1;
  fail(where, `X[${row}][${part.indices[bad]}]`, 'be finite', part.data[bad]);
}

function countsOf(
  given: readonly Given[],
  sources: readonly { readonly rows: number; readonly cols: number }[],
): number[] {
  sources.forEach(({ cols }, k) => {
    checkLength(given[k]!.where, 'X columns', cols, sources[0]!.cols, 'as many as before');
  });
  return sources.map(({ rows }) => rows);
}
