/** Penalties of the whole vector with several outputs: a sum over the outputs. */
import { describe, expect, test } from 'vitest';
import {
  type FamilyWord,
  type FittedClassifier,
  type FittedModel,
  GLM,
  path,
} from '../../../src/linear/index.ts';
import {
  custom,
  differences,
  elasticNet,
  l1,
  l2,
  type Penalty,
  slope,
  tikhonov,
} from '../../../src/penalty/index.ts';
import { crossValidate } from '../../../src/select/index.ts';
import { solverOf, transpose } from '../../reference/linearAlgebra.ts';
import { correlated, eye } from '../../support/correlated.ts';

const P = 8;
const { X, eta, noise, weights } = correlated(90, P, 0.5, 11);
/** Responses that lean on other columns each, and the classes that are largest. */
const Y = X.map((row, i) => [
  eta[i]! + noise[i]!,
  row[1]! - row[2]! + 2 * noise[(i + 7) % 90]!,
  row[5]! + noise[(i + 31) % 90]!,
]);
const labels = Y.map((row) => row.indexOf(Math.max(...row)));
const pairs = labels.map((k) => Number(k > 0));

const LASSO = custom({
  value: (w) => w.reduce((sum, x) => sum + Math.abs(x), 0),
  prox: (w, t, out) => out.set(w.map((x) => Math.sign(x) * Math.max(Math.abs(x) - t, 0))),
});
const RIDGE = custom({
  value: (w) => w.reduce((sum, x) => sum + (x * x) / 2, 0),
  grad: (w, out) => out.set(w),
});
const ones = new Array<number>(P).fill(1);
const LAMBDAS = [0.15, 0.05, 0.02];

type Data = Parameters<typeof path>[3];

async function models(
  family: FamilyWord,
  penalty: Penalty,
  y: number[] | number[][],
  options: Data = {},
  tol = 1e-13,
): Promise<FittedModel[]> {
  const estimator = new GLM({ family, penalty, tol });
  const found = await path(estimator, X, y, { lambdas: LAMBDAS, ...options });
  return LAMBDAS.map((_, l) => found.model(l) as FittedModel);
}

function expectEqual(a: readonly FittedModel[], b: readonly FittedModel[], near = 1e-6): void {
  a.forEach((model, l) => {
    expect(model.certificate.ok).toBe(true);
    const [own, other] = [model.settings, b[l]!.settings];
    expect(own.coef.length).toBe(other.coef.length);
    own.coef.forEach((value, at) => {
      expect(Math.abs(value - other.coef[at]!)).toBeLessThanOrEqual(near);
    });
    own.intercepts.forEach((value, k) => {
      expect(Math.abs(value - other.intercepts[k]!)).toBeLessThanOrEqual(near);
    });
    // the deviance alone is no minimum: it differs like the coefficients
    expect(Math.abs(model.devianceRatio - b[l]!.devianceRatio)).toBeLessThanOrEqual(near);
  });
}

