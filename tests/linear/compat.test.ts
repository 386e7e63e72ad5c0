/** Options of other packages: the models are those packages' own. */
import { describe, expect, test } from 'vitest';
import {
  compat,
  type FamilyChoice,
  GLM,
  type GlmnetOptions,
  type KerasOptions,
  type LinearSpec,
  LogisticRegression,
  type SklearnOptions,
} from '../../src/linear/index.ts';
import { compatData, compatGolden } from '../support/compatGolden.ts';
import { relativeDifference } from '../support/tolerance.ts';

/**
 * Ours are fitted to a relative gap of 1e-13: coefficients are within its root, 3e-7, times that of
 * the condition number. The others stop at steps or gradients of 1e-9 and below, scikit-learn's
 * L-BFGS where the loss changes by less than 64 ε = 1.4e-14: its root is no smaller.
 */
const TOL = 1e-13;
const COEFFICIENT = 2e-6;
/** The linear program is exact; the solver smooths, see the families' tests. */
const PINBALL_TOL = 1e-6;
const PINBALL_COEFFICIENT = 1e-4;
/** A sum of some hundred float32 terms. */
const FLOAT32 = 2e-6;

const { fromGlmnet, fromSklearn, fromKeras } = compat;

describe('fromGlmnet', () => {
  interface Case {
    data: string;
    arguments: {
      family: 'gaussian' | 'binomial' | 'poisson';
      alpha: number;
      lambda: number[];
      standardize?: boolean;
      intercept?: boolean;
      'penalty.factor'?: (number | 'Inf')[];
    };
    sdY?: number;
    intercepts: number[];
    coefficients: number[][];
  }
  const { cases } = compatGolden<Case>('glmnet');

  test.each(Object.keys(cases))('%s gives the coefficients of glmnet', (name) => {
    const { data, arguments: own, sdY, intercepts, coefficients } = cases[name]!;
    const { family, lambda: strengths, 'penalty.factor': factors, ...rest } = own;
    const { X, y } = compatData(data);
    const penaltyFactor = factors?.map((f) => (f === 'Inf' ? Infinity : f));
    strengths.forEach((lambda, l) => {
      const options: GlmnetOptions = {
        ...rest,
        family,
        lambda,
        ...(sdY !== undefined && { sdY }),
        ...(penaltyFactor && { penaltyFactor }),
      };
      const model = new GLM({ ...fromGlmnet(options), family, tol: TOL }).fitSync(X, y as number[]);
      expect(model.certificate.ok).toBe(true);
      const found = [...model.settings.intercepts, ...model.settings.coef];
      const stored = [intercepts[l]!, ...coefficients[l]!];
      expect(relativeDifference(found, stored), `λ = ${lambda}`).toBeLessThanOrEqual(COEFFICIENT);
    });
  });

  test('refuses what glmnet does not have or cannot be said without the spread of y', () => {
    expect(() => fromGlmnet({ lambda: 1, alpha: 0.5 })).toThrow(
      new RangeError(
        'compat.fromGlmnet: sdY must be the standard deviation of y (with 1/n) where alpha < 1, got undefined',
      ),
    );
    expect(() => fromGlmnet({ lambda: -1 })).toThrow(
      'compat.fromGlmnet: lambda must be a finite number >= 0, got -1',
    );
    expect(() => fromGlmnet({ lambda: 1, alpha: 2 })).toThrow(
      'compat.fromGlmnet: alpha must lie in [0, 1], got 2',
    );
    expect(() => fromGlmnet({ lambda: 1, family: 'huber' })).toThrow(
      'family must be one of gaussian, binomial, multinomial, poisson, cox, multigaussian, got "huber"',
    );
    expect(() => fromGlmnet({ lambda: 1, penaltyFactor: [0, 0] })).toThrow(
      'compat.fromGlmnet: penaltyFactor must have a positive sum, got 0',
    );
    expect(() => fromGlmnet({ lambda: 1, penaltyFactor: [1, -2] })).toThrow(
      'compat.fromGlmnet: penaltyFactor[1] must be >= 0 or Infinity, got -2',
    );
    expect(() => fromGlmnet({ lambda: 1, penaltyFactor: 3 as never })).toThrow(
      new TypeError('compat.fromGlmnet: penaltyFactor must be an array of numbers, got 3'),
    );
    expect(() => fromGlmnet({ lambda: 1, thresh: 1 } as never)).toThrow('unknown option thresh');
  });
});

