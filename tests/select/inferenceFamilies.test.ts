/** Conformal prediction, knockoffs and stability selection with the families' own estimators. */
import { describe, expect, test } from 'vitest';
import {
  conformal,
  conformalCV,
  GLM,
  knockoffs,
  LogisticRegression,
  type ResponseLike,
  stabilitySelection,
} from '../../src/index.ts';
import { random } from '../support/random.ts';

const [N, P] = [160, 10];
const { normal, uniform } = random(11);
const X = Array.from({ length: N }, () => Array.from({ length: P }, () => normal()));
/** Columns 0 and 4 matter, for every response below. */
const eta = X.map((row) => 1.3 * row[0]! - 1.3 * row[4]!);
const draw = (mean: number) => {
  let [k, rest] = [0, Math.exp(-mean)];
  for (let u = uniform(); u > rest; k++) {
    u -= rest;
    rest *= mean / (k + 1);
  }
  return k;
};
const counts = eta.map((value) => draw(Math.exp(0.5 * value + 0.5)));
const labels = eta.map((value) => (uniform() < 1 / (1 + Math.exp(-2 * value)) ? 'yes' : 'no'));
const kinds = X.map((row) => {
  const scores = [2 * row[0]!, 2 * row[4]!, 0].map((s) => s - Math.log(-Math.log(uniform())));
  return ['a', 'b', 'c'][scores.indexOf(Math.max(...scores))]!;
});
const numbers = eta.map((value) => value + normal());
const exact = eta.map((value) => -Math.log(1 - uniform()) / Math.exp(value));
const limits = exact.map(() => -3 * Math.log(1 - uniform()));
const lifetimes = {
  time: exact.map((t, i) => Math.min(t, limits[i]!)),
  event: exact.map((t, i) => t <= limits[i]!),
};

const ESTIMATORS = {
  poisson: [new GLM({ family: 'poisson', lambda: 0.05 }), counts],
  huber: [new GLM({ family: 'huber', lambda: 0.05 }), numbers],
  quantile: [new GLM({ family: 'quantile', lambda: 0.05 }), numbers],
  binomial: [new LogisticRegression({ lambda: 0.02 }), labels],
  multinomial: [new LogisticRegression({ lambda: 0.02 }), kinds],
  cox: [new GLM({ family: 'cox', lambda: 0.05 }), lifetimes],
} as const satisfies Record<string, readonly [object, ResponseLike]>;
const HALF = N / 2;

