import { describe, expect, it } from 'vitest';
import {
  type DevianceFamily,
  deviance,
  devianceExplained,
} from '../../../src/select/assess/index.ts';
import { readGolden } from '../../reference/golden.ts';
import { random } from '../../support/random.ts';
import { DIRECT_SOLVE, relativeDifference } from '../../support/tolerance.ts';
import { expectClose } from './close.ts';

type Scores = [deviance: number, explained: number];
interface ByScikitLearn {
  gaussian: Scores;
  poisson: Scores;
  gamma: Scores;
  tweedie: Record<string, Scores>;
}
const golden = readGolden<{
  mean: number[];
  counts: number[];
  positive: number[];
  weights: number[];
  plain: ByScikitLearn;
  weighted: ByScikitLearn;
}>('sklearn/assess_deviance.json');
const byR = readGolden<{
  mean: number[];
  counts: number[];
  share: number[];
  p: number[];
  weights: number[];
  binomial: number;
  negativeBinomial: Record<string, number>;
}>('glm/assess_deviance.json');

/** The largest terms that cancel in a unit deviance of the golden data, relative to 1. */
const TERMS = 1000;

const tweedie = (power: number): DevianceFamily => ({ name: 'tweedie', power });
const negativeBinomial = (theta: number): DevianceFamily => ({ name: 'negativeBinomial', theta });

const FAMILIES: readonly DevianceFamily[] = [
  'gaussian',
  'binomial',
  'poisson',
  'gamma',
  tweedie(1.5),
  tweedie(3),
  negativeBinomial(2),
];

/** Rows in the domain of every family. */
function sample(n: number, seed: number) {
  const { uniform, below } = random(seed);
  return {
    y: Array.from({ length: n }, () => 0.05 + 0.9 * uniform()),
    mean: Array.from({ length: n }, () => 0.05 + 0.9 * uniform()),
    weights: Array.from({ length: n }, () => below(4)),
  };
}

