import { checkCount } from '../check.ts';
import { SparseMatrix } from '../memory/sparseMatrix.ts';
import { encodeTable } from './encodeRows.ts';
import { parseSvmlight } from './parseSvmlight.ts';
import { readText, type Source } from './source.ts';
import type { ColumnEncoding, Dataset } from './types.ts';

/** What an svmlight file does not say itself. */
export interface SvmlightOptions {
  /** Width of X, default the largest index in the file. */
  columns?: number;
}

/**
 * Read an svmlight (LIBSVM) file, plain or gzip: `label index:value index:value …  # comment`.
 *
 * Indices count from 1 and ascend; index 1 is column 0, feature x0. Values of 0 are not stored.
 *
 * @param options.columns width of X, at least the largest index; give it for a part of a set.
 * @returns X: rows × columns, compressed sparse columns; y: the labels as numbers.
 * @throws RangeError naming line and entry, and for fewer than 2 rows.
 * @example
 * const { X, y } = await readSvmlight(new Blob(['1 1:0.5 3:2\n-1 2:1\n']));
 * X.cols                                         // 3
 */
export async function readSvmlight(
  path: Source,
  options: SvmlightOptions = {},
): Promise<Dataset & { readonly X: SparseMatrix }> {
  return svmlightDataset('readSvmlight', await readText('readSvmlight', path), options);
}

/** What the schema of an svmlight dataset calls its target. */
export const SVM_TARGET = 'label';

/** The dataset in the text of an svmlight file. */
export function svmlightDataset(where: string, text: string, { columns }: SvmlightOptions) {
  if (columns !== undefined) checkCount(where, 'columns', columns, 1);
  const rows = parseSvmlight(where, text, columns);
  const X = new SparseMatrix({
    format: 'csr',
    data: Float64Array.from(rows.values),
    indices: Int32Array.from(rows.indices),
    indptr: Int32Array.from(rows.starts),
    rows: rows.y.length,
    cols: columns ?? rows.width,
  }).toCsc();
  const featureNames = Array.from({ length: X.cols }, (_, j) => `x${j}`);
  const encodings = featureNames.map((name): ColumnEncoding => ({ name, kind: 'numeric' }));
  return {
    X,
    y: Float64Array.from(rows.y),
    featureNames,
    encoding: { schema: { target: SVM_TARGET }, columns: encodings },
    notes: [],
    transform: (records) => encodeTable('transform', encodings, records),
  } satisfies Dataset;
}