describe('fromSklearn', () => {
  interface Case {
    data: string;
    y: string;
    estimator: SklearnOptions['estimator'];
    arguments: Omit<SklearnOptions, 'estimator' | 'n'> & { power?: number; quantile?: number };
    n: number;
    intercept: number[];
    coefficients: number[];
  }
  const { cases } = compatGolden<Case>('sklearn');
  const SUMS = ['Ridge', 'LogisticRegression', 'LinearSVC'];

  test.each(Object.keys(cases))('%s gives the coefficients of scikit-learn', (name) => {
    const { data, y, estimator, arguments: own, n, intercept, coefficients } = cases[name]!;
    const { power, quantile: tau = 0.5, ...options } = own;
    const set = compatData(data);
    const spec = fromSklearn({ estimator, ...options, ...(SUMS.includes(estimator) && { n }) });
    const isPinball = estimator === 'QuantileRegressor';
    const tol = isPinball ? PINBALL_TOL : TOL;
    const families: Partial<Record<typeof estimator, FamilyChoice>> = {
      PoissonRegressor: 'poisson',
      GammaRegressor: 'gamma',
      TweedieRegressor: { name: 'tweedie', ...(power !== undefined && { power }) },
      QuantileRegressor: { name: 'quantile', tau },
      LinearSVC: 'squaredHinge',
    };
    const family = families[estimator] ?? 'gaussian';
    const model =
      estimator === 'LogisticRegression'
        ? new LogisticRegression({ ...spec, tol }).fitSync(set.X, set[y] as number[])
        : new GLM({ ...spec, family, tol }).fitSync(set.X, set[y] as number[]);
    expect(model.certificate.ok).toBe(true);
    const { coef, intercepts } = model.settings;
    const limit = isPinball ? PINBALL_COEFFICIENT : COEFFICIENT;
    expect(relativeDifference(coef, coefficients)).toBeLessThanOrEqual(limit);
    expect(relativeDifference(intercepts, intercept)).toBeLessThanOrEqual(limit);
  });

  const refused: [Partial<Record<keyof SklearnOptions, unknown>>, string][] = [
    [{ estimator: 'SVC' }, 'estimator must be one of Lasso, ElasticNet, Ridge, LogisticRegression'],
    [{ estimator: 'Lasso', alpha: -1 }, 'alpha must be a finite number >= 0, got -1'],
    [{ estimator: 'Lasso', C: 1 }, 'C must be left out for Lasso, got 1'],
    [{ estimator: 'ElasticNet', l1_ratio: 2 }, 'l1_ratio must lie in [0, 1], got 2'],
    [{ estimator: 'Ridge' }, 'n must be an integer >= 1, got undefined'],
    [{ estimator: 'LogisticRegression', n: 5, C: 0 }, 'C must be a finite number > 0, got 0'],
    [
      { estimator: 'LogisticRegression', n: 5, l1_ratio: 0.5 },
      "l1_ratio must be left out for penalty l2, got 0.5; it is for 'elasticnet'",
    ],
    [
      { estimator: 'LogisticRegression', n: 5, penalty: 'elasticnet' },
      'l1_ratio must lie in [0, 1], got undefined',
    ],
    [
      { estimator: 'LogisticRegression', n: 5, penalty: 'l3' },
      "penalty must be 'l1', 'l2', 'elasticnet' or 'none', got \"l3\"",
    ],
    [
      { estimator: 'LinearSVC', n: 5, fit_intercept: false, penalty: 'none' },
      "penalty must be 'l1' or 'l2' for LinearSVC, got \"none\"",
    ],
    [
      { estimator: 'LinearSVC', n: 5 },
      'fit_intercept must be false for LinearSVC, got undefined; it penalizes its intercept',
    ],
    [{ estimator: 'Lasso', fit_intercept: 1 }, 'fit_intercept must be true or false, got 1'],
    [{ estimator: 'Lasso', solver: 1 } as never, 'unknown option solver'],
  ];

  test.each(refused)('refuses %o', (options, message) => {
    expect(() => fromSklearn(options as unknown as SklearnOptions)).toThrow(message);
  });

  test('passes through what only scikit-learn calls by another name', () => {
    expect(fromSklearn({ estimator: 'Lasso', fit_intercept: false })).toEqual({
      lambda: 1,
      l1Ratio: 1,
      standardize: false,
      intercept: false,
    } satisfies LinearSpec);
    const none = { estimator: 'LogisticRegression', penalty: null } as const;
    expect(fromSklearn(none).lambda).toBe(0);
  });
});

