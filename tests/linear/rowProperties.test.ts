/** What rearranging rows, weights and the response does to a fit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../reference/problem.ts';
import { type DenseProblem, problems, RUNS } from '../support/arbitrary.ts';
import { estimate, said } from '../support/estimate.ts';
import { random } from '../support/random.ts';
import { bitsOf, expectSameFit, TIGHT } from '../support/sameFit.ts';

/** The problem on some of its rows, in the given order. */
function onRows(problem: DenseProblem, rows: readonly number[]): DenseProblem {
  const take = <T>(values: readonly T[]) => rows.map((i) => values[i]!);
  const { X, y, weights, offset } = problem;
  return {
    ...problem,
    X: take(X),
    y: take(y),
    ...(weights && { weights: take(weights) }),
    ...(offset && { offset: take(offset) }),
  };
}

function shuffled(length: number, seed: number): number[] {
  const { uniform } = random(seed);
  const keys = Array.from({ length }, uniform);
  return Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!);
}

const scaled = (values: ArrayLike<number>, by: number) => Array.from(values, (value) => value * by);

test('the order of the rows does not matter', () => {
  fc.assert(
    fc.property(problems, fc.nat(), (problem, seed) => {
      const mixed = onRows(problem, shuffled(problem.y.length, seed));
      expectSameFit(problem, estimate(problem, TIGHT), estimate(mixed, TIGHT));
    }),
    RUNS,
  );
});

test('a weight of 2 is a row that appears twice', () => {
  fc.assert(
    fc.property(problems, fc.nat(), (problem, seed) => {
      const n = problem.y.length;
      const { chance } = random(seed);
      const counts = Array.from({ length: n }, () => (chance(0.4) ? 2 : 1));
      const weights = counts.map((count, i) => count * (problem.weights?.[i] ?? 1));
      const twice = counts.flatMap((count, i) => (count === 2 ? [i, i] : [i]));
      const heavy = { ...problem, weights };
      expectSameFit(heavy, estimate(heavy, TIGHT), estimate(onRows(problem, twice), TIGHT));
    }),
    RUNS,
  );
});

test('a weight of 0 is a row that is not there', () => {
  fc.assert(
    fc.property(problems, fc.nat(), (problem, seed) => {
      const n = problem.y.length;
      const { chance } = random(seed);
      const kept = Array.from({ length: n }, (_, i) => i).filter((i) => i < 3 || chance(0.7));
      const weights = Array.from({ length: n }, () => 0);
      for (const i of kept) weights[i] = problem.weights?.[i] ?? 1;
      const light = { ...problem, weights };
      const [a, b] = [estimate(light, TIGHT), estimate(onRows(problem, kept), TIGHT)];
      expectSameFit(light, a, b);
      expect(a.devianceRatio).toBeCloseTo(b.devianceRatio, 9);
      expect(a.df).toBeCloseTo(b.df, 9);
    }),
    RUNS,
  );
});

test('weights count by their ratios alone', () => {
  fc.assert(
    fc.property(problems, fc.constantFrom(4, 0.125, 1e3), (problem, by) => {
      const { weights = problem.y.map(() => 1) } = problem;
      const other = { ...problem, weights: scaled(weights, by) };
      expectSameFit(problem, estimate(problem, TIGHT), estimate(other, TIGHT));
    }),
    RUNS,
  );
});

/** y, offset and limits times `by`, and λ so that the optimum is scaled with them. */
function timesResponse(problem: DenseProblem, by: number): Problem {
  const { y, offset, lower, upper, lambda, l1Ratio } = problem;
  const [first, second] = [by * lambda * l1Ratio, lambda * (1 - l1Ratio)];
  return {
    ...problem,
    y: scaled(y, by),
    ...(offset && { offset: scaled(offset, by) }),
    ...(lower && { lower: scaled(lower, by) }),
    ...(upper && { upper: scaled(upper, by) }),
    lambda: first + second,
    l1Ratio: first / (first + second),
  };
}

test('y, limits and λ times a power of two: the same bits, scaled', () => {
  fc.assert(
    fc.property(problems, fc.constantFrom(2 ** 20, 0.25), (any, by) => {
      // With an L2 part λ is not scaled as a whole, and the walk down to it is another one.
      const problem = { ...any, l1Ratio: 1 };
      const [a, b] = [estimate(problem), estimate(timesResponse(problem, by))];
      expect(Array.from(b.coef)).toEqual(scaled(a.coef, by));
      expect(b.intercept).toBe(a.intercept * by);
      expect(b.certificate.relative).toBe(a.certificate.relative);
    }),
    RUNS,
  );
});

test('y, limits and λ times any number: the same fit, scaled', () => {
  fc.assert(
    fc.property(problems, fc.constantFrom(3e7, 1e-9), (problem, by) => {
      const { coef, intercept } = estimate(timesResponse(problem, by), TIGHT);
      const { lower = [], upper = [] } = problem;
      const back = Array.from(coef, (value, j) => {
        const original = value / by;
        return Math.min(Math.max(original, lower[j] ?? -Infinity), upper[j] ?? Infinity);
      });
      const again = { coef: back, intercept: intercept / by };
      expectSameFit(problem, estimate(problem, TIGHT), again);
    }),
    RUNS,
  );
});

test('−y with the limits exchanged: the same bits, negated', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { y, offset, lower, upper } = problem;
      const other = {
        ...problem,
        y: scaled(y, -1),
        ...(offset && { offset: scaled(offset, -1) }),
        ...(lower && upper && { lower: scaled(upper, -1), upper: scaled(lower, -1) }),
      };
      const [a, b] = [estimate(problem), estimate(other)];
      // x − 0 is x, and 0 where x is −0
      expect(Array.from(b.coef)).toEqual(Array.from(a.coef, (value) => 0 - value));
      expect(b.intercept).toBe(0 - a.intercept);
    }),
    RUNS,
  );
});

test('an offset is taken off y before, and added to the predictions after', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const offset = problem.y.map((_, i) => (i % 5) - 2);
      const { offset: _, ...plain } = problem;
      const y = problem.y.map((value, i) => value - offset[i]!);
      const [a, b] = [estimate({ ...plain, offset }, TIGHT), estimate({ ...plain, y }, TIGHT)];
      expect(bitsOf(a)).toEqual(bitsOf(b));
      const link = b.predict(problem.X);
      expect(a.predict(problem.X, { offset })).toEqual(link.map((eta, i) => eta + offset[i]!));
    }),
    RUNS,
  );
});

test('a second fit has the same bits, on the thread or in slices, and changes no input', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async (problem) => {
      const { estimator, X, y, data } = said(problem);
      const before = structuredClone({ X, y, data });
      const first = estimator.fitSync(X as number[][], y, data);
      const second = await estimator.fit(X as number[][], y, data);
      expect(bitsOf(second)).toEqual(bitsOf(first));
      expect({ X, y, data }).toEqual(before);
    }),
    RUNS,
  );
});