describe('deviance', () => {
  it.each(['plain', 'weighted'] as const)('is that of scikit-learn, %s', (kind) => {
    const { mean, counts, positive } = golden;
    const weights = kind === 'weighted' ? golden.weights : undefined;
    const expectScores = (y: number[], family: DevianceFamily, [value, explained]: Scores) => {
      expectClose(deviance(y, mean, family, weights), value, y.length, TERMS);
      expectClose(devianceExplained(y, mean, family, weights), explained, y.length, TERMS);
    };
    const expected = golden[kind];
    expectScores(positive, 'gaussian', expected.gaussian);
    expectScores(counts, 'poisson', expected.poisson);
    expectScores(positive, 'gamma', expected.gamma);
    for (const [power, scores] of Object.entries(expected.tweedie))
      expectScores(Number(power) < 2 ? counts : positive, tweedie(Number(power)), scores);
  });

  it('is that of R for proportions and for negative binomial counts', () => {
    const { mean, counts, share, p, weights } = byR;
    const proportions = deviance(share, p, 'binomial', weights);
    expect(relativeDifference([proportions], [byR.binomial])).toBeLessThanOrEqual(DIRECT_SOLVE);
    for (const [theta, value] of Object.entries(byR.negativeBinomial)) {
      const ours = deviance(counts, mean, negativeBinomial(Number(theta)), weights);
      // R subtracts logarithms without log1p: it loses three digits at θ = 1000.
      expect(relativeDifference([ours], [value])).toBeLessThanOrEqual(DIRECT_SOLVE);
    }
  });

  it.each(FAMILIES)('is 0 at the data and grows away from them, %o', (family) => {
    const { y } = sample(20, 1);
    expect(deviance(y, y, family)).toBeLessThanOrEqual(20 * Number.EPSILON);
    for (const value of y) {
      const at = [1.02, 1.01, 1.001, 1, 0.999, 0.99, 0.98].map((factor) =>
        deviance([value], [value * factor], family),
      );
      expect(at.slice(0, 4)).toEqual(at.slice(0, 4).sort((a, b) => b - a));
      expect(at.slice(3)).toEqual(at.slice(3).sort((a, b) => a - b));
      expect(at.every((unit) => unit >= 0)).toBe(true);
    }
  });

  it.each(FAMILIES)('has the slope −2 (y − μ) / V(μ), %o', (family) => {
    const { y, mean } = sample(10, 2);
    const name = typeof family === 'string' ? family : family.name;
    const variance = (m: number) => {
      if (typeof family === 'object')
        return family.name === 'tweedie' ? m ** family.power : m + (m * m) / family.theta;
      return { gaussian: 1, binomial: m * (1 - m), poisson: m, gamma: m * m }[name as 'gamma'];
    };
    for (const [i, m] of mean.entries()) {
      const step = 1e-5 * m;
      const at = (h: number) => deviance([y[i]!], [m + h], family);
      const slope = (at(step) - at(-step)) / (2 * step);
      const expected = (-2 * (y[i]! - m)) / variance(m);
      // Error of the quotient: third derivatives · step², below 1e-6 of terms of size 1/V.
      expect(Math.abs(slope - expected)).toBeLessThanOrEqual(1e-6 / variance(m));
    }
  });

  it.each(FAMILIES)('takes a weight of w for a repeated row, in any order, %o', (family) => {
    const { y, mean, weights } = sample(30, 3);
    const rows = weights.flatMap((w, i) => new Array<number>(w).fill(i)).reverse();
    const [longY, longMean] = [rows.map((i) => y[i]!), rows.map((i) => mean[i]!)];
    for (const measure of [deviance, devianceExplained])
      expectClose(
        measure(y, mean, family, weights),
        measure(longY, longMean, family),
        rows.length,
        TERMS,
      );
  });

  it('of tweedie meets gaussian, poisson and gamma at powers 0, 1 and 2', () => {
    const { y, mean } = sample(20, 4);
    expect(deviance(y, mean, tweedie(0))).toBe(deviance(y, mean, 'gaussian'));
    expect(deviance(y, mean, tweedie(1))).toBe(deviance(y, mean, 'poisson'));
    expect(deviance(y, mean, tweedie(2))).toBe(deviance(y, mean, 'gamma'));
    const near = deviance(y, mean, tweedie(1 + 1e-5));
    // The deviance is smooth in the power: a step of 1e-5 moves it by a share of that size.
    expect(relativeDifference([near], [deviance(y, mean, 'poisson')])).toBeLessThan(1e-4);
  });

  it('of negative binomial counts comes near to poisson for a large theta', () => {
    const { counts, mean } = golden;
    // The difference is about Σ (y − μ)² / θ.
    const expected = deviance(counts, mean, 'poisson');
    expectClose(deviance(counts, mean, negativeBinomial(1e15)), expected, counts.length, TERMS);
  });

  it('takes a mean of 0 as a limit, and clips probabilities at 1e-15', () => {
    for (const family of ['poisson', tweedie(1.5), negativeBinomial(2)] as const) {
      expect(deviance([0], [0], family)).toBe(0);
      expect(deviance([1], [0], family)).toBe(Infinity);
    }
    expect(deviance([1], [0], 'gamma')).toBe(Infinity);
    expect(deviance([0, 1], [0, 1], 'binomial')).toBe(0);
    expectClose(deviance([1], [0], 'binomial'), 30 * Math.LN10, 1);
    expect(deviance([0], [1], 'binomial')).toBe(deviance([1], [0], 'binomial'));
  });

  it('is NaN where no row counts, and looks at no row of weight 0', () => {
    expect(deviance([], [], 'poisson')).toBeNaN();
    expect(deviance([1], [1], 'poisson', [0])).toBeNaN();
    expect(deviance([-1, 2], [NaN, 2], 'poisson', [0, 1])).toBe(0);
  });
});

describe('devianceExplained', () => {
  it('is 1 at the data, 0 at their mean, NaN for a constant', () => {
    const y = [1, 2, 6];
    expect(devianceExplained(y, y, 'poisson')).toBe(1);
    expect(devianceExplained(y, [3, 3, 3], 'poisson')).toBe(0);
    expect(devianceExplained(y, [6, 2, 1], 'poisson')).toBeLessThan(0);
    expect(devianceExplained([0.1, 0.1, 0.1], [1, 2, 3], 'gaussian')).toBeNaN();
    expect(devianceExplained([1, 2], [1, 2], 'gaussian', [1, 0])).toBeNaN();
    expect(devianceExplained([], [], 'gaussian')).toBeNaN();
  });
});
