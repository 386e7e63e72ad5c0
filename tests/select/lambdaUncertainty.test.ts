/** Repeated cross-validation, recomputed from single ones of the same seeds. */
import { describe, expect, it } from 'vitest';
import {
  crossValidate,
  GLM,
  Lasso,
  LogisticRegression,
  lambdaUncertainty,
  Ridge,
  recipe,
  SparseMatrix,
  TableEncoder,
} from '../../src/index.ts';
import { benefitOf, studentQuantile } from '../../src/select/benefit.ts';
import type { CVCurve, CVResult } from '../../src/select/types.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';

const N = 50;
const P = 8;
const draw = random(47);
const X = Array.from({ length: N }, () => Array.from({ length: P }, () => draw.normal()));
const y = Float64Array.from(X, (x) => x[0]! - 0.4 * x[1]! + 2 * draw.normal());
const labels = Array.from(y, (v) => (v > 0 ? 'up' : 'down'));
const counts = y.map((v) => Math.round(Math.abs(v)));
const tight = { tol: 1e-12 };
/** A relative gap of tol leaves predictions, and so errors, within √tol of the optimum's. */
const CLOSE = Math.sqrt(tight.tol);

/** The single cross-validations that a run repeats. */
async function singles(repeats: number, of: (seed: string | number) => Promise<CVResult>) {
  const results: CVResult[] = [];
  for (let r = 0; r < repeats; r++) results.push(await of(r === 0 ? 7 : `7/${r}`));
  return results;
}

describe('the uncertainty of λ', () => {
  it('repeats cross-validation with the seeds it says', async () => {
    const lasso = new Lasso(tight);
    const options = { folds: 4, nLambda: 25 };
    const found = await lambdaUncertainty(lasso, X, y, { ...options, repeats: 5, seed: 7 });
    const each = await singles(5, (seed) => crossValidate(lasso, X, y, { ...options, seed }));
    expect([...found.lambdas]).toEqual([...each[0]!.path.lambdas]);
    expect([...found.perRepeat.lambdaMin]).toEqual(each.map((cv) => cv.lambdaMin));
    expect([...found.perRepeat.lambda1se]).toEqual(each.map((cv) => cv.lambda1se));
    expect(new Set(found.perRepeat.lambdaMin).size).toBeGreaterThan(1);
    const gains = each.map(({ curve }) => curve.mean.at(-1)! - curve.mean[curve.minIndex]!);
    expect(relativeDifference(found.benefit.perRepeat, gains)).toBeLessThan(CLOSE);
    expect(found.worstCertificate.ok).toBe(true);
    for (const [rule, at] of [
      ['lambdaMin', (cv: CVResult) => cv.curve.minIndex],
      ['lambda1se', (cv: CVResult) => cv.curve.oneSeIndex],
    ] as const)
      for (let j = 0; j < P; j++) {
        const uses = each.filter((cv) => cv.path.model(at(cv)).coef[j] !== 0).length;
        expect(found.frequency[rule][j]).toBe(uses / 5);
      }
    expect(found.featureNames).toEqual(Array.from({ length: P }, (_, j) => `x${j}`));
  });

  it('takes quantiles that are values of the grid', async () => {
    const options = { folds: 3, nLambda: 30, repeats: 8 };
    const { quantiles, perRepeat } = await lambdaUncertainty(new Ridge(), X, y, options);
    expect([...quantiles.probabilities]).toEqual([0.025, 0.25, 0.5, 0.75, 0.975]);
    for (const rule of ['lambdaMin', 'lambda1se'] as const) {
      const sorted = [...perRepeat[rule]].sort((a, b) => a - b);
      // ⌈q · 8⌉ of the eight values are at or below the quantile.
      const expected = [0, 1, 3, 5, 7].map((at) => sorted[at]);
      expect([...quantiles[rule]]).toEqual(expected);
    }
  });

  it('says that regularization helps where it does, and not where it cannot', async () => {
    const random1 = random(5);
    const wide = Array.from({ length: 30 }, () =>
      Array.from({ length: 25 }, () => random1.normal()),
    );
    const noisy = Float64Array.from(wide, (x) => x[0]! + 2 * random1.normal());
    const helped = await lambdaUncertainty(new Ridge(), wide, noisy, { repeats: 6, folds: 5 });
    expect(helped.benefit.ci[0]).toBeGreaterThan(0);
    const clean = Float64Array.from(X, (x) => x[0]! + x[1]! + x[2]! + 0.5 * random1.normal());
    const three = X.map((x) => x.slice(0, 3));
    const idle = await lambdaUncertainty(new Ridge(), three, clean, { repeats: 6, folds: 5 });
    expect(idle.benefit.mean).toBeGreaterThanOrEqual(0);
    expect(idle.benefit.ci[0]).toBeLessThanOrEqual(0);
  });

  it('is the same again for the same seed, and another one for another', async () => {
    const options = { folds: 4, nLambda: 10, repeats: 3 };
    const one = await lambdaUncertainty(new Lasso(), X, y, { ...options, seed: 'a' });
    const again = await lambdaUncertainty(new Lasso(), X, y, { ...options, seed: 'a' });
    const other = await lambdaUncertainty(new Lasso(), X, y, { ...options, seed: 'b' });
    expect(again).toEqual(one);
    expect([...other.benefit.perRepeat]).not.toEqual([...one.benefit.perRepeat]);
  });
});

