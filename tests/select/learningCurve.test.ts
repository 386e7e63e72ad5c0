/** Errors by the number of training rows, recomputed by hand from the same subsets. */
import { describe, expect, it } from 'vitest';
import {
  crossValidate,
  GLM,
  Lasso,
  LogisticRegression,
  learningCurve,
  Ridge,
  recipe,
  SparseMatrix,
  TableEncoder,
} from '../../src/index.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';

const N = 60;
const P = 5;
const draw = random(31);
const X = Array.from({ length: N }, () => Array.from({ length: P }, () => draw.normal()));
const y = Float64Array.from(X, (x) => x[0]! - x[1]! + draw.normal());
const labels = Array.from(y, (v, i) => (v > 0.8 ? 'high' : i % 2 ? 'low' : 'middle'));
const counts = y.map((v) => Math.round(Math.abs(2 * v)));
const tight = { tol: 1e-12 };
/** A relative gap of tol leaves predictions, and so errors, within √tol of the optimum's. */
const CLOSE = Math.sqrt(tight.tol);

/** The rows that each fit of a run saw: [fraction][fold]. */
async function rowsSeen(options: object, target: ArrayLike<unknown> = y, folds = 5) {
  const seen: number[][] = [];
  const exclude = ({ rows }: { rows: Int32Array }) => {
    seen.push([...rows]);
    return [];
  };
  const estimator = target === y ? new Ridge() : new LogisticRegression();
  const curve = await learningCurve(estimator as Ridge, X, target as Float64Array, {
    ...options,
    exclude,
  });
  return { curve, seen: Array.from(curve.n, (_, f) => seen.slice(f * folds, (f + 1) * folds)) };
}

