/** Factors of many free coordinates, whose rows are made 48 at once in blocks of 24 columns. */
import { describe, expect, test } from 'vitest';
import { QuadraticRecord } from '../../src/memory/record.ts';
import { judgeStandard } from '../reference/judge.ts';
import type { Problem } from '../reference/problem.ts';
import { f64, onKernels } from '../support/kernels.ts';
import { randomProblem, rowsOf } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { certifiedGap, GAP_AT_OPTIMUM } from '../support/tolerance.ts';
import {
  checkFactor,
  checkGradient,
  checkMembers,
  placeQuadratic,
  solve,
  workingSet,
} from './quadratics.ts';

const SIZES = [1, 23, 24, 25, 47, 48, 49, 72, 97];

function checkOptimum(problem: Problem, start?: Float64Array): number {
  const set = { ...workingSet(problem), ...(start && { b: start }) };
  let rank = 0;
  onKernels((box) => {
    const placed = placeQuadratic(box, set, 1);
    const { gap } = solve(box, placed, problem, set.squares);
    expect((2 * gap) / set.squares).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    const { relative } = judgeStandard(set.form, placed.b.read());
    expect(relative).toBeLessThanOrEqual(certifiedGap(GAP_AT_OPTIMUM));
    checkGradient(placed, set);
    checkFactor(placed, set, problem);
    rank = placed.get('rank');
  });
  return rank;
}

describe.each([
  ['ridge', { l1Ratio: 0 }],
  ['least squares', { lambda: 0 }],
] as const)('%s', (_, options) => {
  test.each(SIZES)('of %i columns has all of them in the factor', (p) => {
    const problem = { ...randomProblem({ seed: p, n: p + 30, p }), ...options };
    expect(checkOptimum(problem)).toBe(p);
  });
});

/** Columns that are the sum of two others, at borders of blocks and calls. */
test.each([[[24]], [[23, 24, 25]], [[46, 47, 48, 49]], [[2, 71, 72, 95, 96, 97]]])(
  'columns %j without penalty that depend on others stay at 0',
  (dependent) => {
    const plain = randomProblem({ seed: 4, n: 140, p: 100 });
    const X = rowsOf(plain.X).map((row) => {
      for (const j of dependent) row[j] = row[0]! - row[1]!;
      return row;
    });
    const problem = { ...plain, X, lambda: 0 };
    expect(checkOptimum(problem)).toBe(100 - dependent.length);
  },
);

test.each([30, 60])('of 120 nonzero coefficients no more than %i stay with as many rows', (n) => {
  const problem = randomProblem({ seed: 6, n, p: 120, share: 0.05, rho: 0.2 });
  const { normal } = random(n);
  const rank = checkOptimum(
    problem,
    f64(120, () => normal() / 10),
  );
  expect(rank).toBeGreaterThan(5);
  expect(rank).toBeLessThan(n);
});

test.each([0, 1e3, 6e4, 2e5])(
  'rounds of %i multiply-adds leave a factor to go on with',
  (budget) => {
    const problem = { ...randomProblem({ seed: 8, n: 150, p: 130 }), l1Ratio: 0 };
    const set = workingSet(problem);
    const ranks: number[] = [];
    onKernels((box) => {
      const placed = placeQuadratic(box, set);
      const penalty = box.given(Float64Array.of(0, problem.lambda));
      let gap = Infinity;
      while (gap === Infinity && ranks.length < 10) {
        gap = box.kernels.elasticNet_solve(placed.q, placed.t, penalty, set.squares, 0, budget);
        ranks.push(placed.get('rank'));
        checkMembers(placed, set, problem);
        checkGradient(placed, set);
      }
      expect((2 * gap) / set.squares).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    });
    expect(ranks.length).toBeGreaterThan(1);
    // every round adds rows until all are there
    expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
    expect(ranks.at(-1)).toBe(130);
  },
);

test('a factor with too little room is asked for and goes on when there is enough', () => {
  const problem = { ...randomProblem({ seed: 9, n: 60, p: 30 }), l1Ratio: 0 };
  const set = workingSet(problem);
  onKernels((box) => {
    const { kernels, memory } = box;
    const placed = placeQuadratic(box, set);
    const penalty = box.given(Float64Array.of(0, problem.lambda));
    const round = () => kernels.elasticNet_solve(placed.q, placed.t, penalty, set.squares, 0, 1e9);
    QuadraticRecord.set(memory, placed.q, 'room', 29);
    const before = [...placed.b.read()];
    expect(round()).toBe(Infinity);
    expect(QuadraticRecord.get(memory, placed.q, 'wanted')).toBe(30);
    expect([...placed.b.read()]).toEqual(before);
    QuadraticRecord.set(memory, placed.q, 'room', 30);
    expect((2 * round()) / set.squares).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    checkMembers(placed, set, problem);
  });
});
