import { describe, expect, test } from 'vitest';
import { GAP_AT_OPTIMUM, GAP_ORTHONORMAL, relativeDifference } from '../support/tolerance.ts';
import { judge } from './judge.ts';
import { kktResidual } from './kktResidual.ts';
import { objective } from './objective.ts';
import type { Problem } from './problem.ts';

/** Three columns of mean 0, variance 1 and no correlation. */
const ORTHONORMAL = [
  [1, 1, 1],
  [1, -1, -1],
  [-1, 1, -1],
  [-1, -1, 1],
];
const TARGET = [5, 1, -2, 0.5];
/** Σ_i x_ij y_i / 4. */
const COVARIANCE = [1.875, 0.375, 1.625];

describe('on orthonormal columns, where the solution is soft thresholding', () => {
  for (const l1Ratio of [1, 0.5, 0])
    test(`the gap vanishes at the solution for l1Ratio ${l1Ratio} and the objective agrees`, () => {
      const lambda = 0.8;
      const [l1, l2] = [lambda * l1Ratio, lambda * (1 - l1Ratio)];
      const coef = COVARIANCE.map((z) => Math.max(z - l1, 0) / (1 + l2));
      const problem: Problem = { X: ORTHONORMAL, y: TARGET, lambda, l1Ratio };
      const solution = { coef, intercept: 1.125 };
      // ½ Σ (y − ȳ)² / 4 − Σ z β + ½ Σ β² + penalty, as the columns are orthonormal.
      const nullLoss = 30.25 / 8 - 1.125 ** 2 / 2;
      const byHand = coef.reduce(
        (sum, b, j) => sum - COVARIANCE[j]! * b + b ** 2 / 2 + l1 * b + (l2 * b ** 2) / 2,
        nullLoss,
      );
      const verdict = judge(problem, solution);
      expect(verdict.nullLoss).toBeCloseTo(nullLoss, 14);
      expect(verdict.primal).toBeCloseTo(byHand, 14);
      expect(verdict.dual).toBeCloseTo(byHand, 14);
      expect(objective(problem, solution)).toBeCloseTo(byHand, 14);
      expect(Math.abs(verdict.relative)).toBeLessThanOrEqual(GAP_ORTHONORMAL);
      const { column, intercept } = kktResidual(problem, solution);
      expect(Math.max(column, intercept)).toBeLessThanOrEqual(GAP_ORTHONORMAL);
    });

  test('the gap bounds the distance to the optimum elsewhere', () => {
    const problem: Problem = { X: ORTHONORMAL, y: TARGET, lambda: 0.8, l1Ratio: 1 };
    const best = judge(problem, { coef: [1.075, 0, 0.825], intercept: 1.125 });
    const other = judge(problem, { coef: [0.7, -0.1, 1], intercept: 1.125 });
    expect(other.gap).toBeGreaterThan(other.primal - best.primal);
    expect(other.primal).toBeGreaterThan(best.primal + 0.1);
    expect(other.dual).toBeLessThan(best.primal);
  });
});

describe('one column by hand: x = −1, 0, 1, y = −2, 0, 2, λ = ½, plain lasso', () => {
  const problem: Problem = {
    X: [[-1], [0], [1]],
    y: [-2, 0, 2],
    lambda: 0.5,
    l1Ratio: 1,
    standardize: false,
  };

  test('the optimum β = 5/4 has objective 13/16', () => {
    const verdict = judge(problem, { coef: [1.25], intercept: 0 });
    expect(verdict.primal).toBeCloseTo(13 / 16, 15);
    expect(Math.abs(verdict.gap)).toBeLessThanOrEqual(GAP_ORTHONORMAL);
  });

  test('at β = 0 the primal is the null loss 4/3 and scaling makes the dual exact', () => {
    const verdict = judge(problem, { coef: [0], intercept: 0 });
    expect(verdict.primal).toBeCloseTo(4 / 3, 15);
    expect(verdict.nullLoss).toBeCloseTo(4 / 3, 15);
    expect(verdict.dual).toBeCloseTo(13 / 16, 14);
    expect(verdict.relative).toBeCloseTo((4 / 3 - 13 / 16) / (4 / 3), 14);
  });

  test('past the optimum the dual point is stretched, as far as the penalty allows', () => {
    // θ = x / 10 has correlation 1/15, so s may reach 7.5, where D is the optimum.
    const verdict = judge(problem, { coef: [1.9], intercept: 0 });
    expect(verdict.dual).toBeCloseTo(13 / 16, 14);
  });

  test('under ridge the best multiple is inside: at β = 0 it is 3/7, where D is the optimum 4/7', () => {
    const ridge = { ...problem, l1Ratio: 0 };
    expect(judge(ridge, { coef: [0], intercept: 0 }).dual).toBeCloseTo(4 / 7, 14);
    expect(judge(ridge, { coef: [8 / 7], intercept: 0 }).primal).toBeCloseTo(4 / 7, 14);
  });

  test('with a limit of 1 the optimum moves to it, objective 5/6', () => {
    const limited = { ...problem, upper: 1 };
    const verdict = judge(limited, { coef: [1], intercept: 0 });
    expect(verdict.primal).toBeCloseTo(1 / 3 + 1 / 2, 15);
    expect(Math.abs(verdict.gap)).toBeLessThanOrEqual(GAP_ORTHONORMAL);
    expect(judge(limited, { coef: [0.9], intercept: 0 }).relative).toBeGreaterThan(1e-3);
  });
});

