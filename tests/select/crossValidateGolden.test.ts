/** Cross-validation curves of glmnet and scikit-learn, reproduced on the same folds. */
import { expect, test } from 'vitest';
import { crossValidate, Lasso, Ridge } from '../../src/index.ts';
import { goldenData, readGolden } from '../reference/golden.ts';
import { moments } from '../reference/moments.ts';
import { DIRECT_SOLVE, GOLDEN_VALUE, relativeDifference } from '../support/tolerance.ts';

const lasso = new Lasso({ tol: 1e-12 });

test('cv.glmnet on one grid: means, standard errors, lambda.min and lambda.1se', async () => {
  interface Stored {
    data: string;
    fold: number[];
    lambda: number[];
    cvm: number[];
    cvsd: number[];
    lambdaMin: number;
    lambda1se: number;
  }
  const stored = readGolden<Stored>('glmnet/cv_QuickStart_shared.json');
  const { X, y } = goldenData(stored.data);
  const folds = Int32Array.from(stored.fold);
  const result = await crossValidate(lasso, X, y, { folds, lambdas: stored.lambda });
  expect(Array.from(result.curve.lambdas)).toEqual(stored.lambda);
  expect(relativeDifference(result.curve.mean, stored.cvm)).toBeLessThanOrEqual(GOLDEN_VALUE);
  expect(relativeDifference(result.curve.se, stored.cvsd)).toBeLessThanOrEqual(GOLDEN_VALUE);
  expect(result.lambdaMin).toBe(stored.lambdaMin);
  expect(result.lambda1se).toBe(stored.lambda1se);
  expect(result.fits).toEqual({ total: 11 * stored.lambda.length, failed: 0 });
});

test('LassoCV on columns standardized once: the error of every fold at every alpha', async () => {
  interface Stored {
    fold: number[];
    alphas: number[];
    msePath: number[][];
    bestAlpha: number;
  }
  const stored = readGolden<Stored>('sklearn/diabetes_lassocv.json');
  const { X, y } = goldenData('diabetes');
  const columns = X[0]!.map((_, j) => moments(X.map((row) => row[j]!)));
  const standardized = X.map((_, i) => columns.map(({ centred, sd }) => centred[i]! / sd));
  const folds = Int32Array.from(stored.fold);
  const options = { folds, lambdas: stored.alphas };
  const result = await crossValidate(lasso.with({ standardize: false }), standardized, y, options);
  expect(Array.from(result.curve.lambdas)).toEqual(stored.alphas);
  const { perFold } = result.curve;
  expect([perFold.rows, perFold.cols]).toEqual([5, stored.alphas.length]);
  for (let k = 0; k < 5; k++) {
    const expected = stored.msePath.map((row) => row[k]!);
    expect(relativeDifference(perFold.row(k), expected)).toBeLessThanOrEqual(GOLDEN_VALUE);
  }
  // scikit-learn takes the plain mean over folds, ours weighs them by their rows.
  const means = stored.alphas.map((_, l) =>
    Array.from(perFold.col(l)).reduce((sum, mse) => sum + mse, 0),
  );
  expect(stored.alphas[means.indexOf(Math.min(...means))]).toBe(stored.bestAlpha);
});

test('RidgeCV: one row left out at every alpha', async () => {
  interface Stored {
    alphas: number[];
    looMse: number[];
    bestAlpha: number;
  }
  const { alphas, looMse, bestAlpha } = readGolden<Stored>('sklearn/diabetes_ridge_loo.json');
  const { X, y } = goldenData('diabetes');

  // The n − 1 rows of a fold make a mean loss: alpha ‖w‖² beside their sum is λ = alpha / (n − 1).
  const lambdas = alphas.map((alpha) => alpha / (y.length - 1));
  const ridge = new Ridge({ standardize: false });
  const result = await crossValidate(ridge, X, y, { folds: { kind: 'loo' }, lambdas });
  expect(result.splits.length).toBe(y.length);
  const mean = Array.from(result.curve.mean).reverse();
  expect(relativeDifference(mean, looMse)).toBeLessThanOrEqual(DIRECT_SOLVE);
  expect(alphas[mean.indexOf(Math.min(...mean))]).toBe(bestAlpha);
  expect(result.lambdaMin).toBe(bestAlpha / (y.length - 1));
});
