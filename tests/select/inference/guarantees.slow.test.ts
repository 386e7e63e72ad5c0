/** What the methods promise, over many draws of data whose truth is known. */
import { describe, expect, it } from 'vitest';
import { Lasso, Ridge } from '../../../src/index.ts';
import {
  conformalCV,
  type KnockoffOptions,
  knockoffs,
  stabilitySelection,
} from '../../../src/select/inference/index.ts';
import { activeColumns, draw, mean, standardError } from './data.ts';

/** Shares of false and of true selections over some draws. */
async function knockoffRates(options: KnockoffOptions, draws: number, shape: object) {
  const [p, active] = [50, 15];
  const truth = activeColumns(p, active);
  const [shares, powers] = [[] as number[], [] as number[]];
  for (let seed = 0; seed < draws; seed++) {
    const data = draw(20_000 + seed, { n: 130, p, active, size: 0.5, ...shape });
    const { selected } = await knockoffs(data.X, data.y, { ...options, seed });
    const right = Array.from(selected).filter((j) => truth.includes(j)).length;
    shares.push((selected.length - right) / Math.max(1, selected.length));
    powers.push(right / active);
  }
  return { shares, power: mean(powers) };
}

describe('the false discovery rate of knockoffs', () => {
  const rho = 0.4;
  const covariance = Array.from({ length: 50 }, (_, a) =>
    Array.from({ length: 50 }, (_, b) => rho ** Math.abs(a - b)),
  );
  const known = { covariance, mean: new Array<number>(50).fill(0) };

  it.each<[string, KnockoffOptions]>([
    ['known moments, coefficients', known],
    ['known moments, entry', { ...known, statistic: 'lassoSignedMax' }],
    ['estimated moments, coefficients', {}],
    ['estimated moments, entry', { statistic: 'lassoSignedMax' }],
    ['fixed X', { method: 'fixed' }],
  ])('is at most the target: %s', async (_, options) => {
    const { shares, power } = await knockoffRates({ ...options, fdr: 0.2 }, 100, { rho });
    // Three standard errors of the mean share.
    expect(mean(shares)).toBeLessThanOrEqual(0.2 + 3 * standardError(shares));
    expect(power).toBeGreaterThan(0.3);
  });

  it('is at most the target with more columns than rows', async () => {
    const { shares, power } = await knockoffRates({ fdr: 0.2 }, 60, { n: 45, size: 2 });
    expect(mean(shares)).toBeLessThanOrEqual(0.2 + 3 * standardError(shares));
    expect(power).toBeGreaterThan(0);
  });
});

describe('stability selection', () => {
  it.each(['unimodal', 'none'] as const)(
    'selects fewer false features than its bound, assumption %s',
    async (assumption) => {
      const truth = activeColumns(60, 5);
      const [wrong, right] = [[] as number[], [] as number[]];
      for (let seed = 0; seed < 60; seed++) {
        const data = draw(30_000 + seed, { n: 100, p: 60, rho: 0.3, active: 5 });
        const options = { pfer: 1, assumption, seed };
        const { selected } = await stabilitySelection(new Lasso(), data.X, data.y, options);
        const hits = Array.from(selected).filter((j) => truth.includes(j)).length;
        wrong.push(selected.length - hits);
        right.push(hits);
      }
      expect(mean(wrong)).toBeLessThanOrEqual(1 + 3 * standardError(wrong));
      expect(mean(right)).toBeGreaterThan(4);
    },
  );
});

describe('intervals from all rows', () => {
  it.each(['loo', 5, 10] as const)('with folds %s cover what is proven', async (folds) => {
    const [runs, coverage, n] = [1000, 0.9, 30];
    let covered = 0;
    for (let seed = 0; seed < runs; seed++) {
      const data = draw(40_000 + seed, { n: n + 1, p: 5, rho: 0.5, active: 3 });
      const options = { folds, coverage, seed };
      const rows = [data.X.slice(1), data.y.slice(1)] as const;
      const band = await conformalCV(new Ridge({ lambda: 0.1 }), ...rows, options);
      const { lower, upper } = band.interval(data.X.slice(0, 1));
      covered += Number(lower[0]! <= data.y[0]! && data.y[0]! <= upper[0]!);
    }
    const k = folds === 'loo' ? n : folds;
    // 1 − 2α for the jackknife+, less the slack of theorem 4 for k folds.
    const slack = Math.min((2 * (1 - 1 / k)) / (n / k + 1), (1 - k / n) / (k + 1));
    const proven = 1 - 2 * (1 - coverage) - slack;
    expect(covered / runs).toBeGreaterThan(proven);
    // In practice near the nominal coverage: four binomial standard deviations below it at most.
    const deviation = Math.sqrt((coverage * (1 - coverage)) / runs);
    expect(covered / runs).toBeGreaterThan(coverage - 4 * deviation);
  });
});
