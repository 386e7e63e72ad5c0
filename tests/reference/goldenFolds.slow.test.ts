import { describe, expect, test } from 'vitest';
import { GOLDEN_VALUE, relativeDifference } from '../support/tolerance.ts';
import { coordinateDescent, type Descent } from './coordinateDescent.ts';
import { goldenData, readGolden } from './golden.ts';
import { lambdaMax } from './lambdaMax.ts';
import { moments } from './moments.ts';

interface GlmnetFolds {
  data: string;
  fold: number[];
  lambda: number[];
  cvm: number[];
  cvsd: number[];
  lambdaMin: number;
  lambda1se: number;
}

/** A lasso path with warm starts, one fit per λ. */
function path(X: number[][], y: number[], lambdas: number[], standardize = true): Descent[] {
  const fits: Descent[] = [];
  for (const lambda of lambdas)
    fits.push(
      coordinateDescent({ X, y, lambda, l1Ratio: 1, standardize }, { start: fits.at(-1)?.coef }),
    );
  return fits;
}

/** Mean squared error of each fit on some rows. */
function errors(X: number[][], y: number[], fits: { coef: Float64Array; intercept: number }[]) {
  return fits.map(({ coef, intercept }) => {
    const eta = X.map((row) => row.reduce((total, x, j) => total + x * coef[j]!, intercept));
    return eta.reduce((total, value, i) => total + (y[i]! - value) ** 2, 0) / y.length;
  });
}

function split({ X, y }: { X: number[][]; y: number[] }, fold: number[], id: number) {
  const part = (keep: (k: number) => boolean) => ({
    X: X.filter((_, i) => keep(fold[i]!)),
    y: y.filter((_, i) => keep(fold[i]!)),
  });
  return { train: part((k) => k !== id), test: part((k) => k === id) };
}

/** Mean over equal folds, and its standard error with K − 1. */
function summarize(perFold: number[][]) {
  const curves = perFold[0]!.map((_, k) => moments(perFold.map((fold) => fold[k]!)));
  return {
    mean: curves.map(({ mean }) => mean),
    error: curves.map(({ sd }) => sd / Math.sqrt(perFold.length - 1)),
  };
}

/** Coefficients at each λ of `wanted`, linear in λ between the fits and constant beyond them. */
function interpolate(grid: number[], fits: Descent[], wanted: number[]) {
  return wanted.map((lambda) => {
    const inside = Math.min(Math.max(lambda, grid.at(-1)!), grid[0]!);
    const right = Math.max(
      1,
      grid.findIndex((value) => value <= inside),
    );
    const share = (grid[right - 1]! - inside) / (grid[right - 1]! - grid[right]!);
    const [a, b] = [fits[right - 1]!, fits[right]!];
    const mix = (from: number, to: number) => from + share * (to - from);
    return {
      coef: a.coef.map((value, j) => mix(value, b.coef[j]!)),
      intercept: mix(a.intercept, b.intercept),
    };
  });
}

describe('glmnet cross-validation is reproduced by plain fits on the folds', () => {
  const shared = readGolden<GlmnetFolds>('glmnet/cv_QuickStart_shared.json');
  const own = readGolden<GlmnetFolds>('glmnet/cv_QuickStart_interp.json');
  const data = goldenData(shared.data);
  const ids = [...new Set(shared.fold)];

  function expectCurve(stored: GlmnetFolds, perFold: number[][]): void {
    const { mean, error } = summarize(perFold);
    expect(relativeDifference(mean, stored.cvm)).toBeLessThanOrEqual(GOLDEN_VALUE);
    expect(relativeDifference(error, stored.cvsd)).toBeLessThanOrEqual(GOLDEN_VALUE);
    const best = mean.indexOf(Math.min(...mean));
    const within = mean.findIndex((value) => value <= mean[best]! + error[best]!);
    const chosen = [stored.lambda[best], stored.lambda[within]];
    expect(chosen).toEqual([stored.lambdaMin, stored.lambda1se]);
  }

  test('on one grid for all folds', () => {
    const perFold = ids.map((id) => {
      const { train, test } = split(data, shared.fold, id);
      return errors(test.X, test.y, path(train.X, train.y, shared.lambda));
    });
    expectCurve(shared, perFold);
  });

  test('on a grid per fold, interpolated in λ', () => {
    const perFold = ids.map((id) => {
      const { train, test } = split(data, own.fold, id);
      const most = lambdaMax({ ...train, l1Ratio: 1 });
      const grid = own.lambda.map((_, k) => most * 10 ** ((-3 * k) / (own.lambda.length - 1)));
      const fits = interpolate(grid, path(train.X, train.y, grid), own.lambda);
      return errors(test.X, test.y, fits);
    });
    expectCurve(own, perFold);
  });
});

test('scikit-learn cross-validation is reproduced, with columns standardized on all rows', () => {
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
  const perFold = [0, 1, 2, 3, 4].map((id) => {
    const { train, test } = split({ X: standardized, y }, stored.fold, id);
    return errors(test.X, test.y, path(train.X, train.y, stored.alphas, false));
  });
  perFold.forEach((curve, id) => {
    const expected = stored.msePath.map((row) => row[id]!);
    expect(relativeDifference(curve, expected)).toBeLessThanOrEqual(GOLDEN_VALUE);
  });
  const means = stored.alphas.map((_, k) => perFold.reduce((sum, fold) => sum + fold[k]!, 0));
  expect(stored.alphas[means.indexOf(Math.min(...means))]).toBe(stored.bestAlpha);
});
