/** Relaxed paths: unpenalized refits of the supports, and mixes of both. */
import { describe, expect, test } from 'vitest';
import {
  type FitData,
  type FittedModel,
  GLM,
  Lasso,
  type LinearEstimator,
  type LinearPath,
  LogisticRegression,
  load,
  type PathOptions,
  path,
  type ResponseLike,
  Ridge,
} from '../../src/linear/index.ts';
import { mcp } from '../../src/penalty/index.ts';
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
const amounts = compatData('amounts') as typeof heavy & { compound: number[] };
const classes = compatData('classes') as typeof heavy;
const lifetimes = compatData('lifetimes') as typeof heavy & { time: number[]; event: number[] };
const responses = compatData('responses') as { X: number[][]; Y: number[][] };

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

interface Set {
  readonly estimator: LinearEstimator<FittedModel>;
  readonly X: number[][];
  readonly y: ResponseLike;
  readonly data?: FitData;
}

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

const SETS: Record<string, Set> = {
  gaussian: { estimator: new Lasso(), X: heavy.X, y: heavy.y },
  ridge: { estimator: new Ridge(), X: heavy.X, y: heavy.y },
  mcp: { estimator: new GLM({ penalty: mcp() }), X: heavy.X, y: heavy.y },
  binomial: { estimator: new LogisticRegression(), X: binary.X, y: binary.y },
  multinomial: { estimator: new LogisticRegression(), X: classes.X, y: classes.y },
  poisson: { estimator: new GLM({ family: 'poisson' }), X: counts.X, y: counts.y },
  gamma: { estimator: new GLM({ family: 'gamma' }), X: amounts.X, y: amounts.y },
  tweedie: { estimator: new GLM({ family: 'tweedie' }), X: amounts.X, y: amounts.compound },
  huber: { estimator: new GLM({ family: 'huber' }), X: heavy.X, y: heavy.y },
  quantile: { estimator: new GLM({ family: 'quantile' }), X: heavy.X, y: heavy.y },
  cox: { estimator: new GLM({ family: 'cox' }), X: lifetimes.X, y: lifetimes as ResponseLike },
  multigaussian: {
    estimator: new GLM({ family: 'multigaussian' }),
    X: responses.X,
    y: responses.Y,
  },
  'multigaussian, grouped': {
    estimator: new GLM({ family: 'multigaussian', grouped: true }),
    X: responses.X,
    y: responses.Y,
  },
};

describe.each(Object.keys(SETS))('mixes of %s', (name) => {
  const { estimator, X, y } = SETS[name]!;
  const along = (options: PathOptions = {}) =>
    path(estimator, X, y, { nLambda: 5, lambdaMinRatio: 0.02, ...options });

  test('are linear in γ between the refit and the path, and certified', async () => {
    const [plain, refit, mixed, one] = await Promise.all([
      along(),
      along({ relax: true }),
      along({ relax: 0.3 }),
      along({ relax: 1 }),
    ]);
    plain.lambdas.forEach((lambda, l) => {
      const models = [plain, refit, mixed, one].map((each) => each.model(l));
      const [a, b, m, same] = models.map(numbersOf) as [number[], number[], number[], number[]];
      const expected = a.map((value, k) => 0.3 * value + 0.7 * b[k]!);
      expect(relativeDifference(m, expected), `λ = ${lambda}`).toBeLessThanOrEqual(ROUNDING);
      expect(same).toEqual(a);
      for (const model of models) {
        expect(model.certificate.ok, `λ = ${lambda}`).toBe(true);
        expect(model.certificate.lambda).toBe(lambda);
        expect(model.lambda).toBe(lambda);
      }
      // no fit on the same columns explains more than the refit
      const [before, after, between] = models.map((model) => model.devianceRatio);
      expect(after!).toBeGreaterThanOrEqual(before! - 2e-6);
      expect(between!).toBeGreaterThanOrEqual(before! - 2e-6);
      expect(between!).toBeLessThanOrEqual(after! + 2e-6);
    });
  });

  test('survive their model file and are refused by verify', async () => {
    const mixed = (await along({ relax: 0.5 })).model(3);
    const loaded = load(mixed.save()) as FittedModel;
    expect(numbersOf(loaded)).toEqual(numbersOf(mixed));
    for (const model of [mixed, loaded])
      expect(() => model.verify(X, y)).toThrow(
        new RangeError(
          'verify: the model must be the minimum of one objective, got "a mix, relax 0.5"',
        ),
      );
    const one = (await along({ relax: 1 })).model(3);
    expect(one.verify(X, y).ok).toBe(true);
  });
});

describe('degrees of freedom and gaps', () => {
  test('of a ridge are mixed like its coefficients: the hat matrices are', async () => {
    const along = (relax: number) =>
      path(new Ridge(), heavy.X, heavy.y, { lambdas: [0.5], relax }).then((found) => found.df[0]!);
    const [ridge, half, none] = await Promise.all([along(1), along(0.5), along(0)]);
    expect(ridge).toBeLessThan(6);
    expect(none).toBeCloseTo(6, 10);
    expect(half).toBeCloseTo(0.5 * ridge! + 0.5 * none!, 10);
  });

  test('deviance ratios are those of the mixed coefficients', async () => {
    const found = await path(new Lasso(), heavy.X, heavy.y, { relax: 0.4, nLambda: 5 });
    const mean = heavy.y.reduce((sum, value) => sum + value, 0) / heavy.y.length;
    const total = heavy.y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    modelsOf(found).forEach((model, l) => {
      const rest = model.predict(heavy.X).reduce((sum, v, i) => sum + (heavy.y[i]! - v) ** 2, 0);
      expect(found.devianceRatio[l]).toBeCloseTo(1 - rest / total, 12);
    });
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
