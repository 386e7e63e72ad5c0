/** Relaxed paths: unpenalized refits of the supports, and mixes of both. */
import { describe, expect, test } from 'vitest';
import {
  type FitData,
  type FittedModel,
  GLM,
  Lasso,
  type LinearPath,
  LogisticRegression,
  path,
  Ridge,
} from '../../src/linear/index.ts';
import { newton, SMOOTH } from '../reference/newton.ts';
import { compatData, compatGolden } from '../support/compatGolden.ts';
import { relativeDifference } from '../support/tolerance.ts';

/** A gap of 1e-13 leaves its root, 3e-7, times that of the condition number; see compat.test.ts. */
const TOL = 1e-13;
const COEFFICIENT = 2e-6;
/** Sums of a few dozen products by another order. */
const ROUNDING = 1e-12;

const heavy = compatData('heavy') as { X: number[][]; y: number[]; weights: number[] };
const binary = compatData('binary') as typeof heavy & { offset: number[] };
const counts = compatData('counts') as typeof heavy & { exposure: number[] };

/** Coefficients and intercepts, output after output. */
const numbersOf = ({ settings }: FittedModel) => [...settings.intercepts, ...settings.coef];
const modelsOf = <F extends FittedModel>(found: LinearPath<F>) =>
  Array.from(found.lambdas, (_, l) => found.model(l));
const columnsOf = (X: readonly number[][], columns: ArrayLike<number>) =>
  X.map((row) => Array.from(columns, (j) => row[j]!));

interface Case {
  data: string;
  arguments: {
    family: 'gaussian' | 'binomial' | 'poisson';
    standardize?: boolean;
    lambda: number[];
  };
  gammas: number[];
  paths: { intercepts: number[]; coefficients: number[][] }[];
}

describe('relaxed paths of glmnet', () => {
  const { cases } = compatGolden<Case>('relaxed');
  test.each(Object.keys(cases))('%s: every mix is reproduced', async (name) => {
    const { data, arguments: own, gammas, paths } = cases[name]!;
    const { family, standardize = true, lambda: lambdas } = own;
    const { X, y } = compatData(data);
    const estimator = new GLM({ family, standardize, tol: TOL });
    for (const [k, relax] of gammas.entries()) {
      const found = await path(estimator, X, y as number[], { lambdas, relax });
      modelsOf(found).forEach((model, l) => {
        expect(model.certificate.ok).toBe(true);
        const stored = [paths[k]!.intercepts[l]!, ...paths[k]!.coefficients[l]!];
        const away = relativeDifference(numbersOf(model), stored);
        expect(away, `γ = ${relax}, λ = ${lambdas[l]}`).toBeLessThanOrEqual(COEFFICIENT);
      });
    }
  });
});

const rates = counts.exposure.map(Math.log);
const SMOOTH_SETS = {
  gaussian: { y: heavy.y, X: heavy.X, data: { weights: heavy.weights } },
  binomial: {
    y: binary.y,
    X: binary.X,
    data: { weights: binary.weights, offset: binary.offset },
  },
  poisson: { y: counts.y, X: counts.X, data: { offset: rates } },
} as const;

