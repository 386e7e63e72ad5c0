import { describe, expect, test } from 'vitest';
import { type Random, random } from '../../support/random.ts';
import { judge } from '../judge.ts';
import { norms, sorted } from './block.ts';
import type { Family } from './family.ts';
import { GOLDEN_FAMILIES, goldenFamilyFits } from './goldenFamilies.ts';
import { judgeGap } from './judgeGap.ts';
import { kktFamily, objectiveFamily } from './kktFamily.ts';
import { nonConvexValue, nonConvexViolation } from './nonConvex.ts';
import type { NonConvexPenalty, Penalty } from './penalty.ts';
import type { FamilyProblem, FamilySolution } from './standardProblem.ts';
import { BOUND } from './tolerance.ts';

const limitsOf = (penalty: Penalty): [number, number] =>
  penalty.kind === 'elasticNet'
    ? [(penalty.lower as number) ?? -Infinity, (penalty.upper as number) ?? Infinity]
    : [-Infinity, Infinity];

/** Coefficients shrunk and shaken, within the limits; a third of them 0. */
function shaken({ problem, solution }: Fit, source: Random, size: number): FamilySolution {
  const [low, high] = limitsOf(problem.penalty);
  const shake = (value: unknown): unknown => {
    if (typeof value !== 'number') return Array.from(value as [], shake);
    const moved = source.chance(0.3) ? 0 : value * source.uniform() + size * source.normal();
    return Math.min(Math.max(moved, low), high);
  };
  const [coef, intercept] = [shake(solution.coef), shake(solution.intercept)];
  return { coef, intercept: problem.intercept === false ? solution.intercept : intercept } as never;
}

type Fit = { problem: FamilyProblem; solution: FamilySolution };

describe.each(GOLDEN_FAMILIES)('%s', (name) => {
  test('from any point the dual bound is below the stored optimum, and the primal above', () => {
    const fits = goldenFamilyFits(name);
    const source = random(name.length);
    for (const fit of [fits[Math.floor(fits.length / 2)]!, fits.at(-1)!]) {
      const best = judgeGap(fit.problem, fit.solution);
      for (const size of [1e-3, 0.3]) {
        const verdict = judgeGap(fit.problem, shaken(fit, source, size));
        const rounding = BOUND * (1 + Math.abs(best.primal) + Math.abs(verdict.primal));
        expect(verdict.gap).toBeGreaterThanOrEqual(-rounding);
        expect(verdict.dual).toBeLessThanOrEqual(best.primal + rounding);
        expect(verdict.primal).toBeGreaterThanOrEqual(best.dual - rounding);
        expect(verdict.primal - verdict.dual).toBe(verdict.gap);
      }
    }
  });
});

const source = random(5);
const [n, p] = [30, 5];
const X = Array.from({ length: n }, () => Array.from({ length: p }, () => source.normal()));
const real = Array.from({ length: n }, () => source.normal() + 1);
const labels = Array.from({ length: n }, () => Number(source.chance(0.4)));
const weights = Array.from({ length: n }, () => 0.1 + source.uniform());
const coef = [0.4, 0, -0.3, 0.1, 0];
const solution = { coef, intercept: 0.2 };
const gaussian: Family = { name: 'gaussian' };
const binomial: Family = { name: 'binomial' };
const lasso: Penalty = { kind: 'elasticNet', lambda: 0.1, l1Ratio: 1 };

/** Verdicts that must be equal up to rounding, but for a constant of the objective. */
function expectSame(a: ReturnType<typeof judgeGap>, b: ReturnType<typeof judgeGap>): void {
  for (const field of ['gap', 'relative', 'nullLoss', 'primal'] as const)
    expect(Math.abs(a[field] - b[field]), field).toBeLessThanOrEqual(
      1e-12 * (1 + Math.abs(b[field])),
    );
  expect(b.gap).toBeGreaterThan(1e-3);
}