describe('what the definition leaves out', () => {
  const X = [
    [1, 7, 2],
    [3, 7, -1],
    [4, 7, 0],
    [9, 7, 5],
  ];
  const problem: Problem = { X, y: [1, 2, 4, 3], lambda: 0.1, l1Ratio: 0.7 };

  test('a broken limit, or a coefficient of an excluded or constant column, costs Infinity', () => {
    const at = (coef: number[], change: Partial<Problem>) =>
      judge({ ...problem, ...change }, { coef, intercept: 0 }).relative;
    expect(at([0.3, 0, 0], { upper: 0.2 })).toBe(Infinity);
    expect(at([0, 0, -0.3], { lower: [0, 0, -0.2] })).toBe(Infinity);
    expect(at([0, 0, 0.1], { penaltyFactor: [1, 1, Infinity] })).toBe(Infinity);
    expect(at([0, 0.1, 0], {})).toBe(Infinity);
    expect(at([0.2, 0, -0.2], { lower: -0.2, upper: 0.2 })).toBeLessThan(Infinity);
  });

  test('a column counts as constant if it is so over the rows of positive weight', () => {
    const weights = [0, 1, 0.3, 2];
    const change = {
      X: [
        [1e9, 5],
        [0.1, 1],
        [0.1, 2],
        [0.1, 4],
      ],
      weights,
    };
    const verdict = judge({ ...problem, ...change }, { coef: [1e-3, 0], intercept: 0 });
    expect(verdict.relative).toBe(Infinity);
  });

  test('a coefficient that is not a number passes no tolerance', () => {
    const { relative } = judge(problem, { coef: [Number.NaN, 0, 0], intercept: 0 });
    expect(relative <= 1e300).toBe(false);
  });

  test('a wrong intercept changes the objective and the KKT residual by what it adds', () => {
    const coef = [0.2, 0, 0.1];
    const means = [17 / 4, 7, 6 / 4];
    const intercept = 2.5 - 0.2 * means[0]! - 0.1 * means[2]!;
    const right = { coef, intercept };
    const wrong = { coef, intercept: intercept + 0.5 };
    expect(objective(problem, right)).toBeCloseTo(judge(problem, right).primal, 14);
    expect(objective(problem, wrong) - objective(problem, right)).toBeCloseTo(0.125, 14);
    expect(kktResidual(problem, right).intercept).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    expect(kktResidual(problem, wrong).intercept).toBeCloseTo(0.5, 14);
    expect(judge(problem, wrong)).toEqual(judge(problem, right));
  });

  test('without an intercept a reported one is an error of its size', () => {
    const through = { ...problem, intercept: false };
    expect(kktResidual(through, { coef: [0, 0, 0], intercept: 0.25 }).intercept).toBe(0.25);
  });

  test('constant y is solved by zeros with gap 0, and by nothing else', () => {
    const constant = { ...problem, y: [0.1, 0.1, 0.1, 0.1] };
    const zeros = judge(constant, { coef: [0, 0, 0], intercept: 0.1 });
    expect([zeros.gap, zeros.relative, zeros.nullLoss]).toEqual([0, 0, 0]);
    expect(judge(constant, { coef: [0.1, 0, 0], intercept: 0.1 }).relative).toBe(Infinity);
  });
});

describe('equal problems have equal verdicts', () => {
  const X = [
    [1, 0, 2],
    [0, 0, -1],
    [4, 3, 0],
    [0, 7, 0],
    [2, -5, 1],
  ];
  const y = [1, 2, 4, 3, -2];
  const problem: Problem = { X, y, lambda: 0.3, l1Ratio: 0.7 };
  const solution = { coef: [0.2, -0.1, 0.3], intercept: 1 };
  const numbers = (verdict: ReturnType<typeof judge>) => Object.values(verdict) as number[];
  const reference = numbers(judge(problem, solution));

  test('weights scale freely, weight 0 drops a row, whatever it holds, and weight 2 repeats it', () => {
    const dropped = { ...problem, X: [...X, [9, Number.NaN, 9]], y: [...y, 99] };
    const weights = [3, 3, 3, 3, 3, 0];
    expect(numbers(judge({ ...dropped, weights }, solution))).toEqual(reference);
    const repeated = { ...problem, X: [...X, X[1]!], y: [...y, y[1]!] };
    const doubled = { ...problem, weights: [1, 2, 1, 1, 1] };
    const [a, b] = [judge(repeated, solution), judge(doubled, solution)].map(numbers);
    expect(relativeDifference(a!, b!)).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
  });

  test('compressed columns equal dense rows', () => {
    const compressed = {
      rows: 5,
      cols: 3,
      data: [1, 4, 2, 3, 7, -5, 2, -1, 1],
      indices: [0, 2, 4, 2, 3, 4, 0, 1, 4],
      indptr: [0, 3, 6, 9],
    };
    expect(numbers(judge({ ...problem, X: compressed }, solution))).toEqual(reference);
  });

  test('an offset equals a change of y, and a power of two in a column cancels', () => {
    const offset = [1, -1, 2, 0, 3];
    const shifted = { ...problem, y: y.map((value, i) => value + offset[i]!), offset };
    expect(numbers(judge(shifted, solution))).toEqual(reference);
    const scaled = { ...problem, X: X.map(([a, b, c]) => [a! * 1024, b!, c! / 4096]) };
    const coef = [0.2 / 1024, -0.1, 0.3 * 4096];
    expect(numbers(judge(scaled, { coef, intercept: 1 }))).toEqual(reference);
  });

  test('a large mean is removed without loss', () => {
    const lifted = { ...problem, X: X.map(([a, b, c]) => [a! + 2 ** 40, b!, c! - 2 ** 33]) };
    const difference = relativeDifference(numbers(judge(lifted, solution)), reference);
    expect(difference).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
  });
});