describe('families, storages and kinds of folds', () => {
  const positive = X.map((x) => x.map((v) => Math.max(v, 0)));
  const list = positive.flatMap((x, i) => x.map((v, j) => ({ i, j, v }))).filter(({ v }) => v > 0);
  const sparse = SparseMatrix.fromTriplets({
    i: list.map(({ i }) => i),
    j: list.map(({ j }) => j),
    v: list.map(({ v }) => v),
    rows: N,
    cols: P,
  });

  it('classes and counts of sparse columns are repeated cross-validations too', async () => {
    for (const [estimator, target] of [
      [new Lasso(tight), y],
      [new LogisticRegression(tight), labels],
      [new GLM({ family: 'poisson', ...tight }), counts],
    ] as const) {
      const fixed = { folds: 3, nLambda: 12 };
      const estimate = estimator as Lasso;
      const values = target as Float64Array;
      const repeats = { ...fixed, repeats: 2, seed: 7 };
      const found = await lambdaUncertainty(estimate, sparse, values, repeats);
      const each = await singles(2, (seed) =>
        crossValidate(estimate, sparse, values, { ...fixed, seed }),
      );
      expect([...found.perRepeat.lambdaMin]).toEqual(each.map((cv) => cv.lambdaMin));
      const gains = each.map(({ curve }) => curve.mean.at(-1)! - curve.mean[curve.minIndex]!);
      expect(relativeDifference(found.benefit.perRepeat, gains)).toBeLessThan(CLOSE);
    }
  });

  it('measures that grow with quality have benefits of the same sign', async () => {
    const options = { repeats: 3, folds: 4, nLambda: 15 };
    const r2 = await lambdaUncertainty(new Ridge(), X, y, { ...options, measure: 'r2' });
    for (const gain of r2.benefit.perRepeat) expect(gain).toBeGreaterThanOrEqual(0);
    const logistic = new LogisticRegression();
    const auc = await lambdaUncertainty(logistic, X, labels, { ...options, measure: 'auc' });
    for (const gain of auc.benefit.perRepeat) expect(gain).toBeGreaterThanOrEqual(0);
    expect(auc.measure).toBe('auc');
  });

  it.each([
    { kind: 'stratified', k: 4 },
    { kind: 'group', k: 3, groups: Array.from({ length: N }, (_, i) => i % 10) },
    { kind: 'holdout', fraction: 0.3 },
  ] as const)('folds of kind $kind are drawn anew', async (folds) => {
    const options = { repeats: 3, folds, nLambda: 10 };
    const found = await lambdaUncertainty(new LogisticRegression(), X, labels, options);
    expect(new Set(found.benefit.perRepeat).size).toBeGreaterThan(1);
    const [low, high] = found.benefit.ci;
    expect(low).toBeLessThanOrEqual(found.benefit.mean);
    expect(high).toBeGreaterThanOrEqual(found.benefit.mean);
  });

  it('recipes, missing cells and functions that exclude columns learn in every fold', async () => {
    const records = X.map((x, i) => ({ size: x[0]!, kind: ['a', 'b', 'c'][i % 3]! }));
    let calls = 0;
    const exclude = () => {
      calls++;
      return [];
    };
    const options = { repeats: 2, folds: 3, nLambda: 6, exclude };
    const source = recipe(records, new TableEncoder());
    const found = await lambdaUncertainty(new Ridge(), source, y, options);
    expect(calls).toBe(1 + 2 * 3);
    expect(found.frequency.lambdaMin).toHaveLength(found.featureNames.length);
    const holes = X.map((x, i) => x.map((v, j) => (j === 0 && i % 7 === 0 ? Number.NaN : v)));
    calls = 0;
    const filled = await lambdaUncertainty(new Ridge(), holes, y, { ...options, impute: 'mean' });
    expect(calls).toBe(1 + 2 * 3);
    expect(Number.isFinite(filled.benefit.mean)).toBe(true);
  });
});

