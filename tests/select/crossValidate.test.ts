/** What a cross-validation says: curves, choices, and the model on all rows. */
import { describe, expect, test } from 'vitest';
import { fromRecords } from '../../src/data/index.ts';
import {
  type CVCurve,
  type CVResult,
  crossValidate,
  ElasticNet,
  Lasso,
  measures,
  type NumberMeasure,
  path,
  Ridge,
} from '../../src/index.ts';
import { randomProblem } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { bitsOf } from '../support/sameFit.ts';
import { DIRECT_SOLVE, relativeDifference } from '../support/tolerance.ts';

const { X: matrix, y: response } = randomProblem({ seed: 21, n: 60, p: 8 });
const X = matrix as number[][];
const y = Array.from(response);
const { uniform } = random(4);
const weights = y.map(() => 0.2 + uniform());
const lasso = new Lasso();
const net = new ElasticNet();

/** Σ of the weights of the test rows of each fold. */
function testWeights({ splits }: CVResult, given?: readonly number[]): number[] {
  return splits.map(({ test }) => test.reduce((sum, i) => sum + (given?.[i] ?? 1), 0));
}

describe('the curve', () => {
  test.each([
    ['equal weights', undefined],
    ['weights', weights],
  ])('has the mean and the standard error of its folds: %s', async (_, given) => {
    const options = { folds: 7, nLambda: 20, ...(given && { weights: given }) };
    const result = await crossValidate(lasso, X, y, options);
    const { perFold, mean, se } = result.curve;
    const shares = testWeights(result, given);
    const total = shares.reduce((sum, share) => sum + share, 0);
    mean.forEach((value, l) => {
      const errors = Array.from(perFold.col(l));
      const expected = errors.reduce((sum, error, k) => sum + shares[k]! * error, 0) / total;
      const spread = errors.reduce((s, error, k) => s + shares[k]! * (error - expected) ** 2, 0);
      expect(value).toBeCloseTo(expected, 12);
      expect(se[l]).toBeCloseTo(Math.sqrt(spread / total / 6), 12);
    });
  });

  test.each(Object.keys(measures) as NumberMeasure[])(
    'measures %s on the rows of each fold',
    async (measure) => {
      const options = { folds: 4, nLambda: 10, measure, weights };
      const result = await crossValidate(lasso, X, y, options);
      expect(result.measure).toBe(measure);
      const chosen = result.curve.lambdas.indexOf(result.lambda);
      result.splits.forEach(({ test }, k) => {
        const at = (values: ArrayLike<number>) => Array.from(test, (i) => values[i]!);
        const predicted = at(result.oof!.data);
        const expected = measures[measure].value(at(y), predicted, at(weights));
        expect(result.curve.perFold.get(k, chosen)).toBeCloseTo(expected, 12);
      });
      const best = measure === 'r2' ? Math.max : Math.min;
      expect(result.curve.mean[result.curve.minIndex]).toBe(best(...result.curve.mean));
    },
  );

  test('of the deviance is that of the mean square', async () => {
    const [a, b] = await Promise.all(
      (['mse', 'deviance'] as const).map((measure) => crossValidate(lasso, X, y, { measure })),
    );
    expect(a!.curve.mean).toEqual(b!.curve.mean);
  });

  test('has the grid and the degrees of freedom of the path on all rows', async () => {
    for (const estimator of [lasso, new Ridge()]) {
      const result = await crossValidate(estimator, X, y, { folds: 3 });
      const found = await path(estimator, X, y);
      expect(result.curve.lambdas).toEqual(found.lambdas);
      expect(relativeDifference(result.curve.df, found.df)).toBeLessThanOrEqual(DIRECT_SOLVE);
      expect(relativeDifference(result.path.df, found.df)).toBeLessThanOrEqual(DIRECT_SOLVE);
    }
  });
});