describe('conformal', () => {
  test.each(['poisson', 'huber', 'quantile'] as const)(
    '%s: intervals are the model ± one order statistic of the residuals',
    async (name) => {
      const [estimator, y] = ESTIMATORS[name];
      const model = estimator.fitSync(X.slice(0, HALF), y.slice(0, HALF));
      const band = conformal(model, X.slice(HALF), y.slice(HALF), { coverage: 0.8 });
      const fitted = (rows: number[][]) => model.predict(rows);
      const residuals = fitted(X.slice(HALF)).map((v, i) => Math.abs(y[HALF + i]! - v));
      const rank = Math.ceil((HALF + 1) * 0.8);
      const width = residuals.sort()[rank - 1]!;
      const fresh = X.slice(0, 7);
      const { lower, upper } = band.interval(fresh);
      fitted(fresh).forEach((value, i) => {
        expect(lower[i]).toBeCloseTo(value - width, 12);
        expect(upper[i]).toBeCloseTo(value + width, 12);
      });
    },
  );

  test('an offset belongs to the calibration rows and to the new ones', () => {
    const offset = X.map((_, i) => 0.1 * (i % 5));
    const [estimator, y] = ESTIMATORS.poisson;
    const half = { offset: offset.slice(0, HALF) };
    const model = estimator.fitSync(X.slice(0, HALF), y.slice(0, HALF), half);
    const band = conformal(model, X.slice(HALF), y.slice(HALF), { offset: offset.slice(HALF) });
    const known = { offset: [1, 2] };
    const { lower, upper } = band.interval(X.slice(0, 2), known);
    model.predict(X.slice(0, 2), known).forEach((value, i) => {
      expect((lower[i]! + upper[i]!) / 2).toBeCloseTo(value, 10);
    });
  });

  test.each(['binomial', 'multinomial'] as const)(
    '%s: sets hold the classes whose probability is not below the order statistic',
    (name) => {
      const [estimator, y] = ESTIMATORS[name];
      const model = estimator.fitSync(X.slice(0, HALF), y.slice(0, HALF));
      const band = conformal(model, X.slice(HALF), y.slice(HALF), { coverage: 0.8 });
      const proba = model.predictProba(X);
      const scores = y.slice(HALF).map((label, i) => {
        return 1 - proba.get(HALF + i, model.classes.indexOf(label));
      });
      const limit = Float64Array.from(scores).sort()[Math.ceil((HALF + 1) * 0.8) - 1]!;
      const sets = band.predictSet(X.slice(0, 20));
      sets.forEach((set, i) => {
        const own = model.classes.filter((_, k) => 1 - proba.get(i, k) <= limit);
        expect(set).toEqual(own);
      });
    },
  );

  test('by cross-validation covers about as many rows as it says, for counts and classes', async () => {
    const fresh = Array.from({ length: 300 }, () => Array.from({ length: P }, () => normal()));
    const means = fresh.map((row) => Math.exp(0.5 * (1.3 * row[0]! - 1.3 * row[4]!) + 0.5));
    const truth = means.map(draw);
    const [estimator, y] = ESTIMATORS.poisson;
    const band = await conformalCV(estimator, X, y, { coverage: 0.8, folds: 5 });
    const { lower, upper } = band.interval(fresh);
    const covered = truth.filter((v, i) => v >= lower[i]! && v <= upper[i]!).length / 300;
    // 1 − 2α is proven; 0.8 less four standard errors of 300 rows and of 160 is what comes out
    expect(covered).toBeGreaterThan(0.65);
    const [logistic, words] = ESTIMATORS.binomial;
    const around = await conformalCV(logistic, X, words, { coverage: 0.8, folds: 5 });
    const sets = around.predictSet(X);
    const right = sets.filter((set, i) => set.includes(words[i]!)).length / N;
    expect(right).toBeGreaterThan(0.65);
  });

  test('refuses lifetimes, which have no error of a row', async () => {
    const [estimator, y] = ESTIMATORS.cox;
    const model = estimator.fitSync(X, y);
    expect(() => conformal(model as never, X, y as never)).toThrow(
      'conformal: y must be an array of numbers or labels',
    );
    await expect(conformalCV(estimator as never, X, y as never)).rejects.toThrow(TypeError);
  });

  test('refuses a margin classifier for sets, which has no probabilities', () => {
    const model = new GLM({ family: 'squaredHinge', lambda: 0.1 }).fitSync(X, labels);
    expect(() => conformal(model, X, labels)).toThrow(
      'the model must be of a family with probabilities, got "squaredHinge"',
    );
  });
});

describe('knockoffs', () => {
  // pinball losses take five times as long as all others together
  const quick = Object.keys(ESTIMATORS).filter((name) => name !== 'quantile');
  test.each(quick as (keyof typeof ESTIMATORS)[])(
    '%s: the columns that matter have the largest statistics',
    async (name) => {
      const [estimator, y] = ESTIMATORS[name];
      const options = { fdr: 0.5, plus: false, estimator, folds: 3, seed: 2 } as const;
      const { W, selected, threshold } = await knockoffs(X, y as ResponseLike, options);
      const order = [...W.keys()].sort((a, b) => W[b]! - W[a]!);
      expect(new Set(order.slice(0, 2))).toEqual(new Set([0, 4]));
      expect([...selected]).toEqual([...W.keys()].filter((j) => W[j]! >= threshold));
      expect([...selected]).toEqual(expect.arrayContaining([0, 4]));
    },
  );
});

describe('stability selection', () => {
  test.each(Object.keys(ESTIMATORS) as (keyof typeof ESTIMATORS)[])(
    '%s: the columns that matter are selected on nearly every half',
    async (name) => {
      const [estimator, y] = ESTIMATORS[name];
      const options = { pairs: 4, maxSelected: 2, cutoff: 0.75, seed: 1 };
      const found = await stabilitySelection(estimator, X, y as ResponseLike, options);
      expect([...found.selected]).toEqual([0, 4]);
      expect(found.frequency[0]).toBeGreaterThanOrEqual(0.75);
      const own = await stabilitySelection(estimator, X, y as ResponseLike, {
        pairs: 2,
        base: 'lambda',
      });
      expect(own.frequency[0]).toBe(1);
      expect(own.frequency[4]).toBe(1);
    },
  );
});
