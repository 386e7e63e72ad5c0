/** Mixes of relaxed paths: between a path and its unpenalized refits, in every family. */
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
import { compatData } from '../support/compatGolden.ts';
import { relativeDifference } from '../support/tolerance.ts';

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

interface Set {
  readonly estimator: LinearEstimator<FittedModel>;
  readonly X: number[][];
  readonly y: ResponseLike;
  readonly data?: FitData;
}

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
