/** Information criteria along paths, and where concave objectives are convex. */
import { describe, expect, test } from 'vitest';
import { ElasticNet, GLM, Lasso, type LinearPath, path, Ridge } from '../../src/linear/index.ts';
import { mcp } from '../../src/penalty/index.ts';
import { eigen } from '../reference/families/eigen.ts';
import { moments } from '../reference/moments.ts';
import { compatData, readJson } from '../support/compatGolden.ts';

const heavy = compatData('heavy') as { X: number[][]; y: number[]; weights: number[] };
const binary = compatData('binary') as typeof heavy;
const counts = compatData('counts') as typeof heavy;
const classes = compatData('classes') as typeof heavy;
const lifetimes = compatData('lifetimes') as typeof heavy & { time: number[]; event: number[] };
const responses = compatData('responses') as { X: number[][]; Y: number[][] };

/** Digits that a criterion of some hundred keeps at a gap of 1e-12. */
const DIGITS = 7;
const TOL = 1e-12;

const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0);
/** log C(p, k) by factorials. */
const logChoose = (p: number, k: number) => {
  const logFactorial = (m: number) => total(Array.from({ length: m }, (_, i) => Math.log(i + 1)));
  return logFactorial(p) - logFactorial(k) - logFactorial(p - k);
};

interface Facts {
  /** Minus twice the log likelihood up to a constant. */
  readonly D: number;
  readonly k: number;
  readonly intercepts: number;
  readonly n: number;
  readonly p: number;
  /** Σ of deviances ÷ how many numbers y holds. */
  readonly meanSquare: number;
  readonly cells: number;
}

function expectCriteria(found: LinearPath<never>, l: number, facts: Facts): void {
  const { D, k, intercepts, n, p, meanSquare, cells } = facts;
  const d = k + intercepts;
  const bic = D + d * Math.log(n);
  const at = (kind: 'aic' | 'bic' | 'ebic' | 'gcv', options = {}) => found.ic(kind, options)[l]!;
  expect(at('aic')).toBeCloseTo(D + 2 * d, DIGITS);
  expect(at('bic')).toBeCloseTo(bic, DIGITS);
  expect(at('ebic')).toBeCloseTo(bic + 2 * logChoose(p, Math.round(k)), DIGITS);
  expect(at('ebic', { gamma: 0.5 })).toBeCloseTo(bic + logChoose(p, Math.round(k)), DIGITS);
  expect(at('ebic', { gamma: 0 })).toBe(at('bic'));
  expect(at('gcv')).toBeCloseTo(meanSquare / (1 - d / cells) ** 2, DIGITS);
  expect(found.gcv()[l]).toBe(at('gcv'));
}

