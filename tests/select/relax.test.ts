/** Cross-validation of relaxed fits against the same by hand. */
import { describe, expect, test } from 'vitest';
import {
  crossValidate,
  type FittedModel,
  GLM,
  Lasso,
  type LinearEstimator,
  LogisticRegression,
  path,
} from '../../src/index.ts';
import { compatData } from '../support/compatGolden.ts';
import { relativeDifference } from '../support/tolerance.ts';

/** A gap of 1e-12 leaves its root, 1e-6, in coefficients, times that of the condition number. */
const TOL = 1e-12;
const AGREES = 1e-5;

const { X: X0, y: y0 } = compatData('heavy') as { X: number[][]; y: number[] };
const heavy = { X: X0, y: y0 };
const binary = compatData('binary') as { X: number[][]; y: number[]; offset: number[] };
const counts = compatData('counts') as { X: number[][]; y: number[]; exposure: number[] };
const GAMMAS = [0, 0.4, 1];

interface Case {
  readonly estimator: LinearEstimator<FittedModel>;
  readonly X: number[][];
  readonly y: number[];
  readonly offset?: number[];
  /** Mean error of predictions. */
  readonly error: (y: number[], predicted: number[]) => number;
  readonly predict: (model: FittedModel, X: number[][], offset?: number[]) => number[];
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const numeric = (model: FittedModel, X: number[][], offset?: number[]) =>
  Array.from(model.predict(X, offset && { offset }) as Float64Array);

const CASES: Record<string, Case> = {
  'a lasso': {
    estimator: new Lasso({ tol: TOL }),
    ...heavy,
    error: (y, predicted) => mean(y.map((value, i) => (value - predicted[i]!) ** 2)),
    predict: numeric,
  },
  'a logistic regression with an offset': {
    estimator: new LogisticRegression({ tol: TOL }),
    ...binary,
    error: (y, p) => mean(y.map((value, i) => -2 * Math.log(value === 1 ? p[i]! : 1 - p[i]!))),
    predict: (model, X, known) => {
      const { intercepts, coef } = model.settings;
      const eta = X.map((row, i) =>
        row.reduce((sum, x, j) => sum + x * coef[j]!, intercepts[0]! + known![i]!),
      );
      return eta.map((value) => 1 / (1 + Math.exp(-value)));
    },
  },
  'a Poisson regression with exposures': {
    estimator: new GLM({ family: 'poisson', tol: TOL }),
    X: counts.X,
    y: counts.y,
    offset: counts.exposure.map(Math.log),
    error: (y, mu) =>
      mean(
        y.map((value, i) => {
          const part = value > 0 ? value * Math.log(value / mu[i]!) : 0;
          return 2 * (part - value + mu[i]!);
        }),
      ),
    predict: numeric,
  },
};

const folds = (n: number) => Int32Array.from({ length: n }, (_, i) => (i * 7) % 4);

describe.each(Object.keys(CASES))('%s', (name) => {
  const { estimator, X, y, offset, error, predict } = CASES[name]!;
  const n = y.length;
  const options = { folds: folds(n), nLambda: 6, lambdaMinRatio: 0.02, ...(offset && { offset }) };
  const take = <T>(values: readonly T[], rows: ArrayLike<number>) =>
    Array.from(rows, (i) => values[i]!);

  test('has one curve per γ, each fold fitted by hand on its training rows', async () => {
    const found = await crossValidate(estimator, X, y, { ...options, gammas: GAMMAS });
    expect(found.curves.map(({ gamma }) => gamma)).toEqual(GAMMAS);
    expect(found.fits).toEqual({ total: 3 * 6 * 5, failed: 0 });
    for (const { gamma, lambdas, perFold } of found.curves)
      for (const [k, { train, test: rows }] of found.splits.entries()) {
        const own = await path(estimator, take(X, train), take(y, train), {
          lambdas,
          relax: gamma,
          ...(offset && { offset: take(offset, train) }),
        });
        const byHand = Array.from(lambdas, (_, l) => {
          const known = offset && take(offset, rows);
          return error(take(y, rows), predict(own.model(l), take(X, rows), known));
        });
        const ours = Array.from(lambdas, (_, l) => perFold.get(k, l));
        expect(relativeDifference(ours, byHand), `γ ${gamma}, fold ${k}`).toBeLessThan(AGREES);
      }
  });

  test('selects γ and λ of the least error; the model is that mix on all rows', async () => {
    const found = await crossValidate(estimator, X, y, { ...options, gammas: GAMMAS });
    const least = Math.min(...found.curves.flatMap(({ mean: curve }) => [...curve]));
    expect(found.curve.mean[found.curve.minIndex]).toBe(least);
    expect(found.gamma).toBe(found.curve.gamma);
    const { lambdas } = found.curve;
    const own = await path(estimator, X, y, {
      lambdas,
      relax: found.gamma,
      ...(offset && { offset }),
    });
    const model = own.at(found.lambda);
    const away = relativeDifference(found.model.settings.coef, model.settings.coef);
    expect(away).toBeLessThan(AGREES);
    // what was held out: the fold's own mix
    const { train, test: rows } = found.splits[1]!;
    const fold = await path(estimator, take(X, train), take(y, train), {
      lambdas,
      relax: found.gamma,
      ...(offset && { offset: take(offset, train) }),
    });
    const known = offset && take(offset, rows);
    const byHand = predict(fold.at(found.lambda), take(X, rows), known);
    const last = found.oof!.cols - 1;
    const kept = Array.from(rows, (i) => found.oof!.get(i, last));
    expect(relativeDifference(kept, byHand)).toBeLessThan(AGREES);
  });

  test('relax is one γ, true the refit alone, and none the path itself', async () => {
    const run = (extra: object) => crossValidate(estimator, X, y, { ...options, ...extra });
    const [all, mixed, refit, plain] = await Promise.all([
      run({ gammas: GAMMAS }),
      run({ relax: 0.4 }),
      run({ relax: true }),
      run({}),
    ]);
    for (const [k, each] of [refit, mixed, plain].entries()) {
      expect(each.curves.length).toBe(1);
      expect(each.gamma).toBe(GAMMAS[k]);
      const away = relativeDifference(each.curve.mean, all.curves[k]!.mean);
      expect(away).toBeLessThan(AGREES);
    }
    expect(refit.summary()).toContain('relaxed by γ 0');
    expect(plain.summary()).not.toContain('relaxed');
  });
});

test('several shares and several γ make a curve for each pair', async () => {
  const estimator = new GLM({ tol: TOL });
  const { X, y } = heavy;
  const own = { folds: folds(90), nLambda: 4, l1Ratios: [1, 0.5], gammas: [1, 0] };
  const found = await crossValidate(estimator, X, y, own);
  const pairs = found.curves.map(({ l1Ratio, gamma }) => [l1Ratio, gamma]);
  expect(pairs).toEqual([
    [1, 1],
    [1, 0],
    [0.5, 1],
    [0.5, 0],
  ]);
});

test('folds whose supports separate the classes are counted as failed, and say why', async () => {
  const X = Array.from({ length: 30 }, (_, i) => [i + (i % 3), Math.sin(i), Math.cos(2 * i)]);
  const y = X.map((_, i) => (i < 15 ? 'a' : 'b'));
  const own = { folds: folds(30), nLambda: 6, gammas: [0, 1] };
  const found = await crossValidate(new LogisticRegression(), X, y, own);
  expect(found.fits.failed).toBeGreaterThan(0);
  expect(found.worstCertificate.ok).toBe(false);
  expect(found.worstCertificate.advice).toContain('the classes are separated by the columns');
  // the penalized fits are fine
  const plain = await crossValidate(new LogisticRegression(), X, y, { ...own, gammas: [1] });
  expect(plain.fits.failed).toBe(0);
});

describe('crossValidate refuses', () => {
  const refused: [string, object, string][] = [
    ['γ above 1', { gammas: [0, 2] }, 'crossValidate: gammas must lie in [0, 1], got 2'],
    ['no γ', { gammas: [] }, 'crossValidate: gammas must hold at least one value, got "none"'],
    ['a number', { gammas: 0.5 }, 'crossValidate: gammas must be an array of numbers, got 0.5'],
    [
      'both ways to say it',
      { gammas: [0], relax: true },
      'crossValidate: gammas must be given without relax, got "both"',
    ],
    ['relax above 1', { relax: 3 }, 'crossValidate: relax must lie in [0, 1], got 3'],
  ];
  test.each(refused)('%s', async (_, options, message) => {
    const { X, y } = heavy;
    await expect(crossValidate(new Lasso(), X, y, options)).rejects.toThrow(message);
  });
});
