/** Cross-validation by hand: fill, fit and predict on the rows of each fold. */
import {
  type FitData,
  type FittedLinear,
  type LinearEstimator,
  SparseMatrix,
} from '../../src/index.ts';

/** Data of a cross-validation: X as rows, NaN where a cell is missing. */
export interface Rows extends Pick<FitData, 'penaltyFactor' | 'lower' | 'upper'> {
  X: readonly number[][];
  y: readonly number[];
  weights?: readonly number[];
  offset?: readonly number[];
}

export interface Side {
  train: ArrayLike<number>;
  test: ArrayLike<number>;
}

/** Predictions of the test rows by the model that `estimator` makes of the training rows. */
export function heldOut(
  estimator: LinearEstimator,
  data: Rows,
  { train, test }: Side,
  { sparse = false } = {},
): { model: FittedLinear; predictions: Float64Array } {
  const take = <T>(values: readonly T[], rows: ArrayLike<number>) =>
    Array.from(rows, (i) => values[i]!);
  const { X, y, weights, offset, ...columns } = data;
  const own = weights && take(weights, train);
  const fills = fillsOf(take(X, train), own, estimator.spec.impute);
  const filled = (rows: ArrayLike<number>) =>
    take(X, rows).map((row) => row.map((x, j) => (Number.isNaN(x) ? fills[j]! : x)));
  const matrix = sparse ? sparseOf(filled(train)) : filled(train);
  const model = estimator.fitSync(matrix, take(y, train), {
    ...columns,
    ...(own && { weights: own }),
    ...(offset && { offset: take(offset, train) }),
  });
  const link = model.predict(filled(test), offset && { offset: take(offset, test) });
  return { model, predictions: link };
}

/** Weighted mean square of the errors on the test rows. */
export function meanSquare(data: Rows, test: ArrayLike<number>, predictions: Float64Array): number {
  let [sum, total] = [0, 0];
  predictions.forEach((value, k) => {
    const i = test[k as number]!;
    const weight = data.weights?.[i] ?? 1;
    sum += weight * (data.y[i]! - value) ** 2;
    total += weight;
  });
  return sum / total;
}

/** The cells of X that are not 0, by columns. */
export function sparseOf(X: readonly (readonly number[])[]): SparseMatrix {
  const cells = X.flatMap((row, i) => row.map((v, j) => ({ i, j, v }))).filter(({ v }) => v !== 0);
  return SparseMatrix.fromTriplets({
    i: cells.map(({ i }) => i),
    j: cells.map(({ j }) => j),
    v: cells.map(({ v }) => v),
    rows: X.length,
    cols: X[0]!.length,
  });
}

/** Weighted mean, or plain median, of the cells of each column that are there. */
function fillsOf(
  X: readonly (readonly number[])[],
  weights: readonly number[] | undefined,
  how: 'mean' | 'median' = 'mean',
): number[] {
  return X[0]!.map((_, j) => {
    const cells = X.map((row, i) => ({ x: row[j]!, w: weights?.[i] ?? 1 }));
    const known = cells.filter(({ x, w }) => !Number.isNaN(x) && w > 0);
    if (how === 'mean') {
      const total = known.reduce((sum, { w }) => sum + w, 0);
      return known.reduce((sum, { x, w }) => sum + w * x, 0) / total;
    }
    const sorted = known.map(({ x }) => x).sort((a, b) => a - b);
    const middle = sorted.length / 2;
    return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  });
}
