import { describe, expect, test } from 'vitest';
import { PenaltyCall } from '../../src/memory/calls.ts';
import { coordinateDescent } from '../reference/coordinateDescent.ts';
import { judgeStandard } from '../reference/judge.ts';
import type { Problem } from '../reference/problem.ts';
import { onKernels } from '../support/kernels.ts';
import { randomProblem } from '../support/problems.ts';
import { random } from '../support/random.ts';
import {
  certifiedGap,
  DIRECT_SOLVE,
  GAP_AT_OPTIMUM,
  relativeDifference,
} from '../support/tolerance.ts';
import { checkFactor, checkGradient, placeQuadratic, solve, workingSet } from './quadratics.ts';

const { X, y } = randomProblem({ seed: 1, n: 40, p: 10 });
const base = { X, y, lambda: 0.2, l1Ratio: 1 };
const { uniform } = random(2);
const UNIQUE: Record<string, Problem> = {
  lasso: base,
  'elastic net': { ...base, l1Ratio: 0.5 },
  ridge: { ...base, l1Ratio: 0 },
  'least squares': { ...base, lambda: 0 },
  'a lasso of all zeros': { ...base, lambda: 100 },
  'a weak lasso': { ...base, lambda: 1e-3 },
  'weighted rows': { ...base, weights: Array.from(y, uniform) },
  'penalty factors': { ...base, penaltyFactor: [0, 1, 2.5, 0.1, 1, 0, 30, 1, 1, 1] },
  'factors with some L2': {
    ...base,
    l1Ratio: 0.3,
    penaltyFactor: [0, 1, 2.5, 0.1, 1, 0, 3, 1, 1, 1],
  },
  'excluded columns': { ...base, penaltyFactor: [Infinity, 1, 1, 1, Infinity, 1, 1, 1, 1, 1] },
  'non-negative coefficients': { ...base, lower: 0 },
  limits: { ...base, lambda: 0.01, lower: -0.1, upper: 0.3 },
  'limits and no penalty': { ...base, lambda: 0, lower: -0.1, upper: 0.3 },
  'limits and ridge': { ...base, l1Ratio: 0, lower: -0.1, upper: 0.3 },
};

describe.each(Object.entries(UNIQUE))('%s', (_, problem) => {
  const set = workingSet(problem);
  const { form, squares } = set;
  const exact = coordinateDescent(problem, { tolerance: -Infinity, maxSweeps: 256 });
  const expected = Array.from(exact.coef, (value, j) => value * form.scale[j]!);

  test.each([0, 3])('has the solution of plain coordinate descent, with %i of padding', (gap) => {
    onKernels((box) => {
      const placed = placeQuadratic(box, set, gap);
      const result = solve(box, placed, problem, squares);
      const b = placed.b.read();
      expect(relativeDifference(b, expected)).toBeLessThanOrEqual(DIRECT_SOLVE);
      expect(judgeStandard(form, b).relative).toBeLessThanOrEqual(certifiedGap(GAP_AT_OPTIMUM));
      expect((2 * result.gap) / squares).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
      // coordinate descent needs dozens of rounds for this (below); Newton steps are to end it
      expect(result.rounds).toBeLessThanOrEqual(2);
      b.forEach((value, k) => {
        expect(value).toBeGreaterThanOrEqual(set.lower[k]!);
        expect(value).toBeLessThanOrEqual(set.upper[k]!);
        if (expected[k] === 0) expect(value).toBe(0);
      });
      checkGradient(placed, set);
      checkFactor(placed, set, problem);
    }, 8);
  });

  test('has it by coordinate descent alone: MCP with γ → ∞ makes no Newton steps', () => {
    onKernels((box) => {
      const placed = placeQuadratic(box, set);
      const { lambda, l1Ratio } = problem;
      const at = box.given(Float64Array.of(lambda * l1Ratio, lambda * (1 - l1Ratio), 1e15));
      for (let cycle = 0; cycle < 80; cycle++)
        box.kernels.mcp(PenaltyCall.improve, placed.q, at, 0, 0);
      expect(placed.get('rank')).toBe(0);
      expect(relativeDifference(placed.b.read(), expected)).toBeLessThanOrEqual(DIRECT_SOLVE);
    });
  });
});
