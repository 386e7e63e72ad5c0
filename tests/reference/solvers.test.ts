import { describe, expect, test } from 'vitest';
import { randomProblem, rowsOf } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { DIRECT_SOLVE, GAP_AT_OPTIMUM, relativeDifference } from '../support/tolerance.ts';
import { coordinateDescent } from './coordinateDescent.ts';
import { judge } from './judge.ts';
import { lambdaMax } from './lambdaMax.ts';
import { matmul, solvePositive, transpose } from './linearAlgebra.ts';
import type { Problem } from './problem.ts';
import { leaveOneOut, ridgeClosedForm } from './ridgeClosedForm.ts';

const { X, y } = randomProblem({ seed: 3, n: 30, p: 6 });
const rows = rowsOf(X);
const source = random(4);
const weights = Array.from(y, () => 0.1 + source.uniform());

const RIDGES: Record<string, Problem> = {
  plain: { X, y, lambda: 0.3, l1Ratio: 0 },
  weighted: { X, y, weights, lambda: 0.3, l1Ratio: 0 },
  'with factors': { X, y, penaltyFactor: [0, 2, 1, 1, 0.5, 3], lambda: 0.3, l1Ratio: 0 },
  'without intercept': { X, y, intercept: false, standardize: false, lambda: 2, l1Ratio: 0 },
  'with an offset': { X, y, offset: weights, lambda: 0.1, l1Ratio: 0 },
};

describe.each(Object.entries(RIDGES))('ridge %s', (_, problem) => {
  const exact = ridgeClosedForm(problem);

  test('the closed form leaves no gap and equals coordinate descent', () => {
    expect(Math.abs(judge(problem, exact).relative)).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    const { coef, intercept } = coordinateDescent(problem, {
      tolerance: -Infinity,
      maxSweeps: 512,
    });
    const difference = relativeDifference([...coef, intercept], [...exact.coef, exact.intercept]);
    expect(difference).toBeLessThanOrEqual(DIRECT_SOLVE);
  });

  test('leave-one-out errors equal r / (1 − h) of the hat matrix', () => {
    const errors = leaveOneOut(problem);
    const residuals = fitted(problem).map((value, i) => problem.y[i]! - value);
    const shortcut = residuals.map((r, i) => {
      const bumped = Float64Array.from(problem.y);
      bumped[i]! += 1;
      const leverage = fitted({ ...problem, y: bumped })[i]! - fitted(problem)[i]!;
      return r / (1 - leverage);
    });
    expect(relativeDifference(errors, shortcut)).toBeLessThanOrEqual(DIRECT_SOLVE);
  });
});

/** Predictions of the closed form on the rows it was fitted on. */
function fitted(problem: Problem): number[] {
  const { coef, intercept } = ridgeClosedForm(problem);
  return rows.map((row, i) =>
    row.reduce((eta, x, j) => eta + x * coef[j]!, intercept + (problem.offset?.[i] ?? 0)),
  );
}

test('ridge without intercept and scaling is (XᵀX / n + λ)⁻¹ Xᵀy / n', () => {
  const gram = matmul(transpose(rows), rows);
  const shifted = gram.map((row, j) => row.map((value, k) => value / 30 + (j === k ? 2 : 0)));
  const right = matmul(
    transpose(rows),
    Array.from(y, (value) => [value / 30]),
  ).map((r) => r[0]!);
  const { coef, intercept } = ridgeClosedForm(RIDGES['without intercept']!);
  expect(relativeDifference(coef, solvePositive(shifted, right))).toBeLessThanOrEqual(DIRECT_SOLVE);
  expect(intercept).toBe(0);
});

const GRIDS: Record<string, Omit<Problem, 'lambda'>> = {
  lasso: { X, y, l1Ratio: 1 },
  'elastic net, weighted': { X, y, weights, l1Ratio: 0.3 },
  'unpenalized columns': { X, y, l1Ratio: 1, penaltyFactor: [0, 1, 2, 1, 0, 1] },
  'excluded columns': { X, y, l1Ratio: 1, penaltyFactor: [Infinity, 1, 2, 1, 1, 1] },
  'non-negative': { X, y, l1Ratio: 1, lower: 0 },
  'unpenalized columns within limits': {
    ...{ X, y, l1Ratio: 1, penaltyFactor: [0, 1, 2, 1, 0, 1], lower: -0.1, upper: 0.1 },
  },
};

describe.each(Object.entries(GRIDS))('λ_max: %s', (_, problem) => {
  const most = lambdaMax(problem);
  const active = (lambda: number) =>
    coordinateDescent({ ...problem, lambda }).coef.filter(
      (b, j) => b !== 0 && (problem.penaltyFactor?.[j] ?? 1) > 0,
    ).length;

  test('no penalized coefficient is active at it, and one is just below', () => {
    expect(active(most * (1 + 1e-9))).toBe(0);
    expect(active(most * (1 - 1e-3))).toBe(1);
  });
});

test('λ_max of ridge is that of l1Ratio 0.001', () => {
  const lasso = lambdaMax({ X, y, l1Ratio: 1 });
  expect(lambdaMax({ X, y, l1Ratio: 0 })).toBeCloseTo(1000 * lasso, 9);
});

test('λ_max by hand: max |Σ x (y − ȳ)| / n over columns of variance 1', () => {
  const problem = { X: [[1], [1], [-1], [-1]], y: [5, 1, -2, 0], l1Ratio: 1 };
  expect(lambdaMax(problem)).toBeCloseTo(2, 15);
  expect(lambdaMax({ ...problem, upper: 0 })).toBe(0);
  expect(lambdaMax({ ...problem, y: [3, 3, 3, 3] })).toBe(0);
});

test('coefficients at a limit equal it to the last bit', () => {
  for (let k = 0; k < 50; k++) {
    const upper = 0.01 + 0.3 * source.uniform();
    const { coef } = coordinateDescent({ X, y, upper, lambda: 0.01, l1Ratio: 0.5 });
    expect(Math.max(...coef)).toBe(upper);
  }
});

test('coordinate descent says so when it is stopped early', () => {
  const problem = randomProblem({ seed: 5, n: 30, p: 10, rho: 0.99, share: 0.001 });
  const early = coordinateDescent(problem, { maxSweeps: 4 });
  expect(early.sweeps).toBe(4);
  expect(early.relative).toBeGreaterThan(1e-6);
  expect(early.relative).toBe(judge(problem, early).relative);
  const warm = coordinateDescent(problem, { start: coordinateDescent(problem).coef });
  expect(warm.sweeps).toBe(0);
});