describe.each([
  ['multigaussian', Y],
  ['multinomial', labels],
] as const)('%s: what must be equal', (family, y) => {
  const response = y as number[] | number[][];
  const factor = Array.from({ length: P }, (_, j) => (j === 3 ? 0 : j === 5 ? Infinity : 1));

  test.each([
    ['all columns', {}],
    ['an unpenalized and an excluded column, with weights', { penaltyFactor: factor, weights }],
  ] as const)('SLOPE with equal weights is the lasso: %s', async (_, options) => {
    const own = await models(family, slope({ weights: ones }), response, options, 1e-12);
    expectEqual(own, await models(family, l1(), response, options));
    const data = 'weights' in options ? { weights } : {};
    for (const model of own) expect(model.verify(X, y, data).ok).toBe(true);
  });

  test('Tikhonov with Γ = I is ridge', async () => {
    const bounded = { lower: -0.1 };
    for (const options of [{}, { weights }, { penaltyFactor: factor }, bounded]) {
      const penalty = tikhonov({ gamma: eye(P) });
      const ridge = await models(family, l2(), response, options);
      expectEqual(await models(family, penalty, response, options), ridge);
      const data = 'weights' in options ? { weights } : {};
      // what is written down in the units of X proves a little less than what was solved
      const proven = await models(family, penalty, response, options, 1e-12);
      for (const model of proven) expect(model.verify(X, y, data).ok).toBe(true);
    }
  });

  test('Tikhonov with Γ = I and a lasso are an elastic net', async () => {
    const half = elasticNet({ lambda: 1, l1Ratio: 0.5 });
    const sum = tikhonov({ lambda: 0.5, gamma: eye(P) }).plus(l1(0.5));
    const own = await models(family, sum, response);
    expectEqual(own, await models(family, half, response));
    for (const model of own) expect(model.verify(X, y).ok).toBe(true);
  });

  test('a custom penalty that is the lasso or ridge gives the same models', async () => {
    for (const [mine, known] of [
      [LASSO, l1()],
      [RIDGE, l2()],
    ] as const) {
      const own = await models(family, mine, response, {}, 1e-9);
      expectEqual(own, await models(family, known, response));
      for (const { certificate } of own) expect(certificate.kind).toBe('stationarity');
    }
  });

  test('a custom penalty sees the coefficients of one output at a time', async () => {
    const seen = new Set<number>();
    const spy = custom({
      value: (w) => {
        seen.add(w.length);
        return w.reduce((sum, x) => sum + (x * x) / 2, 0);
      },
      prox: (w, t, out) => {
        seen.add(w.length).add(out.length);
        out.set(w.map((x) => x / (1 + t)));
      },
    });
    expectEqual(
      await models(family, spy, response, {}, 1e-9),
      await models(family, l2(), response),
    );
    expect([...seen]).toEqual([P]);
  });

  test('models that verify proves are no longer proven when a coefficient moves', async () => {
    for (const penalty of [slope(), tikhonov({ gamma: differences(P) })]) {
      const model = (await models(family, penalty, response, {}, 1e-8))[1]!;
      const { certificate } = model;
      const own = model.verify(X, y);
      expect([own.ok, certificate.ok, own.kind]).toEqual([true, true, 'duality-gap']);
      const Model = model.constructor as new (state: unknown) => FittedModel;
      for (const at of [0, P + 1, 2 * P + 5]) {
        const coef = model.settings.coef.map((value, q) => (q === at ? value + 1e-2 : value));
        expect(new Model({ ...model.settings, coef }).verify(X, y).ok).toBe(false);
      }
    }
  });

  test('cross-validation says the same of equal penalties', async () => {
    const cv = (penalty: Penalty) =>
      crossValidate(new GLM({ family, penalty, tol: 1e-9 }), X, y as number[], {
        folds: 4,
        lambdas: LAMBDAS,
      });
    for (const [mine, known] of [
      [slope({ weights: ones }), l1()],
      [tikhonov({ gamma: eye(P) }), l2()],
      [RIDGE, l2()],
    ] as const) {
      const [own, other] = [await cv(mine), await cv(known)];
      own.curve.mean.forEach((value, l) => {
        expect(Math.abs(value - other.curve.mean[l]!)).toBeLessThanOrEqual(1e-4);
      });
      expect(own.lambda).toBe(other.lambda);
      expect((own.model as FittedModel).certificate.ok).toBe(true);
    }
  });
});

/** tr M (M + D)⁻¹ over intercepts and coefficients, less the intercepts' share. */
test('degrees of freedom of softmax ridge are those of its curvatures', async () => {
  const scaled = transpose(
    transpose(X).map((column) => {
      const mean = column.reduce((sum, x) => sum + x, 0) / X.length;
      const squares = column.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / X.length;
      return column.map((x) => (x - mean) / Math.sqrt(squares));
    }),
  );
  const fits = await models('multinomial', tikhonov({ gamma: eye(P) }), labels);
  fits.forEach((model, l) => {
    const shares = (model as FittedClassifier).predictProba(X);
    // of the intercepts only differences count: the last is left out
    const size = 3 * (P + 1) - 1;
    const M = Array.from({ length: size }, () => new Float64Array(size));
    scaled.forEach((row, i) => {
      const p = [0, 1, 2].map((k) => shares.get(i, k));
      const x = [...row, 1];
      for (let q = 0; q < size; q++)
        for (let r = 0; r < size; r++) {
          const [k, m] = [Math.floor(q / (P + 1)), Math.floor(r / (P + 1))];
          const bend = p[k]! * (Number(k === m) - p[m]!);
          M[q]![r]! += (bend * x[q % (P + 1)]! * x[r % (P + 1)]!) / X.length;
        }
    });
    const D = M.map((row, q) =>
      row.map((value, r) => value + Number(q === r && q % (P + 1) < P) * LAMBDAS[l]!),
    );
    const solve = solverOf(D);
    const trace = M.reduce((sum, row, q) => sum + solve(row)[q]!, 0);
    expect(model.df).toBeCloseTo(trace - 2, 5);
  });
});