describe('the paired benefit', () => {
  const repeat = (errors: number[][], minIndex: number, testWeights: number[]) => ({
    curve: {
      lambdas: Float64Array.of(1, 0.1),
      minIndex,
      perFold: { row: (k: number) => Float64Array.from(errors[k]!) },
    } as unknown as CVCurve,
    testWeights,
    trainWeight: 4,
  });

  it('is the weighted mean of the differences, its interval that of Nadeau and Bengio', () => {
    const one = repeat(
      [
        [1, 3],
        [2, 3],
      ],
      0,
      [1, 3],
    );
    const two = repeat(
      [
        [1, 2],
        [1, 5],
      ],
      0,
      [2, 2],
    );
    const { perRepeat, mean, ci } = benefitOf([one, two], 1);
    expect([...perRepeat]).toEqual([(2 + 3 * 1) / 4, (1 + 4) / 2]);
    expect(mean).toBe(1.875);
    const differences = [2, 1, 1, 4];
    const shares = [1 / 8, 3 / 8, 2 / 8, 2 / 8];
    const spread = differences.reduce((s, d, k) => s + shares[k]! * (d - 1.875) ** 2, 0);
    const variance = (spread * 4) / 3;
    const half = studentQuantile(3) * Math.sqrt((1 / 4 + 8 / 8) * variance);
    expect(ci[0]).toBeCloseTo(1.875 - half, 14);
    expect(ci[1]).toBeCloseTo(1.875 + half, 14);
  });

  it('leaves out folds without weight or without a value, and turns with the sign', () => {
    const one = repeat(
      [
        [3, 1],
        [9, 9],
        [Number.NaN, Number.NaN],
      ],
      0,
      [2, 0, 2],
    );
    const two = repeat(
      [
        [4, 1],
        [5, 2],
        [0, 0],
      ],
      0,
      [1, 1, 0],
    );
    expect([...benefitOf([one, two], -1).perRepeat]).toEqual([2, 3]);
    expect([...benefitOf([one, two], 1).perRepeat]).toEqual([-2, -3]);
  });

  it('takes quantiles of Student’s distribution from the tables', () => {
    // Abramowitz and Stegun, table 26.10, with more digits.
    const table = [
      [1, 12.706204736, 1e-9],
      [2, 4.30265273, 1e-9],
      [3, 3.182446305, 1.3e-3],
      [5, 2.570581836, 1.2e-4],
      [10, 2.228138852, 4e-6],
      [99, 1.984216952, 1e-9],
      [1e9, 1.959963985, 1e-9],
    ] as const;
    for (const [freedom, value, error] of table)
      expect(Math.abs(studentQuantile(freedom) / value - 1)).toBeLessThan(error);
  });
});

describe('errors', () => {
  const rejects = (options: object, message: string) =>
    expect(lambdaUncertainty(new Lasso(), X, y, options)).rejects.toThrow(message);

  it('name the option', async () => {
    await rejects({ repeats: 1 }, 'lambdaUncertainty: repeats must be an integer >= 2, got 1');
    await rejects({ repeats: 2.5 }, 'lambdaUncertainty: repeats must be an integer >= 2, got 2.5');
    await rejects({ measure: 'auc' }, 'lambdaUncertainty: measure must be one of mse, mae');
    await rejects({ l1Ratios: [1] }, 'lambdaUncertainty: unknown option l1Ratios');
    await rejects({ stopEarly: true }, 'lambdaUncertainty: unknown option stopEarly');
    await rejects({ nLambda: 0 }, 'lambdaUncertainty: nLambda must');
    await rejects({ folds: 51 }, 'folds: k must be at most 50 (the number of rows), got 51');
    await expect(lambdaUncertainty({} as Lasso, X, y)).rejects.toThrow(
      'lambdaUncertainty: estimator must be an estimator such as new Lasso()',
    );
  });

  it('refuse folds that no seed changes', async () => {
    const kinds = 'a number or one of the kinds kfold, stratified, group, stratifiedGroup, holdout';
    const hint = 'others are the same in every repeat';
    for (const kind of ['loo', 'timeseries', 'repeated'])
      await rejects(
        { folds: { kind } },
        `lambdaUncertainty: folds must be ${kinds}, got "${kind}"; ${hint}`,
      );
    await rejects(
      { folds: new Int32Array(N) },
      `lambdaUncertainty: folds must be ${kinds}, got Int32Array`,
    );
    await rejects({ folds: null }, `lambdaUncertainty: folds must be ${kinds}, got null`);
    await rejects(
      { folds: { kind: 'kfold', shuffle: false } },
      `lambdaUncertainty: folds.shuffle must be true, got false; ${hint}`,
    );
  });

  it('obey the signal, and report progress in repeats', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await rejects({ signal }, 'enough');
    const steps: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(3);
      steps.push(done);
    };
    await lambdaUncertainty(new Lasso(), X, y, { repeats: 3, folds: 3, nLambda: 5, onProgress });
    expect(steps.at(-1)).toBe(3);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });
});
