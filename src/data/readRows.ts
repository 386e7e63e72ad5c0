import { fail } from '../check.ts';
import type { Matrix } from '../memory/matrix.ts';
import { extension } from './extension.ts';
import { readDelimited } from './readCsv.ts';
import { npyMatrix } from './readNpy.ts';
import { nameOf, readBytes, type Source } from './source.ts';
import type { Table } from './table.ts';

/**
 * Read the table in a .csv, .tsv (each also .gz) or .npy, unconverted: for `encodeRows`.
 *
 * The columns of a .npy are called x0, x1, …; a Blob without a name is read as CSV.
 *
 * @param path a path (Node, Deno, Bun), or a Blob or File (browsers too).
 * @throws RangeError for other names, and for text that is no table (see {@link readCsv}).
 */
export async function readRows(path: Source): Promise<Table> {
  const where = 'readRows';
  const name = nameOf(where, path);
  const format = name === '' ? 'csv' : extension(where, name);
  if (format === 'svm') fail(where, 'path', 'name a dense table', name, 'use readSvmlight');
  if (format === 'npy') return matrixTable(npyMatrix(where, name, await readBytes(where, path)));
  return readDelimited(where, path);
}

/** The columns of a matrix as a table. */
export function matrixTable(matrix: Matrix): Table {
  return {
    names: Array.from({ length: matrix.cols }, (_, j) => `x${j}`),
    columns: Array.from({ length: matrix.cols }, (_, j) => matrix.col(j)),
    rows: matrix.rows,
    place: (i) => `row ${i + 1}`,
  };
}