describe('equal problems have equal verdicts', () => {
  const base = { X, y: labels, family: binomial, weights };
  const ofLasso = judgeGap({ ...base, penalty: lasso }, solution);

  test('groups of one column, and SLOPE with equal strengths, are the lasso', () => {
    const groups = [[0], [1], [2], [3], [4]];
    const group: Penalty = { kind: 'group', lambda: 0.1, l1Ratio: 0, groups };
    expectSame(judgeGap({ ...base, penalty: group }, solution), ofLasso);
    expectSame(judgeGap({ ...base, penalty: { ...group, l1Ratio: 0.6 } }, solution), ofLasso);
    const slope: Penalty = { kind: 'slope', sequence: [0.1, 0.1, 0.1, 0.1, 0.1] };
    expectSame(judgeGap({ ...base, penalty: slope }, solution), ofLasso);
  });

  test('a Tikhonov matrix I, and coefficients grouped one by one, are elastic nets', () => {
    const gamma = coef.map((_, j) => coef.map((__, k) => Number(j === k)));
    const ridge: Penalty = { kind: 'elasticNet', lambda: 0.3, l1Ratio: 0 };
    const tikhonov: Penalty = { kind: 'tikhonov', lambda: 0.3, gamma };
    const ofRidge = judgeGap({ ...base, penalty: ridge }, solution);
    expectSame(judgeGap({ ...base, penalty: tikhonov }, solution), ofRidge);
    const grouped: Penalty = { ...ridge, l1Ratio: 0.4, grouped: true };
    const single = judgeGap({ ...base, penalty: { ...ridge, l1Ratio: 0.4 } }, solution);
    expectSame(judgeGap({ ...base, penalty: grouped }, solution), single);
  });

  test('two classes with coefficients ± β / 2 under ridge of twice λ are binomial', () => {
    const penalty = (lambda: number): Penalty => ({ kind: 'elasticNet', lambda, l1Ratio: 0 });
    const halves = (sign: number) => coef.map((value) => (sign * value) / 2);
    const both = { coef: [halves(-1), halves(1)], intercept: [-0.1, 0.1] };
    const y = labels.map((value) => [1 - value, value]);
    const family: Family = { name: 'multinomial' };
    const two = judgeGap({ ...base, family, y, penalty: penalty(0.6) }, both);
    expectSame(two, judgeGap({ ...base, penalty: penalty(0.3) }, solution));
  });

  test('a far Huber threshold is gaussian, and the gaussian judge agrees', () => {
    const problem = { X, y: real, weights, penalty: lasso };
    const squares = judgeGap({ ...problem, family: gaussian }, solution);
    const far: Family = { name: 'huber', delta: 1e3 };
    expectSame(judgeGap({ ...problem, family: far }, solution), squares);
    const { nullLoss } = judge({ X, y: real, weights, lambda: 0.1, l1Ratio: 1 }, solution);
    expect(Math.abs(squares.nullLoss - nullLoss)).toBeLessThanOrEqual(1e-14);
  });

  test('a factor on a column cancels with standardization, and a shift with the intercept', () => {
    const changed = X.map((row) => row.map((value, j) => (j === 0 ? 4 * value + 8 : value)));
    const moved = { coef: [0.1, ...coef.slice(1)], intercept: 0.2 - 0.8 };
    expectSame(judgeGap({ ...base, X: changed, penalty: lasso }, moved), ofLasso);
  });

  test('a row of weight 0 may hold anything', () => {
    const more = { X: [...X, X[0]!.map(() => 1e9)], y: [...labels, 0], weights: [...weights, 0] };
    expectSame(judgeGap({ ...more, family: binomial, penalty: lasso }, solution), ofLasso);
  });
});

describe('what is not feasible costs Infinity', () => {
  const problem = { X, y: labels, family: binomial };
  test('a broken limit, an excluded column, a constant column', () => {
    const gap = (change: object, at: FamilyProblem['X'] = X) =>
      judgeGap({ ...problem, X: at, penalty: { ...lasso, ...change } as Penalty }, solution).gap;
    expect(gap({ upper: 0.05 })).toBe(Infinity);
    expect(gap({ factor: [Infinity, 1, 1, 1, 1] })).toBe(Infinity);
    const constant = X.map((row) => [7, ...row.slice(1)]);
    expect(gap({}, constant)).toBe(Infinity);
    expect(gap({ lower: -0.1, upper: 0.05, lambda: 0 })).toBe(Infinity);
    expect(gap({ lower: -5, upper: 5 })).toBeLessThan(Infinity);
  });

  test('a wrong intercept is paid for', () => {
    const right = judgeGap({ ...problem, penalty: lasso }, solution);
    const wrong = judgeGap({ ...problem, penalty: lasso }, { coef, intercept: 3 });
    expect(wrong.gap).toBeGreaterThan(right.gap + 0.3);
    expect(
      kktFamily({ ...problem, penalty: lasso }, { coef, intercept: 3 }).intercept,
    ).toBeGreaterThan(0.1);
  });
});

