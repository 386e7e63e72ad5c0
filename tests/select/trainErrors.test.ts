/** The validation curve: errors of the models of the folds on the rows they were trained on. */
import { describe, expect, it } from 'vitest';
import {
  crossValidate,
  GLM,
  Lasso,
  LogisticRegression,
  path,
  Ridge,
  recipe,
  TableEncoder,
} from '../../src/index.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';

const N = 60;
const P = 8;
const draw = random(23);
const X = Array.from({ length: N }, () => Array.from({ length: P }, () => draw.normal()));
const y = Float64Array.from(X, (x) => x[0]! - x[1]! + draw.normal());
const weights = Float64Array.from({ length: N }, (_, i) => 1 + (i % 3));
const tight = { tol: 1e-12 };
/** A relative gap of tol leaves predictions, and so errors, within √tol of the optimum's. */
const CLOSE = Math.sqrt(tight.tol);

describe('train errors of cross-validation', () => {
  it('are left out where nobody asks', async () => {
    const { curve } = await crossValidate(new Lasso(), X, y, { folds: 3, nLambda: 5 });
    expect('train' in curve).toBe(false);
  });

  it('are the errors on each training set, weighted by its weight', async () => {
    const lambdas = [0.5, 0.1, 0.01];
    const folds = Int32Array.from({ length: N }, (_, i) => (i < 10 ? 0 : i < 25 ? 1 : 2));
    const options = { folds, lambdas, weights, trainErrors: true };
    const { curve, splits } = await crossValidate(new Lasso(tight), X, y, options);
    const expected = new Float64Array(lambdas.length);
    let total = 0;
    for (const { train } of splits) {
      const rows = Array.from(train, (i) => X[i]!);
      const own = Float64Array.from(train, (i) => y[i]!);
      const w = Float64Array.from(train, (i) => weights[i]!);
      const fits = await path(new Lasso(tight), rows, own, { lambdas, weights: w });
      const sum = w.reduce((a, b) => a + b, 0);
      total += sum;
      for (const l of lambdas.keys()) {
        const predicted = fits.model(l).predict(rows);
        expected[l]! += predicted.reduce((s, v, q) => s + w[q]! * (v - own[q]!) ** 2, 0);
      }
    }
    expect(
      relativeDifference(
        curve.train!,
        expected.map((v) => v / total),
      ),
    ).toBeLessThan(CLOSE);
  });

  it('fall with λ, and lie below those of the test rows at its end', async () => {
    for (const [estimator, target] of [
      [new Ridge(tight), y],
      [new LogisticRegression(tight), Array.from(y, (v) => v > 0)],
      [new GLM({ family: 'poisson', ...tight }), y.map((v) => Math.round(Math.abs(2 * v)))],
    ] as const) {
      const options = { folds: 4, nLambda: 20, trainErrors: true };
      const { curve } = await crossValidate(estimator as Ridge, X, target, options);
      const { train, mean } = curve;
      expect(train).toHaveLength(curve.lambdas.length);
      for (let l = 1; l < train!.length; l++)
        expect(train![l]).toBeLessThan(train![l - 1]! + CLOSE);
      expect(train!.at(-1)).toBeLessThan(mean.at(-1)!);
    }
  });

  it('do not change the curve, and come with every share and every measure', async () => {
    const { ElasticNet } = await import('../../src/index.ts');
    const base = { folds: 3, nLambda: 8, l1Ratios: [0.5, 1], measure: 'r2' } as const;
    const plain = await crossValidate(new ElasticNet(), X, y, base);
    const asked = await crossValidate(new ElasticNet(), X, y, { ...base, trainErrors: true });
    expect(asked.curves.map(({ mean }) => [...mean])).toEqual(
      plain.curves.map(({ mean }) => [...mean]),
    );
    for (const { train } of asked.curves) expect(train!.at(-1)).toBeGreaterThan(train![0]!);
  });

  it('use the columns that a recipe learned in the fold', async () => {
    const records = X.map((x, i) => ({ size: x[0]!, kind: ['a', 'b', 'c'][i % 3]! }));
    const source = recipe(records, new TableEncoder());
    const options = { folds: 3, nLambda: 6, trainErrors: true };
    const { curve } = await crossValidate(new Ridge(), source, y, options);
    expect(curve.train!.at(-1)).toBeLessThan(curve.train![0]!);
  });

  it('are asked for by true or false', async () => {
    const options = { trainErrors: 1 as unknown as boolean };
    await expect(crossValidate(new Lasso(), X, y, options)).rejects.toThrow(
      new TypeError('crossValidate: trainErrors must be true or false, got 1'),
    );
  });
});
