import { describe, expect, test } from 'vitest';
import { solverOf } from '../reference/linearAlgebra.ts';
import type { Problem } from '../reference/problem.ts';
import { sum } from '../reference/sum.ts';
import { onKernels } from '../support/kernels.ts';
import { randomProblem } from '../support/problems.ts';
import { DIRECT_SOLVE } from '../support/tolerance.ts';
import { placeQuadratic, solve, workingSet } from './quadratics.ts';

const base = randomProblem({ seed: 5, n: 40, p: 17, l1Ratio: 0 });
const PROBLEMS: Record<string, Problem> = {
  ridge: { ...base, lambda: 0.5 },
  'a weak ridge': { ...base, lambda: 1e-6 },
  'an elastic net': { ...base, lambda: 0.1, l1Ratio: 0.5 },
  'penalty factors': { ...base, lambda: 1, penaltyFactor: Array.from(base.y, (_, j) => j % 4) },
  'no penalty': { ...base, lambda: 0 },
};

describe.each(Object.entries(PROBLEMS))('degrees of freedom of %s', (_, problem) => {
  const set = workingSet(problem);

  test('are tr G (G + C)⁻¹ on the free columns, in any blocks', () => {
    onKernels((box) => {
      const placed = placeQuadratic(box, set, 2);
      solve(box, placed, problem, set.squares);
      const { members } = placed.readFactor();
      const strength = problem.lambda * (1 - problem.l1Ratio);
      const gram = members.map((j) => members.map((k) => set.gram[j]![k]!));
      const shifted = gram.map((row, i) =>
        row.map((value, k) => value + (i === k ? strength * set.penaltyFactor[members[i]!]! : 0)),
      );
      const invert = solverOf(shifted);
      const expected = sum(gram.map((row, i) => invert(row)[i]!));
      const penalty = box.given(Float64Array.of(problem.lambda * problem.l1Ratio, strength));
      const share = (from: number, to: number) =>
        box.kernels.elasticNet_freedom(placed.q, penalty, from, to);
      expect(Math.abs(share(0, 17) / expected - 1)).toBeLessThanOrEqual(DIRECT_SOLVE);
      const blocks = [share(0, 4), share(4, 5), share(5, 5), share(5, 100)];
      expect(Math.abs(sum(blocks) / expected - 1)).toBeLessThanOrEqual(DIRECT_SOLVE);
      expect(share(17, 100)).toBe(0);
    });
  });
});
