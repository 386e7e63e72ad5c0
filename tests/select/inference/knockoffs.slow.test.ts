import { describe, expect, it } from 'vitest';
import { crossValidate, ElasticNet, Lasso, LogisticRegression, path } from '../../../src/index.ts';
import { runSync } from '../../../src/runtime/run.ts';
import { knockoffs, knockoffThreshold } from '../../../src/select/inference/index.ts';
import { makeKnockoffs } from '../../../src/select/inference/knockoff/makeKnockoffs.ts';
import { readSample } from '../../../src/select/inference/sample.ts';
import { sparseOf } from '../../support/byHand.ts';
import { activeColumns, draw, mean, standardError } from './data.ts';

const { X, y } = draw(17, { n: 80, p: 12, rho: 0.4, active: 6 });

/** Columns and knockoffs in the order of the fit, and the way back to W. */
function augmented(options: object, seed: number) {
  const made = runSync(makeKnockoffs(runSync(readSample('test', X, y)), options, seed));
  const view = { data: made.cells, rows: X.length, cols: 24, order: 'col' as const };
  const unswap = (values: number[]) => values.map((v, j) => (made.swapped[j] ? 0 - v : v));
  return { view, deviations: made.deviations, unswap };
}

describe('the statistic', () => {
  it('lassoCoefDiff compares standardized coefficients at the cross-validated λ', async () => {
    const { W } = await knockoffs(X, y, { seed: 4, folds: 5 });
    const { view, deviations, unswap } = augmented({}, 4);
    const { model } = await crossValidate(new Lasso(), view, y, { seed: 4, folds: 5 });
    const size = (j: number) => Math.abs(model.coef[j]!) * deviations[j]!;
    expect(Array.from(W)).toEqual(
      unswap(Array.from({ length: 12 }, (_, j) => size(j) - size(12 + j))),
    );
    expect(W.some((w) => w > 0) && W.some((w) => w < 0)).toBe(true);
  });

  it.each(['gaussian', 'fixed'] as const)(
    'lassoSignedMax is the λ of the first of a pair, %s knockoffs',
    async (method) => {
      const statistic = 'lassoSignedMax';
      const { W } = await knockoffs(X, y, { seed: 4, method, statistic });
      const { view, deviations, unswap } = augmented({ method }, 4);
      const found = await path(new Lasso(), view, y, { nLambda: 200 });
      const models = Array.from(found.lambdas, (_, l) => found.model(l));
      const entry = (j: number) => {
        const model = models.find(({ coef }) => coef[j] !== 0);
        return { lambda: model?.lambda ?? 0, size: Math.abs(model?.coef[j] ?? 0) * deviations[j]! };
      };
      const expected = Array.from({ length: 12 }, (_, j) => {
        const [a, b] = [entry(j), entry(12 + j)];
        const first = a.lambda === b.lambda ? a.size > b.size : a.lambda > b.lambda;
        return (first ? 1 : -1) * Math.max(a.lambda, b.lambda);
      });
      expect(Array.from(W)).toEqual(unswap(expected));
    },
  );

  it('selects what its threshold allows', async () => {
    for (const plus of [true, false]) {
      const { selected, W, threshold, s } = await knockoffs(X, y, { fdr: 0.3, plus });
      expect(threshold).toBe(knockoffThreshold(W, 0.3, plus));
      const above = Array.from(W.keys()).filter((j) => W[j]! >= threshold);
      expect(Array.from(selected)).toEqual(above);
      expect(s.every((v) => v > 0)).toBe(true);
    }
  });
});