describe('criteria from predictions alone', () => {
  const n = heavy.y.length;
  const squares = (predicted: ArrayLike<number>, w: (i: number) => number = () => 1) =>
    heavy.y.reduce((sum, y, i) => sum + w(i) * (y - predicted[i]!) ** 2, 0);

  test('of a lasso: n log of the mean square, nonzero coefficients', async () => {
    const found = await path(new Lasso({ tol: TOL }), heavy.X, heavy.y, { nLambda: 8 });
    for (let l = 0; l < 8; l++) {
      const model = found.model(l);
      const meanSquare = squares(model.predict(heavy.X)) / n;
      const k = model.nonzero.length;
      const D = n * Math.log(meanSquare);
      const facts = { D, k, intercepts: 1, n, p: 6, meanSquare, cells: n };
      expectCriteria(found as never, l, facts);
    }
  });

  test('of an elastic net without intercept', async () => {
    const estimator = new ElasticNet({ intercept: false, tol: TOL });
    const found = await path(estimator, heavy.X, heavy.y, { nLambda: 6 });
    for (let l = 0; l < 6; l++) {
      const model = found.model(l);
      const meanSquare = squares(model.predict(heavy.X)) / n;
      const k = model.nonzero.length;
      const D = n * Math.log(meanSquare);
      expectCriteria(found as never, l, { D, k, intercepts: 0, n, p: 6, meanSquare, cells: n });
    }
  });

  test('rows of weight 0 do not count, others by their weight', async () => {
    const weights = heavy.weights.map((w, i) => (i % 9 === 0 ? 0 : w));
    const used = weights.filter((w) => w > 0).length;
    const found = await path(new Lasso({ tol: TOL }), heavy.X, heavy.y, { nLambda: 5, weights });
    for (let l = 0; l < 5; l++) {
      const model = found.model(l);
      const meanSquare = squares(model.predict(heavy.X), (i) => weights[i]!) / total(weights);
      const k = model.nonzero.length;
      const D = used * Math.log(meanSquare);
      const facts = { D, k, intercepts: 1, n: used, p: 6, meanSquare, cells: used };
      expectCriteria(found as never, l, facts);
    }
  });

  test('of a ridge by effective degrees of freedom, tr X (XᵀX + nλ S²)⁻¹ Xᵀ', async () => {
    const found = await path(new Ridge({ tol: TOL }), heavy.X, heavy.y, { nLambda: 6 });
    const weights = new Float64Array(n).fill(1 / n);
    const columns = heavy.X[0]!.map((_, j) => {
      const { centred, sd } = moments(
        heavy.X.map((row) => row[j]!),
        weights,
      );
      return centred.map((x) => x / sd);
    });
    const gram = columns.map((a) => columns.map((b) => total(a.map((x, i) => x * b[i]!)) / n));
    const { values } = eigen(gram);
    for (let l = 0; l < 6; l++) {
      const k = total(values.map((value) => value / (value + found.lambdas[l]!)));
      expect(found.df[l]).toBeCloseTo(k, 9);
      const meanSquare = squares(found.model(l).predict(heavy.X)) / n;
      const d = k + 1;
      expect(found.gcv()[l]).toBeCloseTo(meanSquare / (1 - d / n) ** 2, DIGITS);
      expect(found.ic('aic')[l]).toBeCloseTo(n * Math.log(meanSquare) + 2 * d, DIGITS);
    }
  });

  test('of gaussian errors under mcp: as under a lasso', async () => {
    const found = await path(new GLM({ penalty: mcp(), tol: TOL }), heavy.X, heavy.y, {
      nLambda: 5,
    });
    for (let l = 0; l < 5; l++) {
      const model = found.model(l);
      const meanSquare = squares(model.predict(heavy.X) as Float64Array) / n;
      const D = n * Math.log(meanSquare);
      const k = model.nonzero.length;
      expectCriteria(found as never, l, { D, k, intercepts: 1, n, p: 6, meanSquare, cells: n });
    }
  });

  test('of counts and classes: the deviance itself', async () => {
    const poisson = await path(new GLM({ family: 'poisson', tol: TOL }), counts.X, counts.y, {
      nLambda: 5,
    });
    const deviance = (mu: ArrayLike<number>) =>
      2 * total(counts.y.map((y, i) => (y > 0 ? y * Math.log(y / mu[i]!) : 0) - y + mu[i]!));
    for (let l = 0; l < 5; l++) {
      const model = poisson.model(l);
      const D = deviance(model.predict(counts.X));
      const k = model.nonzero.length;
      const facts = { D, k, intercepts: 1, n: 100, p: 10, meanSquare: D / 100, cells: 100 };
      expectCriteria(poisson as never, l, facts);
    }
  });

  test('of three classes: coefficients and intercepts of every class count', async () => {
    const found = await path(new GLM({ family: 'multinomial', tol: TOL }), classes.X, classes.y, {
      nLambda: 5,
    });
    const n3 = classes.y.length;
    let more = 0;
    for (let l = 0; l < 5; l++) {
      const model = found.model(l);
      const proba = model.predictProba(classes.X);
      const D = -2 * total(classes.y.map((y, i) => Math.log(proba.get(i, y))));
      const k = model.settings.coef.filter((value) => value !== 0).length;
      if (k > model.nonzero.length) more++;
      const facts = { D, k, intercepts: 3, n: n3, p: 24, meanSquare: D / n3, cells: n3 };
      expectCriteria(found as never, l, facts);
    }
    expect(more).toBeGreaterThan(0);
  });

  test('of three responses: n K numbers of one unknown variance', async () => {
    const { X, Y } = responses;
    const found = await path(new GLM({ family: 'multigaussian', tol: TOL }), X, Y, { nLambda: 5 });
    const cells = Y.length * 3;
    for (let l = 0; l < 5; l++) {
      const model = found.model(l);
      const predicted = model.predict(X);
      const rest = Y.map((row, i) => total(row.map((y, k) => (y - predicted.get(i, k)) ** 2)));
      const meanSquare = total(rest) / cells;
      const k = model.settings.coef.filter((value) => value !== 0).length;
      const D = cells * Math.log(meanSquare);
      const facts = { D, k, intercepts: 3, n: Y.length, p: 30, meanSquare, cells };
      expectCriteria(found as never, l, facts);
    }
  });

  test('of lifetimes: no intercept, twice the fall of the log partial likelihood', async () => {
    const { X, time, event } = lifetimes;
    const estimator = new GLM({ family: 'cox', tol: TOL });
    const found = await path(estimator, X, { time, event }, { nLambda: 5 });
    // Breslow's log partial likelihood
    const partial = (eta: ArrayLike<number>) =>
      total(
        time.map((t, i) => {
          if (event[i] !== 1) return 0;
          const risk = total(time.map((u, k) => (u >= t ? Math.exp(eta[k]!) : 0)));
          return eta[i]! - Math.log(risk);
        }),
      );
    const eta = (l: number) => {
      const { coef } = found.model(l).settings;
      return X.map((row) => total(row.map((x, j) => x * coef[j]!)));
    };
    const first = found.ic('aic')[0]! + 2 * partial(eta(0));
    for (let l = 1; l < 5; l++) {
      const d = found.model(l).nonzero.length;
      const expected = -2 * partial(eta(l)) + 2 * d;
      // the saturated likelihood is a constant
      expect(found.ic('aic')[l]! - first).toBeCloseTo(expected, DIGITS);
    }
  });
});