describe('the polar of a norm, by brute force', () => {
  const cases = {
    'sparse group': norms([0, 1], 0.3, 0.8, 0),
    group: norms([0, 1], 0, 1.2, 0),
    slope: sorted([0, 1], [1, 0.4]),
  };
  test.each(Object.entries(cases))('%s: the finite scale is 1 / sup bᵀv / Ω(b)', (_, block) => {
    const circle = Array.from({ length: 4000 }, (_, k) => (k * Math.PI) / 2000);
    for (let round = 0; round < 20; round++) {
      const v = Float64Array.of(source.normal(), source.normal());
      const ratios = circle.map((angle) => {
        const b = Float64Array.of(Math.cos(angle), Math.sin(angle));
        return (b[0]! * v[0]! + b[1]! * v[1]!) / block.value(b);
      });
      const most = Math.max(...ratios) * block.finiteScale(v);
      expect(most).toBeLessThanOrEqual(1 + 1e-14);
      // At a corner of Ω the ratio falls linearly off the grid, by at most half a step of 1.6e-3.
      expect(most).toBeGreaterThanOrEqual(1 - 2e-3);
      expect(block.conjugate(v.map((x) => x * block.finiteScale(v)))).toBe(0);
      expect(block.conjugate(v.map((x) => x * block.finiteScale(v) * (1 + 1e-9)))).toBe(Infinity);
    }
  });

  test('with an L2 part the conjugate of a sparse group is a supremum', () => {
    const block = norms([0, 1], 0.3, 0.8, 0.5);
    const v = Float64Array.of(2, -1.5);
    let searched = -Infinity;
    for (let a = 0; a <= 4; a += 1 / 128)
      for (let b = -4; b <= 0; b += 1 / 128)
        searched = Math.max(searched, 2 * a - 1.5 * b - block.value(Float64Array.of(a, b)));
    expect(block.conjugate(v)).toBeGreaterThanOrEqual(searched);
    expect(block.conjugate(v)).toBeLessThanOrEqual(searched + 1 / 128 ** 2);
  });
});

describe.each(['mcp', 'scad'] as const)('%s', (kind) => {
  const penalty: NonConvexPenalty = { kind, lambda: 0.8, gamma: 3.5, l1Ratio: 0.75, factor: [2] };

  test('the violation is the distance to the slope of the value', () => {
    for (const b of [-4, -1.5, -0.3, 0.2, 0.7, 1.4, 2.6]) {
      const h = 2 ** -17;
      const ahead = nonConvexValue(penalty, b + h, 2);
      const slope = (ahead - nonConvexValue(penalty, b - h, 2)) / (2 * h);
      expect(nonConvexViolation(penalty, b, slope, 2)).toBeLessThanOrEqual(1e-9);
      expect(nonConvexViolation(penalty, b, slope + 0.5, 2)).toBeCloseTo(0.5, 8);
    }
    expect(nonConvexViolation(penalty, 0, 1.2, 2)).toBe(0);
    expect(nonConvexViolation(penalty, 0, 1.3, 2)).toBeCloseTo(0.1, 14);
    expect(nonConvexValue(penalty, 0, 2)).toBe(0);
  });

  test('it is constant far out but for its L2 part, and the lasso for a large γ', () => {
    const far = (b: number) => nonConvexValue({ ...penalty, l1Ratio: 1 }, b, 1);
    expect(far(50)).toBe(far(5));
    expect(far(5)).toBeCloseTo(kind === 'mcp' ? (3.5 * 0.8 ** 2) / 2 : (4.5 * 0.8 ** 2) / 2, 14);
    const problem = { X, y: labels, family: binomial, penalty: lasso };
    const wide: FamilyProblem = { ...problem, penalty: { kind, lambda: 0.1, gamma: 1e15 } };
    expect(kktFamily(wide, solution).column).toBeCloseTo(kktFamily(problem, solution).column, 13);
    const difference = objectiveFamily(wide, solution) - objectiveFamily(problem, solution);
    expect(Math.abs(difference)).toBeLessThanOrEqual(1e-14);
  });

  test('the judge has no gap for it, and says so', () => {
    const problem: FamilyProblem = { X, y: labels, family: binomial, penalty };
    expect(() => judgeGap(problem, solution)).toThrow(
      `blocksOf: penalty must have a duality gap, got ${kind}`,
    );
  });
});

test('the first-order conditions of groups are not read column by column', () => {
  const penalty: Penalty = { kind: 'slope', sequence: [1, 1, 1, 1, 1] };
  expect(() => kktFamily({ X, y: real, family: gaussian, penalty }, solution)).toThrow(
    'kktFamily: penalty must be of single columns, got slope',
  );
});