describe('fromKeras', () => {
  interface Point {
    kernel: number[];
    bias: number;
    loss: number;
  }
  interface Case {
    data: string;
    l1?: number;
    l2?: number;
    loss: 'meanSquaredError' | 'binaryCrossentropy';
    points: Point[];
  }
  const { cases } = compatGolden<Case>('keras');

  /** The total loss as Keras says it. */
  function totalLoss({ data, l1 = 0, l2 = 0, loss }: Case, { kernel, bias }: Omit<Point, 'loss'>) {
    const { X, y } = compatData(data) as { X: number[][]; y: number[] };
    const fit = X.map((row, i) => {
      const eta = row.reduce((sum, x, j) => sum + x * kernel[j]!, bias);
      if (loss === 'meanSquaredError') return (eta - y[i]!) ** 2;
      return Math.log1p(Math.exp(-Math.abs(eta))) + Math.max(eta, 0) - y[i]! * eta;
    });
    const mean = fit.reduce((sum, value) => sum + value, 0) / fit.length;
    return kernel.reduce((sum, w) => sum + l1 * Math.abs(w) + l2 * w * w, mean);
  }

  test.each(Object.keys(cases))('%s minimises the total loss of the layer', (name) => {
    const each = cases[name]!;
    const { data, l1, l2, loss, points } = each;
    const { X, y } = compatData(data);
    // the formula is that of tfjs
    for (const point of points) {
      const away = Math.abs(totalLoss(each, point) - point.loss);
      expect(away).toBeLessThanOrEqual(FLOAT32 * Math.max(1, point.loss));
    }
    const isSquare = loss === 'meanSquaredError';
    const penalty = fromKeras({
      ...(l1 !== undefined && { l1 }),
      ...(l2 !== undefined && { l2 }),
      loss: isSquare ? 'mse' : 'crossEntropy',
    });
    const family = isSquare ? 'gaussian' : 'binomial';
    const spec = { family, penalty, standardize: false, tol: TOL } as const;
    const { coef, intercepts } = new GLM(spec).fitSync(X, y as number[]).settings;
    const own = totalLoss(each, { kernel: [...coef], bias: intercepts[0]! });
    for (const point of points) expect(own).toBeLessThanOrEqual(totalLoss(each, point));
    const { kernel, bias } = points[0]!;
    // Adam ends where float32 sees no difference: that far above, and its root away
    expect(totalLoss(each, points[0]!) - own).toBeLessThan(FLOAT32 * own);
    const away = relativeDifference([...coef, ...intercepts], [...kernel, bias]);
    expect(away).toBeLessThan(Math.sqrt(FLOAT32 * own));
  });

  test('refuses amounts and losses that Keras does not have', () => {
    expect(() => fromKeras({ l1: -1, loss: 'mse' })).toThrow(
      'compat.fromKeras: l1 must be a finite number >= 0, got -1',
    );
    expect(() => fromKeras({ l2: Number.NaN, loss: 'mse' })).toThrow(
      'compat.fromKeras: l2 must be a finite number >= 0, got NaN',
    );
    expect(() => fromKeras({ l1: 1 } as KerasOptions)).toThrow(
      "compat.fromKeras: loss must be 'mse' or 'crossEntropy', got undefined",
    );
    expect(() => fromKeras({ loss: 'mse', l3: 1 } as never)).toThrow('unknown option l3');
    expect(fromKeras({ loss: 'mse' }).lambda).toBe(0);
  });
});
