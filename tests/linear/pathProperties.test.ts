/** Paths: their grid, their ends, and that each point is the fit at its λ. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ElasticNet, Lasso, path, Ridge } from '../../src/index.ts';
import { dot } from '../reference/dot.ts';
import { judge } from '../reference/judge.ts';
import { lambdaMax } from '../reference/lambdaMax.ts';
import { moments } from '../reference/moments.ts';
import { standardForm } from '../reference/standardForm.ts';
import { type DenseProblem, problems, RUNS } from '../support/arbitrary.ts';
import { estimate, said } from '../support/estimate.ts';
import { randomProblem } from '../support/problems.ts';
import { bitsOf, expectSameFit, TIGHT } from '../support/sameFit.ts';
import { certifiedGap, DIRECT_SOLVE, relativeDifference } from '../support/tolerance.ts';

const FEW = { ...RUNS, numRuns: 25 };

test('every point of a path is the single fit at its λ', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (problem) => {
      const { estimator, X, y, data } = said(problem, TIGHT);
      const found = await path(estimator, X, y, { ...data, nLambda: 6, lambdaMinRatio: 0.01 });
      found.lambdas.forEach((lambda, k) => {
        const at = { ...problem, lambda };
        expectSameFit(at, found.model(k), estimate(at, TIGHT));
      });
    }),
    FEW,
  );
});

/**
 * First and last λ of the automatic grid of a problem without unpenalized columns. λ_max makes
 * every coefficient 0; the L2 part is strong at 1000 κ, κ = max_j |cor(x_j, y)| ‖x_j‖² / f_j.
 */
function gridEnds(problem: DenseProblem, ratio: number) {
  const { l1Ratio } = problem;
  const { columns, target, penalties } = standardForm({ ...problem, lambda: 1, l1Ratio: 1 });
  const size = Math.sqrt(dot(target, target));
  let [most, kappa] = [0, 0];
  columns.forEach((x, j) => {
    const { l1: factor, low, high } = penalties[j]!;
    const u = dot(x, target);
    if (u > 0 ? high <= 0 : low >= 0) return;
    most = Math.max(most, Math.abs(u) / factor);
    kappa = Math.max(kappa, (Math.abs(u) * Math.sqrt(dot(x, x))) / (factor * size));
  });
  if (l1Ratio === 0) return { top: 1000 * kappa, bottom: ratio * 1000 * kappa };
  const top = most / l1Ratio;
  return { top, bottom: ratio * Math.min(top, l1Ratio < 1 ? (1000 * kappa) / (1 - l1Ratio) : top) };
}

test('the grid falls evenly in log λ, from where the penalty is strong to where it is weak', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (problem) => {
      const { estimator, X, y, data } = said(problem);
      const found = await path(estimator, X, y, { ...data, nLambda: 5, lambdaMinRatio: 1e-3 });
      const { top, bottom } = gridEnds(problem, 1e-3);
      if (top === 0) return;
      const step = Math.log(bottom / top) / 4;
      const expected = [0, 1, 2, 3, 4].map((k) => top * Math.exp(k * step));
      found.lambdas.forEach((lambda, k) => {
        expect(Math.abs(lambda / expected[k]! - 1)).toBeLessThanOrEqual(DIRECT_SOLVE);
      });
    }),
    FEW,
  );
});

test('λ_max is the least λ that lets nothing in', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      if (problem.l1Ratio === 0) return;
      const most = lambdaMax(problem);
      const at = (share: number) => estimate({ ...problem, lambda: share * most });
      expect(at(1 + 1e-9).nonzero.length).toBe(0);
      if (most > 0) expect(at(0.999).nonzero.length).toBeGreaterThan(0);
    }),
    FEW,
  );
});

test('R², df and the null model are what the coefficients say', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (any) => {
      const problem = { ...any, intercept: true };
      const { estimator, X, y, data } = said(problem);
      const found = await path(estimator, X, y, { ...data, nLambda: 4 });
      const target = y.map((value, i) => value - (problem.offset?.[i] ?? 0));
      const total = moments(target, problem.weights).sd ** 2;
      for (let k = 0; k < 4; k++) {
        const model = found.model(k);
        const eta = model.predict(problem.X);
        const { sd, mean } = moments(
          target.map((value, i) => value - eta[i]!),
          problem.weights,
        );
        expect(found.devianceRatio[k]).toBeCloseTo(1 - (sd ** 2 + mean ** 2) / total, 9);
        if (problem.l1Ratio > 0) expect(found.df[k]).toBe(model.nonzero.length);
        expect(found.intercepts[k]).toBe(model.intercept);
      }
    }),
    FEW,
  );
});

