/** X w by columns, in plain JavaScript: predictions are one pass and need no WASM memory. */
import { fail } from '../check.ts';
import { newCells } from '../memory/cells.ts';
import type { DenseSource } from '../memory/read.ts';
import type { SparseMatrix } from '../memory/sparseMatrix.ts';

/** out += X w for a dense source; missing cells take the column's fill. */
export function predictDense(
  source: DenseSource,
  coef: Float64Array,
  fills: Float64Array | undefined,
  names: readonly string[],
  out: Float64Array,
): void {
  const { rows } = source;
  const cells = newCells(source.dtype === 'int8' ? 'int8' : 'float64', rows * source.cols);
  source.copyColumns(cells);
  for (let j = 0; j < coef.length; j++) {
    const w = coef[j]!;
    const fill = fills?.[j] ?? Number.NaN;
    for (let i = 0; i < rows; i++) {
      let x = cells[j * rows + i]!;
      if (Number.isNaN(x)) x = fill;
      if (x - x !== 0)
        fail('predict', 'X', `be finite, row ${i}, column ${j} (${names[j]})`, cells[j * rows + i]);
      if (w !== 0) out[i]! += w * x;
    }
  }
}

/** out += X w for compressed columns. */
export function predictSparse(source: SparseMatrix, coef: Float64Array, out: Float64Array): void {
  const { data, indices, indptr } = source;
  for (let j = 0; j < coef.length; j++)
    for (let k = indptr[j]!; k < indptr[j + 1]!; k++) {
      if (!Number.isFinite(data[k]))
        fail('predict', 'X', `be finite, row ${indices[k]}, column ${j}`, data[k]);
      out[indices[k]!]! += coef[j]! * data[k]!;
    }
}
