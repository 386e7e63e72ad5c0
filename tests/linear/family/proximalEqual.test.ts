/** Penalties of the whole vector: equalities with penalties that are sums over coefficients. */
import { describe, expect, test } from 'vitest';
import { binomial, gaussian } from '../../../src/datafit/index.ts';
import { SparseMatrix } from '../../../src/memory/sparseMatrix.ts';
import {
  custom,
  differences,
  elasticNet,
  l1,
  l2,
  slope,
  tikhonov,
} from '../../../src/penalty/index.ts';
import { classes, data, denseDifferences, eye, FAMILIES, reals } from '../../support/correlated.ts';
import { type FamilyPoint, fitFamily } from '../../support/fitFamily.ts';
import { f64 } from '../../support/kernels.ts';

const PENALTIES = [slope(), tikhonov({ gamma: differences(12) })];

describe('what must be equal', () => {
  const { X, weights } = data;
  const settings = { tol: 1e-13 };
  const lambdas = [0.3, 0.1, 0.01];
  /** Coefficients may differ by √(2 gap ÷ curvature): gaps near 1e-13, curvatures above 0.01. */
  const NEAR = 1e-5;
  const equal = (a: FamilyPoint[], b: FamilyPoint[]) => {
    expect(a).toHaveLength(b.length);
    a.forEach((point, l) => {
      for (const [j, coef] of point.coef.entries())
        expect(Math.abs(coef - b[l]!.coef[j]!)).toBeLessThanOrEqual(NEAR);
      expect(Math.abs(point.intercept - b[l]!.intercept)).toBeLessThanOrEqual(NEAR);
    });
  };
  const factor = f64(12, (j) => (j === 3 ? 0 : j === 5 ? Infinity : 1));
  const ones = new Array(12).fill(1);

  test.each([
    ['all columns', {}],
    ['an unpenalized and an excluded column', { penaltyFactor: factor }],
  ])('SLOPE with equal weights is the lasso: %s', (_, more) => {
    for (const [family, , y] of FAMILIES.slice(0, 2)) {
      const fit = { X, y, family, weights, settings: { ...settings, ...more } };
      const points = fitFamily(fit, slope({ weights: ones }), lambdas);
      equal(points, fitFamily(fit, l1(), lambdas));
      for (const { relative } of points) expect(relative).toBeLessThanOrEqual(1e-13);
    }
  });

  test('Tikhonov with Γ = I is ridge, with factors and limits too', () => {
    const penaltyFactor = f64(12, (j) => (j === 5 ? Infinity : (j % 3) / 2));
    const lower = f64(12, (j) => (j % 2 ? -0.05 : -Infinity));
    for (const [family, , y] of FAMILIES.slice(0, 3))
      for (const more of [{}, { penaltyFactor }, { lower }, { penaltyFactor, lower }]) {
        const fit = { X, y, family, settings: { ...settings, ...more } };
        const own = fitFamily(fit, tikhonov({ gamma: eye(12) }), lambdas);
        const ridge = fitFamily(fit, l2(), lambdas);
        equal(own, ridge);
        for (const [l, { relative, df }] of own.entries()) {
          expect(relative).toBeLessThanOrEqual(1e-13);
          if (family.name === 'gaussian') expect(df).toBeCloseTo(ridge[l]!.df!, 6);
        }
      }
  });

  test('Tikhonov plus an elastic net is the elastic net of more rows', () => {
    const [n, p, lambda] = [60, 12, 0.05];
    const gamma = denseDifferences;
    const rows = [...X, ...gamma.map((row) => row.map((x) => x * Math.sqrt(n * lambda)))];
    const y = [...reals, ...gamma.map(() => 0)];
    const plain = { standardize: false, intercept: false, ...settings };
    const net = elasticNet({ lambda: 0.1, l1Ratio: 0.7 });
    const sum = tikhonov({ lambda, gamma }).plus(net);
    const share = n / rows.length;
    const own = fitFamily({ X, y: reals, family: gaussian(), settings: plain }, sum, [sum.lambda]);
    const long = fitFamily({ X: rows, y, family: gaussian(), settings: plain }, net, [0.1 * share]);
    equal(own, long);
    expect(own[0]!.columns.length).toBeLessThan(p);
    expect(own[0]!.relative).toBeLessThanOrEqual(1e-13);
  });

  test('a custom penalty that is the lasso or ridge gives the same models', () => {
    const lasso = custom({
      value: (w) => w.reduce((sum, x) => sum + Math.abs(x), 0),
      prox: (w, t, out) =>
        w.forEach((x, j) => {
          out[j] = Math.sign(x) * Math.max(Math.abs(x) - t, 0);
        }),
    });
    const ridge = custom({
      value: (w) => w.reduce((sum, x) => sum + (x * x) / 2, 0),
      grad: (w, out) => out.set(w),
    });
    for (const [family, , y] of FAMILIES.slice(0, 3)) {
      const fit = { X, y, family, settings: { tol: 1e-10 } };
      for (const [own, known] of [
        [lasso, l1()],
        [ridge, l2()],
      ] as const) {
        const points = fitFamily(fit, own, lambdas);
        equal(points, fitFamily({ ...fit, settings }, known, lambdas));
        for (const { relative } of points) expect(relative).toBeLessThanOrEqual(1e-10);
      }
    }
  });

  test('sparse columns give the models of dense ones', () => {
    const some = X.map((row) => row.map((x) => (Math.abs(x) > 1 ? x : 0)));
    const cells = some.flatMap((row, i) => row.map((v, j) => ({ i, j, v }))).filter(({ v }) => v);
    const sparse = SparseMatrix.fromTriplets({
      i: cells.map(({ i }) => i),
      j: cells.map(({ j }) => j),
      v: cells.map(({ v }) => v),
      rows: 60,
      cols: 12,
    });
    for (const penalty of PENALTIES)
      for (const [family, , y] of FAMILIES.slice(0, 2)) {
        const fit = { y, family, weights, settings };
        equal(
          fitFamily({ ...fit, X: some }, penalty, lambdas),
          fitFamily({ ...fit, X: sparse }, penalty, lambdas),
        );
      }
  });

  test('a warm start ends where a cold one does', () => {
    const fit = { X: data.X, y: classes, family: binomial(), settings: { tol: 1e-13 } };
    for (const penalty of PENALTIES) {
      const warm = fitFamily(fit, penalty, [0.2, 0.1, 0.05])[2]!;
      const cold = fitFamily(fit, penalty, [0.05])[0]!;
      equal([warm], [cold]);
    }
  });
});

test('a constant column gets no coefficient, whatever the penalty', () => {
  const X = data.X.map((row) => row.map((x, j) => (j === 2 ? 4 : x)));
  for (const penalty of PENALTIES)
    for (const { coef, relative } of fitFamily(
      { X, y: reals, family: gaussian() },
      penalty,
      [0.1],
    )) {
      expect(coef[2]).toBe(0);
      expect(relative).toBeLessThanOrEqual(1e-10);
    }
});