describe('the options of the grid', () => {
  const { X, y } = randomProblem({ seed: 11, n: 60, p: 12 });
  const rows = X as number[][];
  const target = Array.from(y);
  const lasso = new Lasso({ tol: 1e-9 });

  test('by default are 100 λ down to 1e-4 of the largest, 1e-2 where n < p', async () => {
    const tall = await path(lasso, rows, target);
    expect(tall.lambdas.length).toBe(100);
    expect(tall.lambdas[99]! / tall.lambdas[0]!).toBeCloseTo(1e-4, 12);
    const wide = await path(lasso, rows.slice(0, 8), target.slice(0, 8));
    expect(wide.lambdas[99]! / wide.lambdas[0]!).toBeCloseTo(1e-2, 12);
  });

  test('take λ in any order and give them back descending, with the bits they came in', async () => {
    const lambdas = [0.1, 2, 0, 0.5];
    const found = await path(lasso, rows, target, { lambdas });
    expect(Array.from(found.lambdas)).toEqual([2, 0.5, 0.1, 0]);
    expect(lambdas).toEqual([0.1, 2, 0, 0.5]);
    expect(found.certificates.every(({ ok }) => ok)).toBe(true);
  });

  test('stopEarly ends where R² stops growing, and the points before stay', async () => {
    const whole = await path(lasso, rows, target);
    const early = await path(lasso, rows, target, { stopEarly: true });
    const length = early.lambdas.length;
    expect(length).toBeGreaterThan(5);
    expect(length).toBeLessThan(100);
    expect(early.lambdas).toEqual(whole.lambdas.slice(0, length));
    for (let k = 0; k < length; k++) expect(bitsOf(early.model(k))).toEqual(bitsOf(whole.model(k)));
    const gains = early.devianceRatio.map((value, k) => value - (early.devianceRatio[k - 1] ?? 0));
    expect(gains.at(-1)! / early.devianceRatio.at(-1)!).toBeLessThan(1e-5);
    for (let k = 5; k < length - 1; k++)
      expect(gains[k]! / early.devianceRatio[k]!).toBeGreaterThanOrEqual(1e-5);
  });

  test('maxNonzero ends the path at the first model with more', async () => {
    const found = await path(lasso, rows, target, { maxNonzero: 3 });
    const sizes = Array.from(found.df);
    expect(sizes.at(-1)).toBeGreaterThan(3);
    expect(Math.max(...sizes.slice(0, -1))).toBeLessThanOrEqual(3);
  });
});

describe('a path', () => {
  const { X, y } = randomProblem({ seed: 12, n: 40, p: 6 });
  const rows = X as number[][];
  const target = Array.from(y);

  test('lists its coefficients by columns', async () => {
    const found = await path(new ElasticNet(), rows, target, { nLambda: 7 });
    const table = found.coefs();
    expect([table.rows, table.cols]).toEqual([6, 7]);
    for (let k = 0; k < 7; k++) {
      const coef = new Float64Array(6);
      for (let e = table.indptr[k]!; e < table.indptr[k + 1]!; e++)
        coef[table.indices[e]!] = table.data[e]!;
      expect(coef).toEqual(found.model(k).coef);
    }
  });

  test('refuses a λ that is not on it and names the nearest', async () => {
    const found = await path(new Lasso(), rows, target, { lambdas: [1, 0.5, 0.25] });
    expect(found.at(0.5).lambda).toBe(0.5);
    expect(() => found.at(0.45)).toThrow(
      new RangeError(
        'path.at: lambda must lie on the grid, got 0.45; ' +
          'the nearest is 0.5; fit an estimator for others',
      ),
    );
    expect(() => found.model(3)).toThrow('path.model: index must lie in [0, 3), got 3');
    expect(() => found.model(-1)).toThrow('path.model: index must lie in [0, 3), got -1');
  });

  test('of ridge has the generalized cross-validation of its hat matrix', async () => {
    const found = await path(new Ridge(), rows, target, { nLambda: 5 });
    const n = target.length;
    found.gcv().forEach((value, k) => {
      const model = found.model(k);
      const eta = model.predict(rows);
      const rest = target.reduce((sum, t, i) => sum + (t - eta[i]!) ** 2, 0) / n;
      expect(value).toBeCloseTo(rest / (1 - (model.df + 1) / n) ** 2, 9);
    });
  });

  test('does not count rows of weight 0', async () => {
    const weights = target.map((_, i) => Number(i % 4 !== 0));
    const kept = <T>(values: readonly T[]) => values.filter((_, i) => weights[i] === 1);
    const options = { lambdas: [1, 0.1] };
    const light = await path(new Ridge(), rows, target, { ...options, weights });
    const short = await path(new Ridge(), kept(rows), kept(target), options);
    expect(relativeDifference(light.gcv(), short.gcv())).toBeLessThanOrEqual(DIRECT_SOLVE);
    expect(relativeDifference(light.df, short.df)).toBeLessThanOrEqual(DIRECT_SOLVE);
  });

  test('with λ = 0 at its end is least squares', async () => {
    const found = await path(new Lasso({ tol: TIGHT }), rows, target, { lambdas: [1, 0] });
    const model = found.at(0);
    const errors = model.predict(rows).map((eta, i) => target[i]! - eta);
    for (let j = 0; j < 6; j++) {
      const { centred, sd } = moments(rows.map((row) => row[j]!));
      const product = centred.reduce((sum, x, i) => sum + x * errors[i]!, 0) / errors.length;
      expect(Math.abs(product / (sd * moments(target).sd))).toBeLessThanOrEqual(
        Math.sqrt(certifiedGap(TIGHT)),
      );
    }
    const problem = { X: rows, y: target, lambda: 0, l1Ratio: 1 };
    expect(judge(problem, model).relative).toBeLessThanOrEqual(certifiedGap(TIGHT));
  });
});
