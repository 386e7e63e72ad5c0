/** Samples row by row, as networks read them. */
import { fail } from '../check.ts';
import { realsAt, reserveReals } from '../memory/networkKernels.ts';
import { readDense } from '../memory/read.ts';
import type { Scope } from '../memory/scope.ts';
import type { MatrixLike } from '../memory/types.ts';

/** Samples in WASM memory, without gaps. */
export interface Rows {
  readonly at: number;
  readonly rows: number;
  readonly cols: number;
}

/** Copy X in. @throws RangeError or TypeError that names the cell. */
export function loadRows(scope: Scope, where: string, X: MatrixLike): Rows {
  const source = readDense(where, 'X', X);
  const { rows, cols } = source;
  const { memory } = scope;
  const at = reserveReals(scope, rows * cols);
  const given = rowMajor(X);
  const target = realsAt(memory, at, rows * cols);
  if (given) target.set(given);
  else {
    const columns = new Float64Array(rows * cols);
    source.copyColumns(columns);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < cols; j++) target[i * cols + j] = columns[j * rows + i]!;
  }
  const bad = target.findIndex((value) => value - value !== 0);
  if (bad >= 0)
    fail(where, `X[${Math.floor(bad / cols)}][${bad % cols}]`, 'be finite', target[bad]);
  return { at, rows, cols };
}

/** @throws RangeError that names the first cell that is no integer from 0 to count − 1. */
export function checkIndices(
  { memory }: Scope,
  where: string,
  { at, rows, cols }: Rows,
  count: number | undefined,
): void {
  if (count === undefined) return;
  const cells = realsAt(memory, at, rows * cols);
  const bad = cells.findIndex((cell) => !(Number.isInteger(cell) && cell >= 0 && cell < count));
  if (bad < 0) return;
  const name = `X[${Math.floor(bad / cols)}][${bad % cols}]`;
  fail(where, name, `be an integer from 0 to ${count - 1}, an index of the embedding`, cells[bad]);
}

/** The cells themselves, where they already lie row by row. */
function rowMajor(X: MatrixLike): ArrayLike<number> | undefined {
  if (typeof X !== 'object' || !('data' in X) || !('rows' in X) || !('cols' in X)) return undefined;
  const { order = 'row' } = X as { order?: string };
  return order === 'row' ? (X.data as ArrayLike<number>) : undefined;
}
