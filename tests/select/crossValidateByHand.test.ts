/** Every road of cross-validation against fits by hand on the training rows of each fold. */
import { describe, expect, test } from 'vitest';
import {
  type CVOptions,
  type CVResult,
  crossValidate,
  ElasticNet,
  type Folds,
  Lasso,
  type LinearEstimator,
  Matrix,
  type MatrixLike,
  Ridge,
} from '../../src/index.ts';
import { moments } from '../reference/moments.ts';
import { heldOut, meanSquare, type Rows, sparseOf } from '../support/byHand.ts';
import { randomProblem } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { TIGHT } from '../support/sameFit.ts';
import { certifiedGap } from '../support/tolerance.ts';

/** Predictions of two fits agree to what their gaps allow, in units of sd(y): see sameFit.ts. */
const AGREES = 2 * Math.sqrt(certifiedGap(TIGHT));

function dense(n: number, p: number): Rows {
  const { X, y } = randomProblem({ seed: n * p, n, p });
  return { X: X as number[][], y: Array.from(y) };
}

const { uniform, normal, chance, pick } = random(77);
const each = <T>(length: number, value: () => T) => Array.from({ length }, value);
const tall = dense(60, 7);
const wide = dense(30, 45);
const holes = (data: Rows): Rows => ({
  ...data,
  X: data.X.map((row) => row.map((x) => (chance(0.1) ? Number.NaN : x))),
});
const thin = (data: Rows): Rows => ({
  ...data,
  X: data.X.map((row) => row.map((x) => (chance(0.7) ? 0 : x))),
});
const lasso = new Lasso({ tol: TIGHT });
const net = new ElasticNet({ tol: TIGHT, l1Ratio: 0.4 });
const ridge = new Ridge({ tol: TIGHT });

interface Case {
  data: Rows;
  estimator: LinearEstimator;
  sparse?: boolean;
  float32?: boolean;
  folds?: Folds;
}

const CASES: Record<string, Case> = {
  'tall lasso': { data: tall, estimator: lasso },
  'tall lasso, resident as float32': {
    data: { ...tall, X: tall.X.map((row) => row.map(Math.fround)) },
    estimator: lasso,
    float32: true,
  },
  'tall elastic net': { data: tall, estimator: net },
  'tall ridge': { data: tall, estimator: ridge },
  'wide lasso': { data: wide, estimator: lasso },
  'wide elastic net': { data: wide, estimator: net },
  'wide ridge': { data: wide, estimator: ridge },
  'tall sparse lasso': { data: thin(tall), estimator: lasso, sparse: true },
  'wide sparse elastic net': { data: thin(wide), estimator: net, sparse: true },
  'tall sparse ridge': { data: thin(tall), estimator: ridge, sparse: true },
  'tall, not standardized': { data: tall, estimator: lasso.with({ standardize: false }) },
  'tall, without intercept': { data: tall, estimator: lasso.with({ intercept: false }) },
  'wide, without intercept': { data: wide, estimator: lasso.with({ intercept: false }) },
  'sparse, without intercept': {
    data: thin(tall),
    estimator: net.with({ intercept: false, standardize: false }),
    sparse: true,
  },
  'tall with weights': { data: { ...tall, weights: each(60, uniform) }, estimator: lasso },
  'tall with weights of which some are 0': {
    data: { ...tall, weights: each(60, () => pick([0, 1, 2])) },
    estimator: net,
  },
  'wide with weights': { data: { ...wide, weights: each(30, uniform) }, estimator: lasso },
  'tall ridge with weights': { data: { ...tall, weights: each(60, uniform) }, estimator: ridge },
  'tall with an offset': { data: { ...tall, offset: each(60, normal) }, estimator: lasso },
  'wide with an offset': { data: { ...wide, offset: each(30, normal) }, estimator: ridge },
  'tall with factors': {
    data: { ...tall, penaltyFactor: [1, 0.5, 2, Infinity, 1, 3, 1] },
    estimator: lasso,
  },
  'tall with an unpenalized column': {
    data: { ...tall, penaltyFactor: [0, 1, 1, 1, 1, 1, 1] },
    estimator: lasso,
  },
  'wide with limits': { data: { ...wide, lower: 0, upper: 0.4 }, estimator: net },
  'tall with limits': { data: { ...tall, lower: -0.3, upper: 0.4 }, estimator: lasso },
  'tall, missing cells by the mean': {
    data: holes(tall),
    estimator: lasso.with({ impute: 'mean' }),
  },
  'tall, missing cells by the median': {
    data: holes(tall),
    estimator: ridge.with({ impute: 'median' }),
  },
  'wide, missing cells by the median': {
    data: holes(wide),
    estimator: lasso.with({ impute: 'median' }),
  },
  'tall, missing cells by the weighted mean': {
    data: { ...holes(tall), weights: each(60, uniform) },
    estimator: net.with({ impute: 'mean' }),
  },
  'tall in time': { data: tall, estimator: lasso, folds: { kind: 'timeseries', k: 4 } },
  'wide in time': { data: wide, estimator: lasso, folds: { kind: 'timeseries', k: 2 } },
  'tall, repeated': { data: tall, estimator: lasso, folds: { kind: 'repeated', k: 3, repeats: 2 } },
  'wide, repeated': { data: wide, estimator: net, folds: { kind: 'repeated', k: 3, repeats: 5 } },
  'tall, leaving one out': { data: dense(15, 4), estimator: lasso, folds: { kind: 'loo' } },
  'wide, leaving one out': { data: dense(14, 20), estimator: lasso, folds: { kind: 'loo' } },
  'tall, held out': { data: tall, estimator: ridge, folds: { kind: 'holdout', fraction: 0.3 } },
  'tall, in pairs that leave rows out': {
    data: tall,
    estimator: lasso,
    folds: [
      { train: each(30, () => 0).map((_, i) => i), test: [40, 41, 45] },
      [each(40, () => 0).map((_, i) => 20 + i), [0, 3]],
    ],
  },
};

