/** Data that no model can be fitted to: an error that names the argument, and nothing half done. */
import { describe, expect, test } from 'vitest';
import { type FitData, init, Lasso, Matrix, path } from '../../src/index.ts';

const X = Array.from({ length: 12 }, (_, i) => [Math.sin(7 * i), Math.cos(3 * i), (5 * i) % 7]);
const y = X.map((row) => 2 * row[0]! - row[2]!);
const NAMES = ['age', 'weight', 'height'];

/** X with one cell replaced. */
function withCell(i: number, j: number, value: unknown): number[][] {
  return X.map((row, a) => row.map((x, b) => (a === i && b === j ? value : x))) as number[][];
}

const changed = <T>(values: readonly T[], at: number, value: unknown) =>
  values.map((old, i) => (i === at ? value : old)) as T[];

interface Given {
  X?: unknown;
  y?: unknown;
  data?: FitData;
  impute?: 'mean';
}
type Case = [what: string, given: Given, kind: typeof RangeError, message: string];

const IMPUTE = "; say impute: 'mean' or 'median' to fill missing cells";
const CASES: Case[] = [
  [
    'NaN in X',
    { X: withCell(4, 1, Number.NaN) },
    RangeError,
    `X must be finite, row 4, column 1, got NaN${IMPUTE}`,
  ],
  [
    'NaN in a named column',
    { X: withCell(4, 1, Number.NaN), data: { featureNames: NAMES } },
    RangeError,
    `X must be finite, row 4, column 1 (weight), got NaN${IMPUTE}`,
  ],
  [
    'Infinity in X',
    { X: withCell(0, 2, Infinity) },
    RangeError,
    'X must be finite, row 0, column 2, got Infinity',
  ],
  [
    '−Infinity beside imputation',
    { X: withCell(11, 0, -Infinity), impute: 'mean' },
    RangeError,
    'X must be finite, row 11, column 0, got -Infinity',
  ],
  ['text in X', { X: withCell(3, 1, 'tall') }, TypeError, 'X[3][1] must be a number, got "tall"'],
  ['null in X', { X: withCell(3, 1, null) }, TypeError, 'X[3][1] must be a number, got null'],
  [
    'a row that is missing',
    { X: changed(X, 2, undefined) },
    TypeError,
    'X[2] must be an array of numbers, got undefined',
  ],
  [
    'ragged rows',
    { X: changed(X, 5, [1, 2]) },
    RangeError,
    'X[5] must have length 3 like row 0, got 2; rows are ragged',
  ],
  ['numbers instead of rows', { X: y }, TypeError, 'X[0] must be an array of numbers, got 0'],
  ['text instead of X', { X: 'data.csv' }, TypeError, 'X must be a matrix, got "data.csv"'],
  ['no X', { X: undefined }, TypeError, 'X must be a matrix, got undefined'],
  [
    'an object instead of X',
    { X: {} },
    TypeError,
    'X must be a Matrix, an array of rows, or a dense or sparse view, got Object',
  ],
  [
    'a view of the wrong size',
    { X: { data: new Float64Array(5), rows: 12, cols: 3 } },
    RangeError,
    'X.data must have length 36 (rows × cols), got 5',
  ],
  ['no rows', { X: [], y: [] }, RangeError, 'X must have at least one row and one column'],
  ['no columns', { X: X.map(() => []) }, RangeError, 'X must have at least one row and one column'],
  ['one row', { X: [[1, 2, 3]], y: [1] }, RangeError, 'X must have at least two rows, got 1'],
  ['NaN in y', { y: changed(y, 3, Number.NaN) }, RangeError, 'y[3] must be finite, got NaN'],
  [
    'Infinity in y',
    { y: changed(y, 0, Infinity) },
    RangeError,
    'y[0] must be finite, got Infinity',
  ],
  ['text in y', { y: changed(y, 1, 'yes') }, TypeError, 'y[1] must be a number, got "yes"'],
  ['no y', { y: undefined }, TypeError, 'y must be an array of numbers, got undefined'],
  ['a number instead of y', { y: 5 }, TypeError, 'y must be an array of numbers, got 5'],
  ['a short y', { y: y.slice(1) }, RangeError, 'y must have length 12 (one per row of X), got 11'],
  ['a long y', { y: [...y, 1] }, RangeError, 'y must have length 12 (one per row of X), got 13'],
  [
    'weights of 0',
    { data: { weights: y.map(() => 0) } },
    RangeError,
    'weights must have a positive sum, got 0',
  ],
  [
    'a negative weight',
    {
      data: {
        weights: changed(
          y.map(() => 1),
          2,
          -1,
        ),
      },
    },
    RangeError,
    'weights[2] must be >= 0, got -1',
  ],
  [
    'a weight of NaN',
    {
      data: {
        weights: changed(
          y.map(() => 1),
          2,
          Number.NaN,
        ),
      },
    },
    RangeError,
    'weights[2] must be finite, got NaN',
  ],
  [
    'weights that overflow',
    { data: { weights: y.map(() => 1e308) } },
    RangeError,
    'weights must have a finite sum, got Infinity',
  ],
  [
    'too few weights',
    { data: { weights: [1, 1] } },
    RangeError,
    'weights must have length 12 (one per row of X), got 2',
  ],
  [
    'too few offsets',
    { data: { offset: [1, 1] } },
    RangeError,
    'offset must have length 12 (one per row of X), got 2',
  ],
  [
    'an offset of NaN',
    { data: { offset: changed(y, 7, Number.NaN) } },
    RangeError,
    'offset[7] must be finite, got NaN',
  ],
  [
    'too few factors',
    { data: { penaltyFactor: [1, 2] } },
    RangeError,
    'penaltyFactor must have length 3 (one per column of X), got 2',
  ],
  [
    'a negative factor',
    { data: { penaltyFactor: [1, -2, 1] } },
    RangeError,
    'penaltyFactor[1] must be >= 0 or Infinity, got -2',
  ],
  [
    'a factor of NaN',
    { data: { penaltyFactor: [1, 1, Number.NaN] } },
    RangeError,
    'penaltyFactor[2] must be >= 0 or Infinity, got NaN',
  ],
  [
    'lower above upper',
    { data: { lower: 0, upper: [1, 1, -1] } },
    RangeError,
    'lower[2] must be at most upper[2] = -1, got 0',
  ],
  ['lower above 0', { data: { lower: 0.5 } }, RangeError, 'lower[0] must be <= 0, got 0.5'],
  ['upper below 0', { data: { upper: [1, -1, 1] } }, RangeError, 'upper[1] must be >= 0, got -1'],
  [
    'a limit of NaN',
    { data: { upper: Number.NaN } },
    RangeError,
    'upper[0] must be a number, got NaN',
  ],
  [
    'too few limits',
    { data: { lower: [0, 0] } },
    RangeError,
    'lower must have length 3 (one per column of X), got 2',
  ],
  [
    'a name twice',
    { data: { featureNames: ['age', 'weight', 'age'] } },
    RangeError,
    'featureNames must all be different, got "age twice"',
  ],
  [
    'too few names',
    { data: { featureNames: ['age', 'weight'] } },
    RangeError,
    'featureNames must have length 3 (one per column of X), got 2',
  ],
];

