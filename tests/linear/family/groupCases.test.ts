import { describe, expect, test } from 'vitest';
import { binomial, gaussian, poisson } from '../../../src/datafit/index.ts';
import { groupLasso, l1, l2, sparseGroupLasso } from '../../../src/penalty/index.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import { arDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';
import { certifiedGap, relativeDifference } from '../../support/tolerance.ts';
import { fitGroups, type GroupModel } from './groupFit.ts';
import {
  FAMILIES,
  groupsOf,
  judged,
  modelsOf,
  type Name,
  responses,
  SAME_COEFFICIENTS,
  TIGHT,
  TOL,
} from './groupProblems.ts';

/** λ_max of blocks is a root, raised a little against rounding. */
const ROOT = 1e-12;

describe('λ_max', () => {
  const X = arDesign(random(3), 60, 20, 0.5);
  const y = responses(X, 4).gaussian;
  const groups = groupsOf(20);

  test.each([0, 0.05, 0.5, 0.95, 1])('just below it a group enters, l1Ratio %d', (l1Ratio) => {
    const penalty = sparseGroupLasso({ groups, l1Ratio });
    const options = { family: gaussian(), penalty, shares: [1, 0.999] };
    const counts = modelsOf(X, y, options).map(
      ({ coef }) => coef.filter((value) => value !== 0).length,
    );
    expect(counts[0]).toBe(0);
    expect(counts[1]).toBeGreaterThan(0);
  });

  test('is that of the lasso where the L1 part is all', () => {
    const lasso = fitGroups(X, y, { family: gaussian(), penalty: l1() }).top;
    const sparse = { family: gaussian(), penalty: sparseGroupLasso({ groups, l1Ratio: 1 }) };
    expect(Math.abs(fitGroups(X, y, sparse).top / lasso - 1)).toBeLessThanOrEqual(ROOT);
  });

  test('is that of a share of 0.001 where nothing makes coefficients 0', () => {
    const ridge = fitGroups(X, y, { family: gaussian(), penalty: l2() }).top;
    const lasso = fitGroups(X, y, { family: gaussian(), penalty: l1() }).top;
    expect(ridge).toBe(1000 * lasso);
  });
});

describe('special cases', () => {
  const X = arDesign(random(8), 70, 15, 0.7);
  const y = responses(X, 9);
  const alone = X[0]!.map((_, j) => [j]);

  /** The same coefficients, to what two gaps of TOL may leave between them. */
  function expectSame(a: GroupModel[], b: GroupModel[]): void {
    expect(a.map(({ lambda }) => lambda)).toEqual(b.map(({ lambda }) => lambda));
    for (const [k, { coef }] of a.entries())
      expect(relativeDifference(coef, b[k]!.coef)).toBeLessThanOrEqual(SAME_COEFFICIENTS);
  }

  test.each(Object.keys(FAMILIES) as Name[])('%s: groups of size 1 are the lasso', (name) => {
    const common = { family: FAMILIES[name], tol: TIGHT, lambdas: [0.2, 0.1, 0.02] };
    const lasso = modelsOf(X, y[name], { ...common, penalty: l1() });
    expectSame(modelsOf(X, y[name], { ...common, penalty: groupLasso({ groups: alone }) }), lasso);
    const ids = Int32Array.from(alone, () => -1);
    expectSame(modelsOf(X, y[name], { ...common, penalty: groupLasso({ groups: ids }) }), lasso);
  });

  test('an L1 share of 1 is the lasso, whatever the groups', () => {
    const common = { family: gaussian(), tol: TIGHT, lambdas: [0.3, 0.1, 0.02] };
    const sparse = sparseGroupLasso({ groups: groupsOf(15), l1Ratio: 1 });
    const lasso = modelsOf(X, y.gaussian, { ...common, penalty: l1() });
    expectSame(modelsOf(X, y.gaussian, { ...common, penalty: sparse }), lasso);
  });

  test('one group of all columns on orthonormal ones is shrunk as a whole', () => {
    const H = [0, 1, 2, 3].map((i) => [1, 2, 3].map((j) => (popcount(i & j) % 2 ? -1 : 1)));
    const target = [4, -1, 2, 0.5];
    const z = [0, 1, 2].map((j) => H.reduce((sum, x, i) => sum + (x[j]! * target[i]!) / 4, 0));
    const [model] = modelsOf(H, target, {
      family: gaussian(),
      penalty: groupLasso({ groups: [[0, 1, 2]] }),
      lambdas: [0.5],
    });
    const left = 1 - (0.5 * Math.sqrt(3)) / Math.hypot(...z);
    model!.coef.forEach((value, j) => {
      expect(value).toBeCloseTo(left * z[j]!, 10);
    });
  });

  test('group ids and lists of columns say the same', () => {
    const groups = groupsOf(15);
    const ids = Int32Array.from({ length: 15 }, (_, j) => groups.findIndex((g) => g.includes(j)));
    const common = { family: gaussian(), shares: [0.2] };
    const [a] = modelsOf(X, y.gaussian, { ...common, penalty: groupLasso({ groups }) });
    const [b] = modelsOf(X, y.gaussian, { ...common, penalty: groupLasso({ groups: ids }) });
    expect(a).toEqual(b);
  });

  test('an L2 part is added to the groups', () => {
    const penalty = groupLasso({ groups: groupsOf(15), lambda: 1 }).plus(l2(1));
    const [model] = modelsOf(X, y.gaussian, { family: gaussian(), penalty, lambdas: [0.2] });
    expect(model!.gap).toBeLessThanOrEqual(TOL);
    expect(stationary(X, y.gaussian, model!, [0.1, 0.1], groupsOf(15))).toBeLessThanOrEqual(
      SAME_COEFFICIENTS,
    );
  });
});

