/** What cannot be cross-validated: an error that names the argument, and nothing kept. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crossValidate, ElasticNet, init, Lasso, Ridge, type Runtime } from '../../src/index.ts';
import { randomProblem } from '../support/problems.ts';

const { X: matrix, y: response } = randomProblem({ seed: 31, n: 12, p: 3 });
const X = matrix as number[][];
const y = Array.from(response);
const lasso = new Lasso();
const only = (row: number) => y.map((_, i) => Number(i === row));

let runtime: Runtime;
beforeAll(async () => {
  runtime = await init();
});
afterAll(async () => {
  await init();
});

const OPTIONS: [what: string, options: object, message: string][] = [
  [
    'more folds than rows',
    { folds: 13 },
    'folds: k must be at most 12 (the number of rows), got 13',
  ],
  ['one fold', { folds: 1 }, 'folds: k must be an integer >= 2, got 1'],
  ['half a fold', { folds: 2.5 }, 'folds: k must be an integer >= 2, got 2.5'],
  ['too few ids', { folds: Int32Array.of(0, 1) }, 'folds: ids must have length 12'],
  [
    'another measure',
    { measure: 'msE' },
    'crossValidate: measure must be one of mse, mae, deviance, r2, got "msE"; did you mean mse?',
  ],
  [
    'another rule',
    { select: '1SE' },
    `crossValidate: select must be 'min', '1se' or a function of the curve, got "1SE"`,
  ],
  [
    'an index beyond the curve',
    { select: () => 100 },
    'crossValidate: select must return an index in [0, 100), got 100',
  ],
  [
    'a rule that returns λ',
    { select: () => 0.25 },
    'crossValidate: select must return an index in [0, 100), got 0.25',
  ],
  [
    'a rule that returns nothing',
    { select: () => undefined },
    'crossValidate: select must return an index in [0, 100), got undefined',
  ],
  ['no shares', { l1Ratios: [] }, 'crossValidate: l1Ratios must hold at least one value'],
  [
    'a share above 1',
    { l1Ratios: [0.5, 1.5] },
    'crossValidate: l1Ratios must lie in [0, 1], got 1.5',
  ],
  [
    'a share of NaN',
    { l1Ratios: [Number.NaN] },
    'crossValidate: l1Ratios must lie in [0, 1], got NaN',
  ],
  [
    'a negative λ',
    { lambdas: [-1] },
    'crossValidate: lambdas[0] must be a finite number >= 0, got -1',
  ],
  ['an empty grid', { nLambda: 0 }, 'crossValidate: nLambda must be an integer >= 1, got 0'],
  ['a seed of NaN', { seed: Number.NaN }, 'seed must be finite, got NaN'],
  ['alpha', { alpha: 0.5 }, 'crossValidate: alpha is not an option; it is lambda'],
  ['a misspelt option', { nfolds: 5 }, 'crossValidate: unknown option nfolds; did you mean folds?'],
  ['leave-one-out of a path', { leaveOneOut: true }, 'crossValidate: unknown option leaveOneOut'],
  [
    'weights of 0',
    { weights: y.map(() => 0) },
    'crossValidate: weights must have a positive sum, got 0',
  ],
  [
    'limits that cross',
    { lower: 0, upper: -1 },
    'crossValidate: lower[0] must be at most upper[0] = -1, got 0',
  ],
];

describe('crossValidate refuses', () => {
  test.each(OPTIONS)('%s', async (_, options, message) => {
    const error = await crossValidate(lasso, X, y, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toContain(message);
    expect(runtime.bytesInUse).toBe(0);
  });

  test('data of the wrong size or with holes', async () => {
    await expect(crossValidate(lasso, X, y.slice(1))).rejects.toThrow(
      'crossValidate: y must have length 12 (one per row of X), got 11',
    );
    const hole = X.map((row, i) => (i === 2 ? [Number.NaN, 1, 2] : row));
    await expect(crossValidate(lasso, hole, y)).rejects.toThrow(
      "crossValidate: X must be finite, row 2, column 0, got NaN; say impute: 'mean' or 'median'",
    );
    await expect(crossValidate(lasso, X)).rejects.toThrow(
      'crossValidate: y must be an array of numbers, got undefined',
    );
  });

  test('a y that is constant on the training rows of a fold', async () => {
    await expect(
      crossValidate(
        lasso,
        X,
        y.map(() => 1),
        { folds: 3 },
      ),
    ).rejects.toThrow(
      'crossValidate: folds must leave variance in y, ' +
        'got fold 1 of 3 whose 8 training rows all have y = 1',
    );
    await expect(crossValidate(lasso, X, only(4), { folds: { kind: 'loo' } })).rejects.toThrow(
      'crossValidate: folds must leave variance in y, ' +
        'got fold 5 of 12 whose 11 training rows all have y = 0',
    );
  });

  test('a fold whose training rows have no weight', async () => {
    const folds = Int32Array.from(y, (_, i) => i % 3);
    const weights = y.map((_, i) => Number(i % 3 === 1));
    await expect(crossValidate(lasso, X, y, { folds, weights })).rejects.toThrow(
      'crossValidate: folds must leave variance in y, ' +
        'got fold 2 of 3 whose 0 training rows have no weight',
    );
  });

  test('r² of folds of one row', async () => {
    const options = { folds: { kind: 'loo' }, measure: 'r2' } as const;
    await expect(crossValidate(lasso, X, y, options)).rejects.toThrow(
      'crossValidate: measure must be defined for some lambda, got NaN; ' +
        'r2 needs a test fold in which y varies: use mse, or fewer folds',
    );
    expect(runtime.bytesInUse).toBe(0);
  });

  test('what is no estimator', async () => {
    for (const other of [{}, Lasso, undefined])
      await expect(crossValidate(other as unknown as Lasso, X, y)).rejects.toThrow(
        /^crossValidate: estimator must be/,
      );
  });

  test('shares of L1 that are no list', async () => {
    const options = { l1Ratios: 0.5 as unknown as number[] };
    await expect(crossValidate(new ElasticNet(), X, y, options)).rejects.toThrow(
      /^crossValidate: l1Ratios must be/,
    );
  });

  test('shares of L1 that the name of the estimator excludes', async () => {
    for (const estimator of [lasso, new Ridge()])
      await expect(crossValidate(estimator, X, y, { l1Ratios: [0.5] })).rejects.toThrow(
        /^crossValidate: l1Ratios must be .* use ElasticNet/,
      );
    const { model } = await crossValidate(new ElasticNet(), X, y, { l1Ratios: [0.5], folds: 3 });
    expect(model.l1Ratio).toBe(0.5);
  });

  test('by a rejection, never by throwing at once', async () => {
    const promise = crossValidate(lasso, X, y, { folds: 1 });
    await expect(promise).rejects.toBeInstanceOf(RangeError);
  });
});