function matrixOf({ data, sparse, float32 }: Case): MatrixLike {
  if (sparse) return sparseOf(data.X);
  return float32 ? Matrix.from(data.X, { dtype: 'float32' }) : data.X;
}

function run(given: Case): Promise<CVResult> {
  const { data, estimator, folds = 5 } = given;
  const { X: _, y, ...rest } = data;
  const options: CVOptions = { ...rest, folds, nLambda: 8, lambdaMinRatio: 1e-2, seed: 3 };
  return crossValidate(estimator, matrixOf(given), y, options);
}

describe.each(Object.entries(CASES))('%s', (_, given) => {
  const { data, estimator, sparse = false } = given;
  const scale = moments(data.y).sd;

  test('the errors of every fold are those of fits on its training rows', async () => {
    const { curve, splits, fits, worstCertificate } = await run(given);
    expect(fits).toEqual({ total: 8 * (splits.length + 1), failed: 0 });
    expect(worstCertificate.ok).toBe(true);
    for (const l of [0, 3, 7])
      splits.forEach((split, k) => {
        const at = estimator.with({ lambda: curve.lambdas[l]! });
        const { predictions } = heldOut(at, data, split, { sparse });
        const expected = meanSquare(data, split.test, predictions);
        const found = curve.perFold.get(k, l);
        const size = Math.sqrt(expected) * scale + scale * scale * AGREES;
        // |e² − f²| ≤ |e − f| (|e| + |f|)
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(2 * AGREES * size);
      });
  });

  test('out-of-fold predictions are those of the fits that did not see the row', async () => {
    const { lambda, splits, oof } = await run(given);
    const sums = data.y.map(() => ({ sum: 0, count: 0 }));
    for (const split of splits) {
      const { predictions } = heldOut(estimator.with({ lambda }), data, split, { sparse });
      predictions.forEach((value, q) => {
        const cell = sums[split.test[q]!]!;
        cell.sum += value;
        cell.count++;
      });
    }
    expect([oof!.rows, oof!.cols]).toEqual([data.y.length, 1]);
    sums.forEach(({ sum, count }, i) => {
      const found = oof!.get(i, 0);
      if (count === 0) expect(found).toBeNaN();
      else expect(Math.abs(found - sum / count)).toBeLessThanOrEqual(AGREES * scale);
    });
  });
});