describe('knockoffs', () => {
  const strong = draw(5, { n: 150, p: 30, active: 10, size: 1.5 });

  it('find strong features', async () => {
    for (const options of [{}, { method: 'fixed' }, { statistic: 'lassoSignedMax' }] as const) {
      const { selected } = await knockoffs(strong.X, strong.y, { fdr: 0.2, ...options });
      expect(Array.from(selected)).toEqual(expect.arrayContaining(activeColumns(30, 10)));
    }
  });

  it.each(['lassoCoefDiff', 'lassoSignedMax'] as const)(
    'find features of classes, whatever output they are in: %s',
    async (statistic) => {
      const classes = strong.y.map((v) => (v > 4 ? 'high' : v < -4 ? 'low' : 'middle'));
      const estimator = new LogisticRegression();
      const options = { fdr: 0.2, seed: 1, statistic, estimator };
      const { selected, W } = await knockoffs(strong.X, classes, options);
      const found = Array.from(selected);
      expect(found.filter((j) => activeColumns(30, 10).includes(j)).length).toBeGreaterThan(5);
      expect(W.every(Number.isFinite)).toBe(true);
    },
  );

  it('are the same for sparse X', async () => {
    const cells = X.map((row) => row.map((x) => (Math.abs(x) < 0.7 ? 0 : x)));
    const dense = await knockoffs(cells, y, { seed: 2 });
    const sparse = await knockoffs(sparseOf(cells), y, { seed: 2 });
    expect(sparse).toEqual(dense);
  });

  it('leave constant columns out', async () => {
    const holed = strong.X.map((row) => [0.1, ...row.slice(1), -3]);
    const options = { method: 'fixed', fdr: 0.2 } as const;
    const { W, s, selected } = await knockoffs(holed, strong.y, options);
    expect([W[0], W[30], s[0], s[30]]).toEqual([0, 0, 0, 0]);
    const without = await knockoffs(
      strong.X.map((row) => row.slice(1)),
      strong.y,
      options,
    );
    expect(Array.from(selected)).toEqual(Array.from(without.selected, (j) => j + 1));
  });

  it('do not depend on the units of X and y', async () => {
    const scaled = X.map((row) => row.map((x, j) => 2 ** j * x));
    const here = await knockoffs(X, y, { method: 'fixed' });
    const there = await knockoffs(
      scaled,
      y.map((v) => 8 * v),
      { method: 'fixed' },
    );
    for (let j = 0; j < 12; j++) expect(there.W[j]! / here.W[j]!).toBeCloseTo(8, 6);
  });

  it('take the penalty factors, limits and names of the estimator for both of a pair', async () => {
    const penaltyFactor = new Array<number>(12).fill(1).with(3, Infinity);
    const upper = new Array<number>(12).fill(Infinity).with(5, 0);
    const lower = new Array<number>(12).fill(-Infinity).with(5, 0);
    const featureNames = Array.from({ length: 12 }, (_, j) => `column ${j}`);
    const estimator = new ElasticNet({ l1Ratio: 0.9, penaltyFactor, lower, upper, featureNames });
    const { W } = await knockoffs(X, y, { estimator });
    expect([W[3], W[5]]).toEqual([0, 0]);
    expect(Array.from(W).filter((w) => w !== 0).length).toBeGreaterThan(3);
  });

  it('stop when told to, before and between the steps', async () => {
    const signal = AbortSignal.abort(new Error('before'));
    await expect(knockoffs(X, y, { signal })).rejects.toThrow('before');
    const controller = new AbortController();
    const onProgress = ({ phase }: { phase: string }) => {
      expect(phase).toBe('knockoffs');
      controller.abort(new Error('between'));
    };
    const running = knockoffs(X, y, { signal: controller.signal, onProgress });
    await expect(running).rejects.toThrow('between');
  });

  it('stop in the middle of the construction, which gives the event loop its turns', async () => {
    const wide = draw(3, { n: 100, p: 400 });
    const controller = new AbortController();
    const phases: string[] = [];
    setTimeout(() => controller.abort(new Error('in the middle')), 30);
    const onProgress = ({ phase }: { phase: string }) => phases.push(phase);
    const running = knockoffs(wide.X, wide.y, { signal: controller.signal, onProgress });
    await expect(running).rejects.toThrow('in the middle');
    expect(phases).toEqual([]);
  });
});

it('the share of false selections stays below the target on average', async () => {
  const shares: number[] = [];
  const powers: number[] = [];
  const active = activeColumns(30, 10);
  for (let seed = 0; seed < 60; seed++) {
    const data = draw(500 + seed, { n: 90, p: 30, rho: 0.3, active: 10, size: 0.5 });
    const options = { fdr: 0.2, method: 'fixed', seed } as const;
    const { selected } = await knockoffs(data.X, data.y, options);
    const right = Array.from(selected).filter((j) => active.includes(j)).length;
    shares.push((selected.length - right) / Math.max(1, selected.length));
    powers.push(right / 10);
  }
  // Three standard errors of the mean share.
  expect(mean(shares)).toBeLessThanOrEqual(0.2 + 3 * standardError(shares));
  expect(mean(powers)).toBeGreaterThan(0.3);
});