describe('the refit', () => {
  test.each(Object.keys(SMOOTH_SETS) as (keyof typeof SMOOTH_SETS)[])(
    'of %s is the unpenalized fit of the columns in use, by a plain Newton method',
    async (family) => {
      const { X, y, data } = SMOOTH_SETS[family];
      const estimator = new GLM({ family, tol: TOL });
      const options = { ...data, nLambda: 8, lambdaMinRatio: 0.01 };
      const plain = await path(estimator, X as number[][], y as number[], options);
      const found = await path(estimator, X as number[][], y as number[], {
        ...options,
        relax: true,
      });
      modelsOf(found).forEach((model, l) => {
        const { nonzero } = plain.model(l);
        expect(model.nonzero).toEqual(nonzero);
        const { weights, offset } = data as FitData;
        const own = newton({
          X: columnsOf(X as number[][], nonzero),
          y: y as number[],
          ...SMOOTH[family],
          weights: weights as number[] | undefined,
          offset: offset as number[] | undefined,
        });
        const ours = [
          model.settings.intercepts[0]!,
          ...Array.from(nonzero, (j) => model.settings.coef[j]!),
        ];
        expect(relativeDifference(ours, own), `λ ${l}`).toBeLessThanOrEqual(COEFFICIENT);
      });
      expect(found.model(0).nonzero.length).toBe(0);
      expect(found.model(7).nonzero.length).toBeGreaterThan(3);
    },
  );

  test('keeps limits: its gradient is 0 inside them and points outwards at them', async () => {
    const lower = [0, 0, -0.2, 0, 0, 0];
    const upper = 0.5;
    const estimator = new Lasso({ tol: TOL });
    const found = await path(estimator, heavy.X, heavy.y, {
      relax: true,
      lower,
      upper,
      nLambda: 6,
    });
    const plain = await path(estimator, heavy.X, heavy.y, { lower, upper, nLambda: 6 });
    let held = 0;
    modelsOf(found).forEach((model, l) => {
      const r = model.predict(heavy.X).map((value, i) => heavy.y[i]! - value);
      for (const j of plain.model(l).nonzero) {
        const coef = model.settings.coef[j]!;
        const slope = heavy.X.reduce((sum, row, i) => sum + row[j]! * r[i]!, 0) / r.length;
        expect(coef).toBeGreaterThanOrEqual(lower[j]!);
        expect(coef).toBeLessThanOrEqual(upper);
        if (coef > lower[j]!) expect(slope).toBeGreaterThanOrEqual(-COEFFICIENT);
        if (coef < upper) expect(slope).toBeLessThanOrEqual(COEFFICIENT);
        if (coef === upper || coef === lower[j]!) held++;
      }
    });
    expect(held).toBeGreaterThan(2);
  });

  test('of no column at all is the intercept', async () => {
    const found = await path(new Lasso(), heavy.X, heavy.y, { relax: true, lambdas: [100, 50] });
    const mean = heavy.y.reduce((sum, value) => sum + value, 0) / heavy.y.length;
    for (const model of modelsOf(found)) {
      expect(model.nonzero.length).toBe(0);
      expect(model.intercept).toBeCloseTo(mean, 12);
      expect(Math.abs(model.devianceRatio)).toBeLessThanOrEqual(ROUNDING);
      expect(model.certificate.ok).toBe(true);
    }
  });

  test('is the same at neighbouring λ with the same support', async () => {
    const options = { relax: true, nLambda: 30 };
    const found = await path(new Lasso(), heavy.X, heavy.y, options);
    const models = modelsOf(found);
    const pairs = models.slice(1).map((model, l) => [models[l]!, model] as const);
    const same = pairs.filter(([a, b]) => `${a.nonzero}` === `${b.nonzero}`);
    expect(same.length).toBeGreaterThan(10);
    for (const [a, b] of same) expect(b.coef).toEqual(a.coef);
  });

  test('leaves excluded columns out and takes unpenalized ones in', async () => {
    const penaltyFactor = [Infinity, 1, 0, 1, 1, 1];
    const found = await path(new Lasso({ tol: TOL }), heavy.X, heavy.y, {
      relax: true,
      penaltyFactor,
      nLambda: 5,
    });
    for (const model of modelsOf(found)) {
      expect(model.nonzero).not.toContain(0);
      expect(model.nonzero).toContain(2);
      const own = newton({
        X: columnsOf(heavy.X, model.nonzero),
        y: heavy.y,
        ...SMOOTH.gaussian,
      });
      const ours = [model.intercept, ...Array.from(model.nonzero, (j) => model.coef[j]!)];
      expect(relativeDifference(ours, own)).toBeLessThanOrEqual(COEFFICIENT);
    }
  });
});

describe('supports that have no single refit', () => {
  const X = Array.from({ length: 30 }, (_, i) => [i + (i % 3), Math.sin(i), Math.cos(2 * i)]);
  const y = X.map((_, i) => (i < 15 ? 'a' : 'b'));
  const SEPARATED = 'the classes are separated by the columns';

  test.each([0, 0.5])(
    'separated classes: not ok, and the advice says so (γ = %f)',
    async (relax) => {
      const plain = await path(new LogisticRegression(), X, y, { nLambda: 6 });
      const found = await path(new LogisticRegression(), X, y, { nLambda: 6, relax });
      const last = found.model(5);
      expect(last.certificate.ok).toBe(false);
      expect(last.certificate.advice).toContain(SEPARATED);
      expect(last.notes.join()).toContain(SEPARATED);
      expect(last.summary()).toContain(SEPARATED);
      expect([...last.coef].every(Number.isFinite)).toBe(true);
      // the penalized path itself is fine, and so is the empty support
      expect(plain.certificates.every(({ ok }) => ok)).toBe(true);
      expect(found.certificates[0]!.ok).toBe(true);
    },
  );

  test('more columns than rows: a note, as for any unpenalized fit', async () => {
    const wide = heavy.X.slice(0, 5);
    const found = await path(new Ridge(), wide, heavy.y.slice(0, 5), { relax: true, nLambda: 3 });
    expect(found.model(1).notes.join()).toContain(
      '6 columns without a penalty exceed the rows: their coefficients are not unique',
    );
  });
});

describe('path refuses', () => {
  const refused: [string, object, string][] = [
    ['a share above 1', { relax: 2 }, 'path: relax must lie in [0, 1], got 2'],
    ['a negative share', { relax: -0.1 }, 'path: relax must lie in [0, 1], got -0.1'],
    ['text', { relax: 'yes' }, 'path: relax must lie in [0, 1], got "yes"'],
    ['NaN', { relax: Number.NaN }, 'path: relax must lie in [0, 1], got NaN'],
    [
      'leave-one-out errors of refits',
      { relax: true, leaveOneOut: true },
      'path: leaveOneOut must be left out with relax, got true; it is of the penalized fits',
    ],
    ['gammas', { gammas: [0, 1] }, 'path: unknown option gammas'],
  ];
  test.each(refused)('%s', async (_, options, message) => {
    await expect(path(new Ridge(), heavy.X, heavy.y, options)).rejects.toThrow(message);
  });
});