const popcount = (value: number) => value.toString(2).replaceAll('0', '').length;

/** Largest violation of x̃ᵀr = strength √|g| b/‖b‖ + l2 b, on standardized columns. */
function stationary(
  X: number[][],
  y: number[],
  { coef, intercept }: GroupModel,
  [strength, second]: readonly [number, number],
  groups: number[][],
): number {
  const n = X.length;
  const r = X.map((x, i) => y[i]! - intercept - x.reduce((sum, v, j) => sum + v * coef[j]!, 0));
  const mean = X[0]!.map((_, j) => X.reduce((sum, x) => sum + x[j]! / n, 0));
  const deviation = mean.map((m, j) => Math.sqrt(X.reduce((s, x) => s + (x[j]! - m) ** 2 / n, 0)));
  return groups.reduce((worst, group) => {
    const u = group.map((j) =>
      X.reduce((sum, x, i) => sum + ((x[j]! - mean[j]!) * r[i]!) / n / deviation[j]!, 0),
    );
    const b = group.map((j) => coef[j]! * deviation[j]!);
    const size = Math.hypot(...b);
    const radius = strength * Math.sqrt(group.length);
    if (size === 0) return Math.max(worst, Math.hypot(...u) - radius);
    const rest = u.map((v, k) => v - (radius / size + second) * b[k]!);
    return Math.max(worst, Math.hypot(...rest));
  }, 0);
}

describe('penalty factors, weights and dead columns', () => {
  const X = arDesign(random(31), 60, 12, 0.6);
  const y = responses(X, 3);
  const groups = [
    [0, 1, 2],
    [3, 7],
    [4, 5, 6],
  ];
  const factor = (of: (j: number) => number) => X[0]!.map((_, j) => of(j));

  test.each(Object.keys(FAMILIES) as Name[])('%s: factor 0 leaves a group unpenalized', (name) => {
    const penaltyFactor = factor((j) => (j < 3 ? 0 : 1));
    const penalty = groupLasso({ groups });
    const options = { family: FAMILIES[name], penalty, penaltyFactor, shares: [1, 0.1] };
    const [first, second] = modelsOf(X, y[name], options);
    expect(first!.coef.map((value) => Number(value !== 0))).toEqual(
      Float64Array.from(factor((j) => Number(j < 3))),
    );
    for (const { gap } of [first!, second!]) expect(gap).toBeLessThanOrEqual(TOL);
  });

  test('an infinite factor leaves a group out', () => {
    const penaltyFactor = factor((j) => (j === 3 || j === 7 ? Infinity : 1));
    const penalty = groupLasso({ groups });
    const options = { family: gaussian(), penalty, penaltyFactor, lambdas: [0] };
    const [model] = modelsOf(X, y.gaussian, options);
    expect([model!.coef[3], model!.coef[7]]).toEqual([0, 0]);
    expect(model!.coef.filter((value) => value !== 0).length).toBe(10);
  });

  test('a common factor is a stronger group', () => {
    const penaltyFactor = factor((j) => (j < 3 ? 2 : 1));
    const twice = groupLasso({ groups, weights: [2 * Math.sqrt(3), Math.SQRT2, Math.sqrt(3)] });
    const common = { family: gaussian(), lambdas: [0.1], tol: TIGHT };
    const [a] = modelsOf(X, y.gaussian, {
      ...common,
      penalty: groupLasso({ groups }),
      penaltyFactor,
    });
    const [b] = modelsOf(X, y.gaussian, { ...common, penalty: twice });
    expect(relativeDifference(a!.coef, b!.coef)).toBeLessThanOrEqual(SAME_COEFFICIENTS);
  });

  test('a constant column stays 0 and counts for the weight of its group', () => {
    const dead = X.map((x) => x.map((value, j) => (j === 1 ? 3 : value)));
    const penalty = groupLasso({ groups });
    const [model] = modelsOf(dead, y.poisson, { family: poisson(), penalty, shares: [0.2] });
    expect(model!.coef[1]).toBe(0);
    const listed = [...groups, ...[8, 9, 10, 11].map((j) => [j])];
    const own = { kind: 'group', lambda: model!.lambda, l1Ratio: 0, groups: listed } as const;
    const verdict = judgeGap(
      { X: dead, y: y.poisson, family: { name: 'poisson' }, penalty: own },
      model!,
    );
    expect(verdict.relative).toBeLessThanOrEqual(certifiedGap(TOL));
  });

  test('weights of rows, no intercept and no standardization', () => {
    const weights = X.map((_, i) => 1 + (i % 3));
    const listed = groupsOf(12);
    const options = { weights, intercept: false, standardize: false };
    const penalty = sparseGroupLasso({ groups: listed, l1Ratio: 0.3 });
    const models = modelsOf(X, y.binomial, {
      ...options,
      family: binomial(),
      penalty,
      shares: [1, 0.5, 0.1, 0.01],
    });
    for (const model of models) {
      const own = judged(penalty, model.lambda, 0.3);
      const problem = { ...options, X, y: y.binomial, family: { name: 'binomial' }, penalty: own };
      const verdict = judgeGap(problem as Parameters<typeof judgeGap>[0], model);
      expect(verdict.relative).toBeLessThanOrEqual(certifiedGap(TOL));
    }
  });
});