describe('the choice', () => {
  test('of min has the least mean, that of 1se is the strongest within one standard error', async () => {
    const result = await crossValidate(lasso, X, y, { folds: 5 });
    const { mean, se, lambdas, minIndex, oneSeIndex } = result.curve;
    expect(mean[minIndex]).toBe(Math.min(...mean));
    const limit = mean[minIndex]! + se[minIndex]!;
    expect(oneSeIndex).toBe(mean.findIndex((value) => value <= limit));
    expect(oneSeIndex).toBeLessThan(minIndex);
    expect([result.lambdaMin, result.lambda1se]).toEqual([lambdas[minIndex], lambdas[oneSeIndex]]);
    expect(result.lambda).toBe(result.lambdaMin);
    const simple = await crossValidate(lasso, X, y, { folds: 5, select: '1se' });
    expect(simple.lambda).toBe(result.lambda1se);
    expect(simple.curve.mean).toEqual(mean);
  });

  test('may be a function of the curve', async () => {
    let seen: CVCurve | undefined;
    const select = (curve: CVCurve) => {
      seen = curve;
      return 17;
    };
    const result = await crossValidate(lasso, X, y, { folds: 4, select });
    expect(seen).toBe(result.curve);
    expect(result.lambda).toBe(result.curve.lambdas[17]);
    expect(result.model.lambda).toBe(result.lambda);
  });

  test('is fitted on all rows: the path there, and its point at the chosen λ', async () => {
    for (const [data, target] of [
      [X, y],
      [X.slice(0, 6), y.slice(0, 6)],
    ] as const) {
      const result = await crossValidate(lasso, data, target, { folds: 3 });
      const found = await path(lasso, data, target, { lambdas: result.curve.lambdas });
      expect(bitsOf(result.model)).toEqual(bitsOf(result.path.at(result.lambda)));
      const single = found.at(result.lambda);
      expect(Array.from(result.model.nonzero)).toEqual(Array.from(single.nonzero));
      expect(result.model.verify(data, target).ok).toBe(true);
    }
  });
});

describe('a path that ends early', () => {
  test.each([
    ['by stopEarly', { stopEarly: true }],
    ['by maxNonzero', { maxNonzero: 4 }],
  ])('%s ends the curve where the first of its fits ends', async (_, end) => {
    const whole = await crossValidate(lasso, X, y, { folds: 5 });
    const result = await crossValidate(lasso, X, y, { folds: 5, ...end });
    const length = result.curve.lambdas.length;
    expect(length).toBeLessThan(100);
    expect(length).toBeGreaterThan(5);
    expect(result.path.lambdas.length).toBeGreaterThanOrEqual(length);
    expect(result.curve.lambdas).toEqual(whole.curve.lambdas.slice(0, length));
    expect(relativeDifference(result.curve.mean, whole.curve.mean.slice(0, length))).toBe(0);
    expect(result.model.lambda).toBe(result.lambda);
  });
});

describe('several l1Ratios', () => {
  const l1Ratios = [1, 0.5, 0.1];

  test.each([
    ['tall', X, y],
    ['wide', X.slice(0, 7), y.slice(0, 7)],
  ])(
    'share the folds of %s data: each curve is the one of its ratio alone',
    async (_, data, target) => {
      const options = { folds: 3, nLambda: 30 };
      const together = await crossValidate(net, data, target, { ...options, l1Ratios });
      expect(together.curves.map(({ l1Ratio }) => l1Ratio)).toEqual(l1Ratios);
      for (const [k, l1Ratio] of l1Ratios.entries()) {
        const alone = await crossValidate(net.with({ l1Ratio }), data, target, options);
        expect(together.splits).toEqual(alone.splits);
        expect(together.curves[k]!.lambdas).toEqual(alone.curve.lambdas);
        expect(together.curves[k]!.mean).toEqual(alone.curve.mean);
        expect(together.curves[k]!.df).toEqual(alone.curve.df);
      }
    },
  );

  test('give the one with the best curve', async () => {
    const result = await crossValidate(net, X, y, { l1Ratios });
    const best = result.curves.map(({ mean }) => Math.min(...mean));
    const winner = best.indexOf(Math.min(...best));
    expect(result.curve).toBe(result.curves[winner]);
    expect(result.l1Ratio).toBe(l1Ratios[winner]);
    expect(result.model.l1Ratio).toBe(l1Ratios[winner]);
    expect(result.path.l1Ratio).toBe(l1Ratios[winner]);
    expect(result.fits).toEqual({ total: 3 * 100 * 11, failed: 0 });
  });
});

