/** X w by columns, in plain JavaScript: predictions are one pass and need no WASM memory. */
import { fail } from '../check.ts';
import { newCells } from '../memory/cells.ts';
import { type DenseSource, isSparse, readDense, readSparse } from '../memory/read.ts';
import type { SparseMatrix } from '../memory/sparseMatrix.ts';
import type { MatrixLike } from '../memory/types.ts';

/** The part of a model that predictions need; `coef` is p values per output. */
export interface Predictor {
  readonly coef: Float64Array;
  readonly intercepts: Float64Array;
  readonly fills?: Float64Array | undefined;
  readonly featureNames: readonly string[];
}

/**
 * Linear predictors of the rows of X, n values per output.
 * @throws RangeError where X has another number of columns or cells that are not finite.
 */
export function linearPredictors(where: string, model: Predictor, X: MatrixLike) {
  const p = model.featureNames.length;
  const source = isSparse(X) ? readSparse(where, 'X', X) : readDense(where, 'X', X);
  if (source.cols !== p) fail(where, 'X', `have ${p} columns like the training data`, source.cols);
  const { rows } = source;
  const out = new Float64Array(rows * model.intercepts.length);
  model.intercepts.forEach((intercept, k) => {
    out.fill(intercept, k * rows, (k + 1) * rows);
  });
  if ('indptr' in source) predictSparse(where, source, model, out);
  else predictDense(where, source, model, out);
  return { rows, out };
}

/** out += X w for a dense source; missing cells take the column's fill. */
function predictDense(
  where: string,
  source: DenseSource,
  { coef, intercepts, fills, featureNames }: Predictor,
  out: Float64Array,
): void {
  const { rows, cols: p } = source;
  const cells = newCells(source.dtype === 'int8' ? 'int8' : 'float64', rows * p);
  source.copyColumns(cells);
  const column = new Float64Array(rows);
  for (let j = 0; j < p; j++) {
    const fill = fills?.[j] ?? Number.NaN;
    for (let i = 0; i < rows; i++) {
      let x = cells[j * rows + i]!;
      if (Number.isNaN(x)) x = fill;
      if (x - x !== 0)
        fail(
          where,
          'X',
          `be finite, row ${i}, column ${j} (${featureNames[j]})`,
          cells[j * rows + i],
        );
      column[i] = x;
    }
    for (let k = 0; k < intercepts.length; k++) {
      const w = coef[k * p + j]!;
      if (w !== 0) for (let i = 0; i < rows; i++) out[k * rows + i]! += w * column[i]!;
    }
  }
}

/** out += X w for compressed columns. */
function predictSparse(
  where: string,
  source: SparseMatrix,
  { coef, intercepts }: Predictor,
  out: Float64Array,
): void {
  const { data, indices, indptr, rows, cols: p } = source;
  for (let j = 0; j < p; j++)
    for (let at = indptr[j]!; at < indptr[j + 1]!; at++) {
      if (!Number.isFinite(data[at]))
        fail(where, 'X', `be finite, row ${indices[at]}, column ${j}`, data[at]);
      for (let k = 0; k < intercepts.length; k++)
        out[k * rows + indices[at]!]! += coef[k * p + j]! * data[at]!;
    }
}