describe('a learning curve', () => {
  it('has round(fraction · m) training rows, each set within the next', async () => {
    const { curve, seen } = await rowsSeen({});
    expect([...curve.fractions]).toEqual([0.1, 0.325, 0.55, 0.775, 1]);
    expect([...curve.n]).toEqual([0.1, 0.325, 0.55, 0.775, 1].map((f) => Math.round(48 * f)));
    seen.forEach((folds, f) => {
      folds.forEach((rows, k) => {
        expect(rows).toHaveLength(curve.n[f]!);
        const outer = f + 1 < seen.length ? seen[f + 1]![k]! : [...curve.splits[k]!.train];
        expect(rows.every((i) => outer.includes(i))).toBe(true);
      });
    });
  });

  it('tests every size on the same rows, and never trains on them', async () => {
    const { curve, seen } = await rowsSeen({ fractions: [0.5, 1], folds: 3 }, y, 3);
    expect(curve.splits.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual(
      Array.from({ length: N }, (_, i) => i),
    );
    for (const folds of seen)
      folds.forEach((rows, k) => {
        expect(rows.some((i) => curve.splits[k]!.test.includes(i))).toBe(false);
      });
    const { splits } = await crossValidate(new Ridge(), X, y, { folds: 3, nLambda: 2 });
    expect(curve.splits).toEqual(splits);
  });

  it('measures the fit of each subset as by hand', async () => {
    const weights = Float64Array.from({ length: N }, (_, i) => 1 + (i % 4));
    const fractions = [0.3, 1];
    const { curve, seen } = await rowsSeen({ fractions, folds: 4, weights }, y, 4);
    const model = new Ridge();
    const mean = { train: [0, 0], validation: [0, 0] };
    const error = (fit: ReturnType<Ridge['fitSync']>, rows: ArrayLike<number>) => {
      const list = Array.from(rows);
      const predicted = fit.predict(list.map((i) => X[i]!));
      const squares = list.map((i, q) => weights[i]! * (predicted[q]! - y[i]!) ** 2);
      const total = list.reduce((sum, i) => sum + weights[i]!, 0);
      return { value: squares.reduce((a, b) => a + b, 0) / total, total };
    };
    fractions.forEach((_, f) => {
      const sums = { train: 0, validation: 0 };
      seen[f]!.forEach((rows, k) => {
        const fit = model.fitSync(
          rows.map((i) => X[i]!),
          rows.map((i) => y[i]!),
          { weights: rows.map((i) => weights[i]!) },
        );
        const parts = { train: error(fit, rows), validation: error(fit, curve.splits[k]!.test) };
        for (const name of ['train', 'validation'] as const) {
          const { value, total } = parts[name];
          expect(curve.perFold[name].row(k)[f]).toBeCloseTo(value, 9);
          mean[name][f]! += total * value;
          sums[name] += total;
        }
      });
      mean.train[f]! /= sums.train;
      mean.validation[f]! /= sums.validation;
    });
    expect(relativeDifference(curve.train, mean.train)).toBeLessThan(CLOSE);
    expect(relativeDifference(curve.validation, mean.validation)).toBeLessThan(CLOSE);
    for (const l of curve.perFold.lambda.row(0)) expect(l).toBe(1);
  });

  it('has standard errors over its folds', async () => {
    const curve = await learningCurve(new Ridge(), X, y, { fractions: [1], folds: 4 });
    const errors = [0, 1, 2, 3].map((k) => curve.perFold.validation.row(k)[0]!);
    const mean = errors.reduce((a, b) => a + b, 0) / 4;
    const se = Math.sqrt(errors.reduce((s, e) => s + (e - mean) ** 2, 0) / 4 / 3);
    expect(curve.validation[0]).toBeCloseTo(mean, 12);
    expect(curve.seValidation[0]).toBeCloseTo(se, 12);
  });

  it('meets the errors of cross-validation where all training rows are used', async () => {
    const estimator = new Lasso({ lambda: 0.1, ...tight });
    const curve = await learningCurve(estimator, X, y, { fractions: [1], folds: 5 });
    const options = { folds: 5, lambdas: [0.1], trainErrors: true };
    const cv = await crossValidate(estimator, X, y, options);
    expect(relativeDifference(curve.validation, cv.curve.mean)).toBeLessThan(CLOSE);
    expect(relativeDifference(curve.seValidation, cv.curve.se)).toBeLessThan(CLOSE);
    expect(relativeDifference(curve.train, cv.curve.train!)).toBeLessThan(CLOSE);
    expect(curve.worstCertificate.ok).toBe(true);
  });
});

describe('λ of a learning curve', () => {
  it('is the one given in place of the estimator’s', async () => {
    const options = { fractions: [0.5, 1], folds: 3 };
    const one = await learningCurve(new Ridge({ lambda: 5 }), X, y, options);
    const other = await learningCurve(new Ridge(), X, y, { ...options, lambda: 5 });
    expect([...other.validation]).toEqual([...one.validation]);
    expect([...other.perFold.lambda.data]).toEqual(new Array(6).fill(5));
  });

  it('is chosen within the rows of each fit by ‘cv’, as a cross-validation of them would', async () => {
    const options = { fractions: [0.5, 1], folds: 3 };
    const { seen } = await rowsSeen(options, y, 3);
    const curve = await learningCurve(new Ridge(tight), X, y, { ...options, lambda: 'cv' });
    const rows = seen[1]![2]!;
    const folds = { kind: 'kfold', k: 5 } as const;
    const own = await crossValidate(
      new Ridge(tight),
      rows.map((i) => X[i]!),
      rows.map((i) => y[i]!),
      { folds },
    );
    expect(relativeDifference([curve.perFold.lambda.row(2)[1]!], [own.lambdaMin])).toBeLessThan(
      CLOSE,
    );
    const predicted = own.model.predict(Array.from(curve.splits[2]!.test, (i) => X[i]!));
    const { test } = curve.splits[2]!;
    const error = predicted.reduce((s, v, q) => s + (v - y[test[q]!]!) ** 2, 0) / test.length;
    expect(relativeDifference([curve.perFold.validation.row(2)[1]!], [error])).toBeLessThan(CLOSE);
  });

  it('does not depend on the test rows', async () => {
    const folds = Int32Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 0 : -1));
    const options = { fractions: [0.4, 1], folds, lambda: 'cv' } as const;
    const poisoned = X.map((x, i) => (i % 3 === 0 ? x.map((v) => 9 * v - 4) : x));
    const one = await learningCurve(new Lasso(), X, y, options);
    const other = await learningCurve(
      new Lasso(),
      poisoned,
      y.map((v, i) => (i % 3 ? v : -v)),
      options,
    );
    expect([...other.train]).toEqual([...one.train]);
    expect([...other.perFold.lambda.data]).toEqual([...one.perFold.lambda.data]);
    expect([...other.validation]).not.toEqual([...one.validation]);
  });

  it('keeps groups together and the past before the future within the rows', async () => {
    const groups = Array.from({ length: N }, (_, i) => `g${i % 12}`);
    const spec = { kind: 'group', k: 3, groups } as const;
    const options = { fractions: [0.6, 1], lambda: 'cv' } as const;
    const grouped = await learningCurve(new Ridge(), X, y, { ...options, folds: spec });
    expect(grouped.perFold.lambda.data.every((l) => (l as number) > 0)).toBe(true);
    const timed = { kind: 'timeseries', k: 3 } as const;
    const series = await learningCurve(new Ridge(), X, y, { ...options, folds: timed });
    for (const { train, test } of series.splits) expect(train.at(-1)).toBeLessThan(test[0]!);
  });
});

