/** Random problems for fast-check: shapes that take every road of the engine, with any options. */
import fc from 'fast-check';
import type { Problem } from '../reference/problem.ts';
import { randomProblem } from './problems.ts';
import { random } from './random.ts';

/** A problem with X as rows and its options as arrays, so that tests can rearrange them. */
export interface DenseProblem extends Problem {
  X: number[][];
  y: number[];
  weights?: number[];
  offset?: number[];
  penaltyFactor?: number[];
  lower?: number[];
  upper?: number[];
  standardize: boolean;
  intercept: boolean;
}

const options = fc.record({
  seed: fc.nat({ max: 1e6 }),
  n: fc.integer({ min: 4, max: 40 }),
  p: fc.integer({ min: 1, max: 30 }),
  l1Ratio: fc.constantFrom(1, 0.5, 0.1, 0),
  share: fc.constantFrom(0.5, 0.1, 0.01),
  standardize: fc.boolean(),
  intercept: fc.boolean(),
  hasWeights: fc.boolean(),
  hasOffset: fc.boolean(),
  hasFactors: fc.boolean(),
  hasLimits: fc.boolean(),
});

/** n from 4 to 40, p from 1 to 30, everything penalized; limits and options half of the time. */
export const problems: fc.Arbitrary<DenseProblem> = options.map((shape) => {
  const { seed, n, p, standardize, intercept } = shape;
  const { X, y, lambda } = randomProblem(shape);
  const { uniform, normal, pick } = random(seed + 1);
  const rows = (value: () => number) => Array.from({ length: n }, value);
  const columns = (value: () => number) => Array.from({ length: p }, value);
  return {
    X: X as number[][],
    y: Array.from(y),
    lambda,
    l1Ratio: shape.l1Ratio,
    standardize,
    intercept,
    ...(shape.hasWeights && { weights: rows(() => 0.1 + uniform()) }),
    ...(shape.hasOffset && { offset: rows(normal) }),
    ...(shape.hasFactors && { penaltyFactor: columns(() => pick([0.3, 1, 2])) }),
    ...(shape.hasLimits && {
      lower: columns(() => pick([-Infinity, -0.2, 0])),
      upper: columns(() => pick([Infinity, 0.3])),
    }),
  };
});

/** Runs of a property in the quick tier: the same cases every time. */
export const RUNS = { numRuns: 60, seed: 20 };