it('a column that does not matter and its knockoff are equally likely to come first', async () => {
  let [positive, negative] = [0, 0];
  for (let seed = 0; seed < 40; seed++) {
    const data = draw(900 + seed, { n: 60, p: 20, rho: 0.5 });
    const { W } = await knockoffs(data.X, data.y, { method: 'fixed', seed });
    positive += W.filter((w) => w > 0).length;
    negative += W.filter((w) => w < 0).length;
  }
  // Signs are independent fair coins: five standard deviations of their number.
  const all = positive + negative;
  expect(all).toBeGreaterThan(700);
  expect(Math.abs(positive - all / 2)).toBeLessThan((5 * Math.sqrt(all)) / 2);
});

describe('knockoffs refuse', () => {
  const unit = Array.from({ length: 12 }, (_, a) =>
    Array.from({ length: 12 }, (_, b) => Number(a === b)),
  );
  const changed = (a: number, b: number, value: number) =>
    unit.map((row, i) => (i === a ? row.with(b, value) : row));
  const bad: [string, object, string][] = [
    ['a rate of 0', { fdr: 0 }, 'fdr must lie strictly between 0 and 1, got 0'],
    ['an unknown method', { method: 'sdp' }, `method must be 'gaussian' or 'fixed', got "sdp"`],
    [
      'an unknown statistic',
      { statistic: 'diff' },
      `statistic must be 'lassoCoefDiff' or 'lassoSignedMax', got "diff"`,
    ],
    ['a number for plus', { plus: 1 }, 'plus must be true or false, got 1'],
    [
      'folds with fixed X',
      { method: 'fixed', statistic: 'lassoCoefDiff' },
      `statistic must be 'lassoSignedMax' for method 'fixed', got "lassoCoefDiff"`,
    ],
    [
      'means with fixed X',
      { method: 'fixed', mean: [1] },
      `mean must be left out of method 'fixed', got an array of length 1`,
    ],
    [
      'means of other columns',
      { mean: [1] },
      'mean must have length 12 (one per column of X), got 1',
    ],
    [
      'a covariance of other columns',
      { covariance: [[1]] },
      'covariance must be 12 × 12 (the columns of X), got "1 × 1"',
    ],
    ['a variance of 0', { covariance: changed(2, 2, 0) }, 'covariance[2][2] must be > 0, got 0'],
    [
      'a covariance that is no number',
      { covariance: changed(3, 1, Number.NaN) },
      'covariance[3][1] must be finite, got NaN',
    ],
    [
      'an asymmetric covariance',
      { covariance: changed(3, 1, 0.5) },
      'covariance[3][1] must equal covariance[1][3], got 0.5',
    ],
    [
      'a singular covariance',
      { covariance: unit.map((row) => row.map(() => 1)) },
      'covariance must have linearly independent columns',
    ],
    ['an estimator that is none', { estimator: {} }, 'estimator must be an estimator such as'],
    ['an unknown option', { fdrr: 0.1 }, 'unknown option fdrr; did you mean fdr?'],
  ];

  it.each(bad)('%s', async (_, options, message) => {
    await expect(knockoffs(X, y, options)).rejects.toThrow(`knockoffs: ${message}`);
  });

  it('data without rows, variance or cells enough', async () => {
    const fixed = { method: 'fixed' } as const;
    const few = "X must have at least 25 rows (2p + 1) for method 'fixed', got 24";
    await expect(knockoffs(X.slice(0, 24), y.slice(0, 24), fixed)).rejects.toThrow(few);
    const twice = X.map((row) => row.with(7, 2 * row[1]!));
    const dependent = 'X must have linearly independent columns, got "varying column 7';
    await expect(knockoffs(twice, y, fixed)).rejects.toThrow(dependent);
    const flat = X.map(() => [1, 2]);
    const constant = 'X must have a column that varies, got "constant columns alone"';
    await expect(knockoffs(flat, y)).rejects.toThrow(constant);
    const holed = X.map((row, i) => (i === 4 ? row.with(2, Number.NaN) : row));
    const missing = 'knockoffs: X must be finite, row 4, column 2, got NaN';
    await expect(knockoffs(holed, y)).rejects.toThrow(missing);
    await expect(knockoffs(X, y.slice(1))).rejects.toThrow('knockoffs: y must have length 80');
  });
});
