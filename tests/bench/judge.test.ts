import { describe, expect, it } from 'vitest';
import { curveError, curveTolerance, referenceCurve } from '../../bench/crossValidation.mjs';
import { judgePath, type Problem, type Solution, suboptimality } from '../../bench/judge.mjs';

// One column (1, −1) and y = (2, −2): P(w) = ½ (2 − w)² + λ₁ |w| + ½ λ₂ w², P₀ = 2,
// minimised by w = (2 − λ₁) / (1 + λ₂) for λ₁ ≤ 2.
const X = { rows: 2, columns: 1, data: Float64Array.of(1, -1) };
const y = Float64Array.of(2, -2);

function problem(lambdas: number[], l1Ratio = 1): Problem {
  return { X, y, lambdas: Float64Array.from(lambdas), l1Ratio };
}

/** One coefficient and one intercept per λ. */
function solution(coefficients: number[], intercepts = coefficients.map(() => 0)): Solution {
  return {
    intercepts: Float64Array.from(intercepts),
    values: Float64Array.from(coefficients),
    indices: new Int32Array(coefficients.length),
    pointers: Int32Array.from({ length: coefficients.length + 1 }, (_, l) => l),
  };
}

describe('the judge of the benchmark', () => {
  it('finds no gap at the minimum of the lasso, along a whole path', () => {
    const lambdas = [2, 1, 0.5, 0.1];
    const verdict = judgePath(problem(lambdas), solution(lambdas.map((lambda) => 2 - lambda)));
    expect(verdict.nullLoss).toBe(2);
    expect(Math.abs(verdict.gap)).toBeLessThan(1e-15);
    lambdas.forEach((lambda, l) => {
      expect(verdict.primal[l]).toBeCloseTo(0.5 * lambda ** 2 + lambda * (2 - lambda), 14);
    });
  });

  it('finds the gap worked out by hand away from the minimum', () => {
    // w = 1, λ = ½: P = ½ + ½; r = (1, −1), u = 1, s = ½: D = ½ · 2 − ½ · ¼ = 0.875.
    const verdict = judgePath(problem([0.5]), solution([1]));
    expect(verdict.primal[0]).toBe(1);
    expect(verdict.dual[0]).toBe(0.875);
    expect(verdict.gap).toBe(0.125 / 2);
  });

  it('takes the worst λ of a path', () => {
    const verdict = judgePath(problem([1, 0.5]), solution([1, 1]));
    expect(verdict.gap).toBe(0.125 / 2);
  });

  it('finds no gap at the minimum of ridge and elastic net', () => {
    for (const ratio of [0, 0.25, 0.5, 0.9]) {
      const lambda = 0.8;
      const w = (2 - lambda * ratio) / (1 + lambda * (1 - ratio));
      const verdict = judgePath(problem([lambda], ratio), solution([w]));
      expect(Math.abs(verdict.gap)).toBeLessThan(1e-15);
      expect(judgePath(problem([lambda], ratio), solution([w + 0.1])).gap).toBeGreaterThan(1e-3);
    }
  });

  it('charges a wrong intercept: the loss grows by half its square', () => {
    const right = judgePath(problem([0.5]), solution([1.5]));
    const wrong = judgePath(problem([0.5]), solution([1.5], [0.3]));
    expect(wrong.gap - right.gap).toBeCloseTo((0.5 * 0.3 ** 2) / 2, 14);
  });

  it('reads a sparse design as it reads the dense one', () => {
    const values = Float64Array.of(1, -1);
    const indices = Int32Array.of(0, 1);
    const sparse = { rows: 2, columns: 1, values, indices, pointers: Int32Array.of(0, 2) };
    const w = solution([1.2]);
    expect(judgePath({ ...problem([0.5]), X: sparse }, w)).toEqual(judgePath(problem([0.5]), w));
  });

  it('rejects a path that lacks λ or holds numbers that are not finite', () => {
    expect(judgePath(problem([1, 0.5]), solution([1])).gap).toBe(Number.POSITIVE_INFINITY);
    expect(judgePath(problem([1]), solution([Number.NaN])).gap).toBe(Number.POSITIVE_INFINITY);
    const off = solution([1], [Number.POSITIVE_INFINITY]);
    expect(judgePath(problem([1]), off).gap).toBe(Number.POSITIVE_INFINITY);
  });

  it('measures suboptimality against the best lower bound of anyone', () => {
    const exact = judgePath(problem([0.5]), solution([1.5]));
    const rough = judgePath(problem([0.5]), solution([1]));
    // P(1) − P(1.5) = 1 − 0.875.
    expect(suboptimality(rough, exact.dual)).toBeCloseTo(0.125 / 2, 14);
    expect(suboptimality(exact, exact.dual)).toBeLessThan(1e-15);
  });
});

describe('the judge of cross-validation', () => {
  // Four rows, two folds; each training set is the problem above, shifted by 1 in the second.
  const folds = Int32Array.of(0, 0, 1, 1);
  const whole: Problem = {
    X: { rows: 4, columns: 1, data: Float64Array.of(1, -1, 1, -1) },
    y: Float64Array.of(3, -1, 2, -2),
    lambdas: Float64Array.of(1, 0.5),
    l1Ratio: 1,
  };
  const fits = [solution([1, 1.5]), solution([1, 1.5], [1, 1])];

  it('computes the error curve from certified fits of the folds', () => {
    const reference = referenceCurve(whole, folds, fits);
    // Left-out rows miss by the shift of 1 and by λ in the slope, with both signs.
    const expected = [1, 0.5].map((lambda) => ((1 + lambda) ** 2 + (1 - lambda) ** 2) / 2);
    expect([...reference.values]).toEqual(expected);
    expect(Math.abs(reference.gap)).toBeLessThan(1e-15);
  });

  it('shows the gap of a fold that was not solved', () => {
    const [first] = fits as [Solution, Solution];
    const reference = referenceCurve(whole, folds, [first, solution([1, 1.5], [1.1, 1])]);
    expect(reference.gap).toBeCloseTo((0.5 * 0.1 ** 2) / 2, 14);
  });

  it('measures a curve in shares of the variance of y, and rejects a broken one', () => {
    const reference = referenceCurve(whole, folds, fits);
    const curve = reference.values.map((value, l) => value + (l === 1 ? 0.1 : 0));
    // var(y) = mean of (3, −1, 2, −2)² less ½² = 4.25.
    expect(curveError(curve, reference, whole)).toBeCloseTo(0.1 / 4.25, 14);
    expect(curveError([1], reference, whole)).toBe(Number.POSITIVE_INFINITY);
    expect(curveError([1, Number.NaN], reference, whole)).toBe(Number.POSITIVE_INFINITY);
    expect(curveTolerance(1e-6)).toBeCloseTo(2e-3, 15);
  });
});
