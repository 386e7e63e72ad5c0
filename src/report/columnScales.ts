import type { DenseView, SparseView, VectorLike } from '../memory/types.ts';

type Visit = (i: number, j: number, value: number) => void;

/**
 * Population standard deviation of each column, sqrt(Σ w (x − m)² ÷ Σ w) about the weighted mean m,
 * over the cells that are not NaN. X: n × p; weights: n, default all 1.
 * @returns p values; 0 for a constant or empty column.
 */
export function columnScales(X: DenseView | SparseView, weights?: VectorLike): Float64Array {
  const weightOf = (i: number): number => weights?.[i] ?? 1;
  const { weight, zeros, mean } = columnMeans(X, weightOf);
  const scales = new Float64Array(X.cols);
  visitCells(X, (i, j, value) => {
    if (!Number.isNaN(value)) scales[j]! += weightOf(i) * (value - mean[j]!) ** 2;
  });
  // the cells that a sparse matrix does not store are zeros: (0 − m)² each
  return scales.map((sum, j) =>
    weight[j]! > 0 ? Math.sqrt((sum + zeros[j]! * mean[j]! ** 2) / weight[j]!) : 0,
  );
}

/** Per column: the weight of its cells, of its zeros that are not stored, and its mean. */
function columnMeans(X: DenseView | SparseView, weightOf: (i: number) => number) {
  let total = 0;
  for (let i = 0; i < X.rows; i++) total += weightOf(i);
  const zeros = new Float64Array(X.cols).fill(total);
  const stored = new Float64Array(X.cols);
  const weight = new Float64Array(X.cols);
  const mean = new Float64Array(X.cols);
  visitCells(X, (i, j, value) => {
    stored[j]!++;
    zeros[j]! -= weightOf(i);
    if (Number.isNaN(value)) return;
    weight[j]! += weightOf(i);
    mean[j]! += weightOf(i) * value;
  });
  for (let j = 0; j < X.cols; j++) {
    // a full column has none, whatever rounding left
    if (stored[j] === X.rows) zeros[j] = 0;
    weight[j]! += zeros[j]!;
    if (weight[j]! > 0) mean[j]! /= weight[j]!;
  }
  return { weight, zeros, mean };
}

function visitCells(X: DenseView | SparseView, visit: Visit): void {
  if ('indptr' in X) visitStored(X, visit);
  else visitDense(X, visit);
}

function visitDense({ data, rows, cols, order = 'row' }: DenseView, visit: Visit): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++)
      visit(i, j, data[order === 'row' ? i * cols + j : j * rows + i]!);
}

function visitStored({ format, data, indices, indptr }: SparseView, visit: Visit): void {
  for (let line = 0; line + 1 < indptr.length; line++)
    for (let k = indptr[line]!; k < indptr[line + 1]!; k++)
      if (format === 'csc') visit(indices[k]!, line, data[k]!);
      else visit(line, indices[k]!, data[k]!);
}