describe('families, storages and rows without numbers', () => {
  it('classes come in like shares in every subset', async () => {
    const { curve, seen } = await rowsSeen({ lambda: 0.05, fractions: [0.2, 0.5, 1] }, labels);
    const share = (rows: ArrayLike<number>, label: string) =>
      Array.from(rows).filter((i) => labels[i] === label).length;
    seen.forEach((folds) => {
      folds.forEach((rows, k) => {
        const { train } = curve.splits[k]!;
        for (const label of ['high', 'low', 'middle']) {
          const wanted = (share(train, label) * rows.length) / train.length;
          expect(Math.abs(share(rows, label) - wanted)).toBeLessThan(1.5);
        }
      });
    });
    expect(curve.measure).toBe('deviance');
    expect(curve.validation.every((v) => v > 0)).toBe(true);
  });

  it('sparse X gives the curve of dense X, of numbers, classes and counts', async () => {
    const dense = X.map((x) => x.map((v) => Math.max(v, 0)));
    const list = dense.flatMap((x, i) => x.map((v, j) => ({ i, j, v }))).filter(({ v }) => v > 0);
    const sparse = SparseMatrix.fromTriplets({
      i: list.map(({ i }) => i),
      j: list.map(({ j }) => j),
      v: list.map(({ v }) => v),
      rows: N,
      cols: P,
    });
    for (const [estimator, target] of [
      [new Lasso(tight), y],
      [new LogisticRegression(tight), labels],
      [new GLM({ family: 'poisson', ...tight }), counts],
    ] as const) {
      const options = { fractions: [0.5, 1], folds: 3, lambda: 0.05 };
      const a = await learningCurve(estimator as Lasso, sparse, target as Float64Array, options);
      const b = await learningCurve(estimator as Lasso, dense, target as Float64Array, options);
      expect(relativeDifference(a.train, b.train)).toBeLessThan(CLOSE);
      expect(relativeDifference(a.validation, b.validation)).toBeLessThan(CLOSE);
    }
  });

  it('survival has curves whose training and test rows compare by concordance', async () => {
    const time = Float64Array.from(X, (x) => 1 + Math.abs(x[0]! + 4));
    const event = Float64Array.from(X, (_, i) => Number(i % 4 > 0));
    const options = { fractions: [0.3, 1], measure: 'cindex', lambda: 0.01, folds: 3 } as const;
    const cox = new GLM({ family: 'cox' });
    const curve = await learningCurve(cox, X, { time, event }, options);
    for (const value of [...curve.train, ...curve.validation]) {
      expect(value).toBeGreaterThan(0.8);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  it('recipes and missing cells are learned from the subset alone', async () => {
    const sizes: number[] = [];
    const encoder = new TableEncoder();
    const spy = {
      fit: (rows: readonly { size: number; kind: string }[]) => {
        sizes.push(rows.length);
        return encoder.fit(rows);
      },
    };
    const records = X.map((x, i) => ({ size: x[0]!, kind: ['a', 'b', 'c'][i % 3]! }));
    const options = { fractions: [0.5, 1], folds: 3 };
    const curve = await learningCurve(new Ridge(), recipe(records, spy), y, options);
    expect(sizes).toEqual([60, 20, 20, 20, 40, 40, 40]);
    expect(curve.validation[1]).toBeGreaterThan(0);
    const chosen = await learningCurve(new Ridge(), recipe(records, spy), y, {
      ...options,
      lambda: 'cv',
    });
    expect(chosen.validation[1]).toBeGreaterThan(0);
    const holes = X.map((x, i) => x.map((v, j) => (j === 0 && i % 7 === 0 ? Number.NaN : v)));
    const filled = await learningCurve(new Ridge(), holes, y, { ...options, impute: 'median' });
    expect(filled.validation.every(Number.isFinite)).toBe(true);
  });
});
