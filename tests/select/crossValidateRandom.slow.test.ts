/** Random cross-validations, with any options on any road, against fits by hand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossValidate, ElasticNet, type Folds, Matrix, type MatrixLike } from '../../src/index.ts';
import { moments } from '../reference/moments.ts';
import { type DenseProblem, problems } from '../support/arbitrary.ts';
import { heldOut, meanSquare, type Rows, sparseOf } from '../support/byHand.ts';
import { random } from '../support/random.ts';
import { TIGHT } from '../support/sameFit.ts';
import { certifiedGap } from '../support/tolerance.ts';

const RUNS = { numRuns: 400, seed: 9 };
const AGREES = 2 * Math.sqrt(certifiedGap(TIGHT));

const FOLDS: Folds[] = [
  3,
  { kind: 'timeseries', k: 2 },
  { kind: 'repeated', k: 2, repeats: 2 },
  { kind: 'holdout', fraction: 0.25 },
  { kind: 'kfold', k: 4, shuffle: false },
];

const shape = fc.record({
  problem: problems.filter(({ y }) => y.length >= 12),
  storage: fc.constantFrom('rows', 'float32', 'sparse', 'holes'),
  folds: fc.constantFrom(...FOLDS),
  impute: fc.constantFrom('mean', 'median'),
  seed: fc.nat(),
});

/** Weights of the median count in the package and not in the fit by hand: it goes without them. */
function rowsOf(problem: DenseProblem, storage: string, impute: string, seed: number): Rows {
  const { chance } = random(seed);
  const { X, y, weights, offset, penaltyFactor, lower, upper } = problem;
  const cell = (x: number) => {
    if (storage === 'float32') return Math.fround(x);
    if (storage === 'holes' && chance(0.08)) return Number.NaN;
    return storage === 'sparse' && chance(0.5) ? 0 : x;
  };
  const plainMedian = storage === 'holes' && impute === 'median';
  return {
    X: X.map((row) => row.map(cell)),
    y,
    ...(weights && !plainMedian && { weights }),
    ...(offset && { offset }),
    ...(penaltyFactor && { penaltyFactor }),
    ...(lower && { lower }),
    ...(upper && { upper }),
  };
}

function matrixOf(X: readonly number[][], storage: string): MatrixLike {
  if (storage === 'sparse') return sparseOf(X);
  return storage === 'float32' ? Matrix.from(X, { dtype: 'float32' }) : X;
}

test('400 of them agree fold by fold', async () => {
  await fc.assert(
    fc.asyncProperty(shape, async ({ problem, storage, folds, impute, seed }) => {
      const data = rowsOf(problem, storage, impute as string, seed);
      const { X, y, ...rest } = data;
      const { l1Ratio, standardize, intercept } = problem;
      const spec = { l1Ratio, standardize, intercept, tol: TIGHT };
      const estimator = new ElasticNet({
        ...spec,
        ...(storage === 'holes' && { impute: impute as 'mean' }),
      });
      const matrix = matrixOf(X, storage);
      const options = { ...rest, folds, seed, nLambda: 5, lambdaMinRatio: 0.01 };
      const result = await crossValidate(estimator, matrix, y, options);
      if (matrix instanceof Matrix) matrix.free();
      expect(result.fits.failed).toBe(0);
      const { curve, splits, oof, lambda } = result;
      const scale = Math.sqrt(moments(y).sd ** 2 + moments(y).mean ** 2);
      const sums = y.map(() => ({ sum: 0, count: 0 }));
      splits.forEach((split, k) => {
        const at = estimator.with({ lambda });
        const { predictions } = heldOut(at, data, split, { sparse: storage === 'sparse' });
        const error = curve.perFold.get(k, curve.minIndex);
        const expected = meanSquare(data, split.test, predictions);
        const size = Math.sqrt(expected) + AGREES * scale;
        expect(Math.abs(error - expected)).toBeLessThanOrEqual(2 * AGREES * scale * size);
        predictions.forEach((value, q) => {
          const cell = sums[split.test[q]!]!;
          cell.sum += value;
          cell.count++;
        });
      });
      sums.forEach(({ sum, count }, i) => {
        const found = oof!.get(i, 0);
        if (count === 0) expect(found).toBeNaN();
        else expect(Math.abs(found - sum / count) / scale).toBeLessThanOrEqual(AGREES);
      });
      expect(curve.mean[curve.minIndex]).toBe(Math.min(...curve.mean));
    }),
    RUNS,
  );
});
