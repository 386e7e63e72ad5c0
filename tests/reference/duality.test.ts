import { describe, expect, test } from 'vitest';
import { hostile } from '../support/hostile.ts';
import { randomProblem, rowsOf } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { GAP_AT_OPTIMUM, GAP_IDENTITY } from '../support/tolerance.ts';
import { coordinateDescent } from './coordinateDescent.ts';
import { judge } from './judge.ts';
import { kktResidual } from './kktResidual.ts';
import { objective } from './objective.ts';
import type { Problem } from './problem.ts';
import { at, standardForm } from './standardForm.ts';

const base = randomProblem({ seed: 7, n: 40, p: 12, share: 0.05 });
const wide = randomProblem({ seed: 8, n: 20, p: 50, share: 0.2 });
const sparse = randomProblem({ seed: 9, n: 60, p: 20, density: 0.2, share: 0.1, l1Ratio: 0.5 });
const { normal, uniform, below } = random(10);
const factors = Array.from({ length: 12 }, (_, j) => [0, 0, 1, 2.5, Infinity, 0.5][j % 6]!);
const duplicated = rowsOf(base.X).map((row) => [...row, row[0]!, row[0]! + row[1]!]);

const CASES: Record<string, Problem> = {
  lasso: base,
  'elastic net': { ...base, l1Ratio: 0.5 },
  ridge: { ...base, l1Ratio: 0 },
  'without intercept': { ...base, intercept: false },
  'without standardization': { ...base, standardize: false },
  weights: { ...base, weights: Array.from({ length: 40 }, uniform) },
  'weights, some 0': { ...base, weights: Array.from({ length: 40 }, () => below(3)) },
  offset: { ...base, offset: Array.from({ length: 40 }, normal) },
  'penalty factors': { ...base, penaltyFactor: factors },
  limits: { ...base, lower: -0.2, upper: 0.5 },
  'non-negative': { ...base, lower: 0 },
  'non-negative without penalty': { ...base, lower: 0, lambda: 0 },
  'non-negative and unpenalized in part': { ...base, lower: 0, penaltyFactor: factors },
  'limits and no penalty': { ...base, lower: -0.3, upper: 0.2, lambda: 0 },
  'no penalty': { ...base, lambda: 0 },
  'collinear columns': { ...base, X: duplicated },
  'collinear columns without penalty': { ...base, X: duplicated, lambda: 0 },
  'more columns than rows': wide,
  'more columns than rows, little L2': { ...wide, l1Ratio: 0.99 },
  'more columns than rows, ridge': { ...wide, l1Ratio: 0, lambda: 0.1 },
  'sparse columns': sparse,
};

describe.each(Object.entries(CASES))('%s', (_, problem) => {
  const best = coordinateDescent(problem);
  const optimum = judge(problem, best);

  test('coordinate descent ends where the judge finds no gap', () => {
    expect(optimum.relative).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    expect(optimum.relative).toBeGreaterThanOrEqual(-GAP_AT_OPTIMUM);
    const { column, intercept } = kktResidual(problem, best);
    const size = Math.sqrt(2 * optimum.nullLoss);
    expect(intercept / size).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    // The gap is second order in the KKT residual at worst.
    expect(column / size).toBeLessThanOrEqual(10 * Math.sqrt(GAP_AT_OPTIMUM));
  });

  test('the terms of the gap add up to primal − dual, and primal is the objective', () => {
    const { primal, dual, gap, nullLoss } = optimum;
    expect(Math.abs(primal - dual - gap) / nullLoss).toBeLessThanOrEqual(GAP_IDENTITY);
    expect(Math.abs(objective(problem, best) - primal) / nullLoss).toBeLessThanOrEqual(
      GAP_IDENTITY,
    );
  });

  test('no dual value at any point exceeds the optimum, and no primal value is below it', () => {
    for (let trial = 0; trial < 20; trial++) {
      const coef = feasible(problem, best.coef, 10 ** -(trial % 7));
      const { primal, dual, gap, nullLoss } = judge(problem, { coef, intercept: 0 });
      expect((dual - optimum.primal) / nullLoss).toBeLessThanOrEqual(GAP_IDENTITY);
      expect((optimum.dual - primal) / nullLoss).toBeLessThanOrEqual(GAP_IDENTITY);
      expect((primal - optimum.primal - gap) / nullLoss).toBeLessThanOrEqual(GAP_IDENTITY);
    }
  });
});

/** The coefficients, moved at random and put back within what the problem allows. */
function feasible(problem: Problem, coef: Float64Array, step: number): Float64Array {
  const { lower = -Infinity, upper = Infinity } = problem;
  const { penalties } = standardForm(problem);
  return coef.map((value, j) => {
    const { low, high } = penalties[j]!;
    if (low === 0 && high === 0) return 0;
    return Math.min(Math.max(value + step * normal(), at(lower, j)), at(upper, j));
  });
}

test('on hostile problems every dual value stays below every primal value', () => {
  for (let seed = 0; seed < 120; seed++) {
    const problem = hostile(seed);
    const solution = coordinateDescent(problem, { maxSweeps: 256 });
    const zeros = { coef: new Float64Array(solution.coef.length), intercept: 0 };
    const verdicts = [judge(problem, solution), judge(problem, zeros)];
    const { nullLoss } = verdicts[0]!;
    const primal = Math.min(...verdicts.map((verdict) => verdict.primal));
    const dual = Math.max(...verdicts.map((verdict) => verdict.dual));
    expect(dual - primal, `seed ${seed}`).toBeLessThanOrEqual(GAP_IDENTITY * nullLoss);
    expect(Number.isNaN(verdicts[0]!.relative), `seed ${seed}`).toBe(false);
  }
});