describe.each(CASES)('%s', (_, given, kind, message) => {
  const data = { X, y, ...given } as { X: number[][]; y: number[] };
  const estimator = new Lasso({ lambda: 0.1, ...(given.impute && { impute: given.impute }) });

  test('is refused by fit, fitSync and path, which leave no memory behind', async () => {
    const runtime = await init();
    const resident = Matrix.from(X);
    const before = runtime.bytesInUse;
    const asked = { ...given.data };
    const fitting = estimator.fit(data.X, data.y, asked);
    const error = await fitting.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(kind);
    expect((error as Error).message).toContain(`Lasso.fit: ${message}`);
    expect(() => estimator.fitSync(data.X, data.y, asked)).toThrow(`Lasso.fit: ${message}`);
    await expect(path(estimator, data.X, data.y, asked)).rejects.toThrow(`path: ${message}`);
    expect(runtime.bytesInUse).toBe(before);
    resident.free();
  });
});

describe('fit refuses', () => {
  const lasso = new Lasso({ lambda: 0.1 });

  test('weights that leave one row', async () => {
    const weights = y.map((_, i) => Number(i === 3));
    await expect(lasso.fit(X, y, { weights })).rejects.toThrow(/^Lasso\.fit: weights must/);
  });

  test('cells that float32 storage cannot hold, by their value', async () => {
    const large = withCell(2, 1, 1e60);
    await expect(lasso.with({ dtype: 'float32' }).fit(large, y)).rejects.toThrow(
      /^Lasso\.fit: X must .*float32.* row 2, column 1, got 1e\+60/,
    );
  });
});
