import { describe, expect, it } from 'vitest';
import { curveError, referenceCurve } from '../../bench/crossValidation.mjs';
import { judgePath, nullLoss, type Problem, type Solution } from '../../bench/judge.mjs';

// One column (1, −1), as in judge.test.ts.
const X = { rows: 2, columns: 1, data: Float64Array.of(1, -1) };
const sigmoid = (eta: number) => 1 / (1 + Math.exp(-eta));

/** One λ, coefficients given as [row, value]. */
function solution(intercepts: number[], entries: [number, number][]): Solution {
  return {
    intercepts: Float64Array.from(intercepts),
    values: Float64Array.from(entries, ([, value]) => value),
    indices: Int32Array.from(entries, ([row]) => row),
    pointers: Int32Array.of(0, entries.length),
  };
}

function pose(extra: Partial<Problem>): Problem {
  return { X, y: Float64Array.of(1, 0), lambdas: Float64Array.of(0.2), l1Ratio: 1, ...extra };
}

/** Numbers between −1 and 1 that are always the same. */
function numbers(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  });
}

/** 12 × 3 and a response of each family. */
const wide = { rows: 12, columns: 3, data: numbers(36, 5) };
const responses = {
  gaussian: numbers(12, 9),
  binomial: numbers(12, 9).map((value) => Number(value > -0.2)),
  multinomial: numbers(12, 9).map((value) => Math.floor(1.5 * (value + 1))),
  poisson: numbers(12, 9).map((value) => Math.floor(4 * (value + 1))),
} as const;
const families = ['gaussian', 'binomial', 'multinomial', 'poisson'] as const;

/** A problem of the family and some coefficients, scaled. */
function random(family: (typeof families)[number], seed: number, scale: number) {
  const outputs = family === 'multinomial' ? 3 : 1;
  const posed = pose({ X: wide, y: responses[family], family, outputs });
  const w = [...numbers(3 * outputs, seed)].map((value, k): [number, number] => [k, scale * value]);
  return { posed, guess: solution([...numbers(outputs, seed + 1)], w) };
}

describe('the judge of logistic regression', () => {
  // y = (1, 0): b = 0 and σ(−w) = λ at the minimum.
  const best = solution([0], [[0, Math.log((1 - 0.2) / 0.2)]]);

  it('finds no gap at the minimum', () => {
    const verdict = judgePath(pose({ family: 'binomial' }), best);
    expect(verdict.nullLoss).toBeCloseTo(Math.log(2), 15);
    expect(Math.abs(verdict.gap)).toBeLessThan(1e-14);
  });

  it('finds the gap worked out by hand at w = 0', () => {
    // P = log 2; ρ = (½, −½), u = ½, s = λ / ½ = 0.4: q = (0.8, 0.2).
    const entropy = -(0.8 * Math.log(0.8) + 0.2 * Math.log(0.2));
    const verdict = judgePath(pose({ family: 'binomial' }), solution([0], []));
    expect(verdict.gap).toBeCloseTo((Math.log(2) - entropy) / Math.log(2), 14);
  });

  it('agrees with the softmax of two classes at half the coefficients', () => {
    const w = 0.5 * Math.log((1 - 0.2) / 0.2);
    const posed = pose({ family: 'multinomial', outputs: 2 });
    const verdict = judgePath(
      posed,
      solution(
        [0, 0],
        [
          [0, -w],
          [1, w],
        ],
      ),
    );
    expect(Math.abs(verdict.gap)).toBeLessThan(1e-14);
    const single = judgePath(pose({ family: 'binomial' }), best);
    expect(verdict.primal[0]).toBeCloseTo(single.primal[0] as number, 14);
  });
});

describe('the judge of Poisson regression', () => {
  it('finds no gap at the minimum', () => {
    // y = (5, 1): means 5 − λ and 1 + λ.
    const means = [4.8, 1.2].map(Math.log) as [number, number];
    const best = solution([(means[0] + means[1]) / 2], [[0, (means[0] - means[1]) / 2]]);
    const posed = pose({ family: 'poisson', y: Float64Array.of(5, 1) });
    expect(Math.abs(judgePath(posed, best).gap)).toBeLessThan(1e-14);
  });

  it('counts its null loss from the perfect fit, as deviance does', () => {
    const y = Float64Array.of(5, 1);
    const expected = (5 * Math.log(5 / 3) + 1 * Math.log(1 / 3)) / 2;
    expect(nullLoss({ y, family: 'poisson' })).toBeCloseTo(expected, 14);
  });
});

describe('the judge of the group lasso', () => {
  // Two orthogonal columns of mean square 1: w = y₀ max(0, 1 − λ √2 / ‖y₀‖).
  const data = Float64Array.of(1, 1, -1, -1, 1, -1, 1, -1);
  const posed = pose({
    X: { rows: 4, columns: 2, data },
    y: Float64Array.of(7, -1, 1, -7),
    groupSize: 2,
    lambdas: Float64Array.of(1),
  });

  it('finds no gap at the soft threshold of the group', () => {
    const shrunk = 1 - Math.SQRT2 / 5;
    const verdict = judgePath(
      posed,
      solution(
        [0],
        [
          [0, 3 * shrunk],
          [1, 4 * shrunk],
        ],
      ),
    );
    expect(Math.abs(verdict.gap)).toBeLessThan(1e-14);
  });

  it('finds one elsewhere', () => {
    const shrunk = 1 - 1 / 5;
    const verdict = judgePath(
      posed,
      solution(
        [0],
        [
          [0, 3 * shrunk],
          [1, 4 * shrunk],
        ],
      ),
    );
    expect(verdict.gap).toBeGreaterThan(1e-3);
  });
});

describe('weak duality', () => {
  it.each(families)('of %s: no lower bound exceeds any value of the objective', (family) => {
    const verdicts = [0, 0.1, 1].flatMap((scale, k) => {
      const { posed, guess } = random(family, 11 + k, scale);
      return judgePath(posed, guess);
    });
    const dual = Math.max(...verdicts.map((verdict) => verdict.dual[0] as number));
    const primal = Math.min(...verdicts.map((verdict) => verdict.primal[0] as number));
    expect(Number.isFinite(dual)).toBe(true);
    expect(dual).toBeLessThanOrEqual(primal);
  });

  it.each(families)('of %s: the bound does not depend on the intercepts given', (family) => {
    const { posed, guess } = random(family, 3, 0.3);
    const shifted = { ...guess, intercepts: guess.intercepts.map((b) => b + 0.7) };
    const [a, b] = [guess, shifted].map((w) => judgePath(posed, w).dual[0] as number);
    expect(a).toBeCloseTo(b as number, 12);
  });
});

describe('the curve of classes', () => {
  it('is the mean deviance of the left-out rows', () => {
    const four = { rows: 4, columns: 1, data: Float64Array.of(1, -1, 1, -1) };
    const whole = pose({ X: four, y: Float64Array.of(1, 0, 1, 0), family: 'binomial' });
    const w = Math.log((1 - 0.2) / 0.2);
    const folds = Int32Array.of(0, 0, 1, 1);
    const fits = [solution([0], [[0, w]]), solution([0], [[0, w]])];
    const reference = referenceCurve(whole, folds, fits);
    expect(reference.values[0]).toBeCloseTo(-2 * Math.log(sigmoid(w)), 14);
    const moved = reference.values.map((value) => value + 0.1);
    expect(curveError(moved, reference, whole)).toBeCloseTo(0.1 / (2 * Math.log(2)), 13);
  });
});