describe('folds', () => {
  test('are the same for the same seed, others for another', async () => {
    const splitsFor = async (seed: number | string) =>
      (await crossValidate(lasso, X, y, { seed, nLambda: 2 })).splits;
    expect(await splitsFor(5)).toEqual(await splitsFor('5'));
    expect(await splitsFor(5)).not.toEqual(await splitsFor(6));
    expect(await splitsFor(0)).toEqual((await crossValidate(lasso, X, y, { nLambda: 2 })).splits);
  });

  test('given as ids are k folds that have those rows', async () => {
    const counted = await crossValidate(lasso, X, y, { folds: 6, seed: 2 });
    const ids = new Int32Array(60);
    counted.splits.forEach(({ test }, k) => {
      for (const i of test) ids[i] = k;
    });
    const given = await crossValidate(lasso, X, y, { folds: ids });
    expect(given.splits).toEqual(counted.splits);
    expect(given.curve.mean).toEqual(counted.curve.mean);
    expect(given.oof!.data).toEqual(counted.oof!.data);
  });

  test('keep the groups of the data together', async () => {
    const groups = y.map((_, i) => i % 12);
    const { splits } = await crossValidate(lasso, X, y, { folds: { kind: 'group', k: 4 }, groups });
    for (const { train, test } of splits) {
      const inTest = new Set(Array.from(test, (i) => groups[i]));
      expect(Array.from(train).some((i) => inTest.has(groups[i]!))).toBe(false);
    }
  });

  test('of every row once give one prediction per row, and none where they are not kept', async () => {
    const result = await crossValidate(lasso, X, y);
    expect(Array.from(result.oof!.data).every(Number.isFinite)).toBe(true);
    expect((await crossValidate(lasso, X, y, { keep: false })).oof).toBeUndefined();
  });
});

describe('certificates', () => {
  test('cover every λ of every fold, and the worst of them is told', async () => {
    const result = await crossValidate(lasso, X, y, { folds: 4, nLambda: 25 });
    expect(result.fits).toEqual({ total: 25 * 5, failed: 0 });
    const { worstCertificate: worst } = result;
    expect(worst.ok).toBe(true);
    expect(worst.relative).toBeLessThanOrEqual(1e-6);
    for (const { relative } of result.path.certificates)
      expect(relative).toBeLessThanOrEqual(worst.relative);
  });

  test('that miss the tolerance are counted, with what to do', async () => {
    const result = await crossValidate(lasso.with({ tol: 1e-17 }), X, y, { folds: 3, nLambda: 10 });
    const { fits, worstCertificate: worst } = result;
    expect(fits.failed).toBeGreaterThan(0);
    expect(worst.ok).toBe(false);
    expect(worst.advice).toMatch(/above tol 1e-17/);
    expect(result.summary()).toContain(`${fits.failed} fits missed the tolerance: ${worst.advice}`);
    const own = result.path.certificates.filter(({ ok }) => !ok);
    for (const { relative } of own) expect(relative).toBeLessThanOrEqual(worst.relative);
  });
});

test('the summary names both marks, the fits and the worst certificate', async () => {
  const result = await crossValidate(net, X, y, { l1Ratios: [1, 0.5], folds: 5 });
  const lines = result.summary().split('\n');
  expect(lines[0]).toBe('5 folds, 2 × 100 λ, 1200 fits with certificates');
  expect(lines[1]).toMatch(/^best {2}λ = [\d.e-]+, mse [\d.]+ ± [\d.]+, l1Ratio (1|0\.5)$/);
  expect(lines[2]).toMatch(/^1-SE {2}λ = [\d.e-]+, mse [\d.]+ ± [\d.]+$/);
  expect(lines[3]).toMatch(/^worst certificate: relative gap [\d.e-]+ ≤ 0\.000001$/);
  expect(result.summary()).toContain(result.model.summary());
});

describe('a data set', () => {
  const records = X.map((row, i) => ({
    target: y[i]!,
    a: row[0]!,
    b: i % 9 === 0 ? null : row[1]!,
    kind: ['x', 'y', 'z'][i % 3]!,
    w: weights[i]!,
  }));
  const data = fromRecords(records, { target: 'target', weight: 'w' });

  test('is cross-validated with its names, weights and imputation', async () => {
    const whole = await crossValidate(lasso, data, undefined, { folds: 4 });
    const { X: cells, y: target, featureNames } = data;
    const options = { folds: 4, weights, featureNames };
    const parts = await crossValidate(lasso.with({ impute: 'mean' }), cells, target, options);
    expect(whole.model.featureNames).toEqual(['a', 'b', 'kind=x', 'kind=y', 'kind=z']);
    expect(whole.curve.mean).toEqual(parts.curve.mean);
    expect(bitsOf(whole.model)).toEqual(bitsOf(parts.model));
    expect(whole.notes).toEqual(['7 missing cells filled by the column mean']);
  });
});