test('several responses are as many models of one response', async () => {
  const lambdas = LAMBDAS;
  for (const penalty of [slope(), tikhonov({ gamma: differences(P) })]) {
    const all = await models('multigaussian', penalty, Y);
    for (const k of [0, 1, 2]) {
      const estimator = new GLM({ family: 'gaussian', penalty, tol: 1e-13 });
      const one = await path(
        estimator,
        X,
        Y.map((row) => row[k]!),
        { lambdas },
      );
      all.forEach((model, l) => {
        const { coef, intercepts } = one.model(l).settings;
        coef.forEach((value, j) => {
          expect(Math.abs(value - model.settings.coef[k * P + j]!)).toBeLessThanOrEqual(1e-6);
        });
        expect(Math.abs(intercepts[0]! - model.settings.intercepts[k]!)).toBeLessThanOrEqual(1e-6);
      });
    }
  }
});

/**
 * Two classes with coefficients ±β/2 cost λ[Ω(β/2) + Ω(−β/2)]: λΩ(β) for a norm, and half of
 * λ/2 ‖Γβ‖² for a square.
 */
test.each([
  ['SLOPE', slope(), 1],
  ['Tikhonov', tikhonov({ gamma: differences(P) }), 2],
] as const)('%s of two classes is that of a binomial model', async (_, penalty, share) => {
  const two = await models('multinomial', penalty, pairs);
  const lambdas = LAMBDAS.map((lambda) => lambda / share);
  const estimator = new GLM({ family: 'binomial', penalty, tol: 1e-13 });
  const one = await path(estimator, X, pairs, { lambdas });
  two.forEach(({ settings: { coef, intercepts } }, l) => {
    const beta = one.model(l).settings;
    beta.coef.forEach((value, j) => {
      expect(Math.abs(coef[P + j]! - value / 2)).toBeLessThanOrEqual(1e-6);
      expect(Math.abs(coef[j]! + value / 2)).toBeLessThanOrEqual(1e-6);
    });
    expect(Math.abs(intercepts[1]! - beta.intercepts[0]! / 2)).toBeLessThanOrEqual(1e-6);
  });
});

describe('more coefficients than a Gram matrix takes', () => {
  const wide = correlated(40, 1010, 0.3, 23);
  const outputs = wide.X.map((row, i) =>
    [0, 1, 2].map((k) => row[7 * k]! - row[7 * k + 3]! + 0.5 * wide.noise[(i + 9 * k) % 40]!),
  );
  const named = outputs.map((row) => row.indexOf(Math.max(...row)));
  const factor = Array.from({ length: 1010 }, (_, j) => (j === 5 ? 0 : 1));

  test.each([
    ['SLOPE', slope(), undefined],
    ['SLOPE with an unpenalized column', slope(), factor],
    ['a custom penalty by its prox', LASSO, undefined],
    ['a custom penalty by its gradient', RIDGE, undefined],
  ])('softmax is descended on directly: %s', async (_, penalty, penaltyFactor) => {
    const estimator = new GLM({ family: 'multinomial', penalty, tol: 1e-6 });
    const options = { nLambda: 4, lambdaMinRatio: 0.2, ...(penaltyFactor && { penaltyFactor }) };
    const found = await path(estimator, wide.X, named, options);
    for (const { ok } of found.certificates) expect(ok).toBe(true);
    const last = found.model(3) as FittedModel;
    expect(last.nonzero.length).toBeGreaterThan(0);
    if (penalty.convex) expect(last.verify(wide.X, named).ok).toBe(true);
  });
});