describe('criteria of R', () => {
  interface Stored {
    aic: number[];
    bic: number[];
    deviance: number[];
  }
  const stored = readJson('compat/criteria') as Record<'heavy' | 'binary' | 'counts', Stored>;
  const sets = { heavy, binary, counts } as const;
  const families = { heavy: 'gaussian', binary: 'binomial', counts: 'poisson' } as const;

  test.each(['heavy', 'binary', 'counts'] as const)(
    '%s: those of nested unpenalized fits differ as AIC and BIC of glm do',
    async (name) => {
      const { X, y } = sets[name];
      const { aic, bic } = stored[name];
      const estimator = new GLM({ family: families[name], tol: TOL });
      const own: { aic: number; bic: number }[] = [];
      for (const k of aic.keys()) {
        const some = X.map((row) => row.slice(0, k + 1));
        const found = await path(estimator, some, y, { lambdas: [0] });
        own.push({ aic: found.ic('aic')[0]!, bic: found.ic('bic')[0]! });
      }
      own.forEach((each, k) => {
        expect(each.aic - own[0]!.aic).toBeCloseTo(aic[k]! - aic[0]!, 6);
        expect(each.bic - own[0]!.bic).toBeCloseTo(bic[k]! - bic[0]!, 6);
      });
      if (name === 'binary') expect(own[0]!.aic).toBeCloseTo(aic[0]!, 6);
    },
  );
});

describe('limits and refusals', () => {
  test('gcv of as many coefficients as rows is infinite', async () => {
    const X = heavy.X.slice(0, 6);
    const saturated = await path(new Lasso(), X, heavy.y.slice(0, 6), { lambdas: [1e-9] });
    expect(saturated.df[0]! + 1).toBeGreaterThanOrEqual(6);
    expect(saturated.gcv()[0]).toBe(Infinity);
  });

  test('unknown kinds, options and shares', async () => {
    const found = await path(new Lasso(), heavy.X, heavy.y, { nLambda: 3 });
    expect(() => found.ic('mdl' as never)).toThrow(
      'path.ic: kind must be one of aic, bic, ebic, gcv, got "mdl"',
    );
    expect(() => found.ic('ebic', { gamma: 2 })).toThrow(
      'path.ic: gamma must lie in [0, 1], got 2',
    );
    expect(() => found.ic('ebic', { share: 1 } as never)).toThrow('unknown option share');
  });
});
