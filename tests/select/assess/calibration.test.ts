import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calibration, calibration } from '../../../src/select/assess/index.ts';
import { readGolden } from '../../reference/golden.ts';
import { random } from '../../support/random.ts';
import { DIRECT_SOLVE, relativeDifference } from '../../support/tolerance.ts';
import { expectAllClose, expectClose } from './close.ts';

interface Fit {
  intercept: number;
  slope: number;
  slopeCi: number[];
  interceptInTheLarge: number;
}
const golden = readGolden<{
  y: number[];
  p: number[];
  weights: number[];
  plain: Fit;
  weighted: Fit;
}>('glm/assess_calibration.json');
interface Curve {
  p: number[];
  observed: number[];
  meanPredicted: number[];
}
const byScikitLearn = readGolden<{
  y: number[];
  p: number[];
  weights: number[];
  plain: { brier: number };
  weighted: { brier: number };
  uniform: Curve;
  quantile: Curve;
}>('sklearn/assess_binary.json');

/** Outcomes of probabilities that are too extreme: the true logit is half of that of p. */
function overconfident(n: number, seed: number) {
  const { uniform, normal, below } = random(seed);
  const p: number[] = [];
  const y: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < n; i++) {
    const logit = 2 * normal();
    p.push(1 / (1 + Math.exp(-logit)));
    y.push(Number(uniform() < 1 / (1 + Math.exp(-logit / 2))));
    weights.push(below(4));
  }
  return { p, y, weights };
}

const numbersOf = ({ slope, slopeCi, intercept, interceptInTheLarge, ece, brier }: Calibration) => [
  slope,
  ...slopeCi,
  intercept,
  interceptInTheLarge,
  ece,
  brier,
];

describe('calibration', () => {
  it.each(['plain', 'weighted'] as const)('has the slope and intercepts of R, %s', (kind) => {
    const { y, p, weights } = golden;
    const fit = calibration(y, p, kind === 'weighted' ? { weights } : {});
    for (const name of ['slope', 'slopeCi', 'intercept', 'interceptInTheLarge'] as const)
      expect(relativeDifference([fit[name]].flat(), [golden[kind][name]].flat())).toBeLessThan(
        DIRECT_SOLVE,
      );
  });

  it('solves the equations of maximum likelihood', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { p, y, weights } = overconfident(200, seed);
      const { slope, intercept, interceptInTheLarge } = calibration(y, p, { weights });
      const logit = p.map((value) => Math.log(value / (1 - value)));
      const score = (a: number, b: number, factor: (i: number) => number) =>
        y.reduce((total, value, i) => {
          const mean = 1 / (1 + Math.exp(-a - b * logit[i]!));
          return total + weights[i]! * (value - mean) * factor(i);
        }, 0);
      const size = weights.reduce((total, w, i) => total + w * (1 + Math.abs(logit[i]!)), 0);
      // What remains of the sums is their rounding.
      expectClose(score(intercept, slope, () => 1) / size, 0, 200);
      expectClose(score(intercept, slope, (i) => logit[i]!) / size, 0, 200);
      expectClose(score(interceptInTheLarge, 1, () => 1) / size, 0, 200);
    }
  });

  it('finds the slope of overconfident probabilities, and 1 after recalibration', () => {
    const { p, y } = overconfident(4000, 5);
    const { slope, slopeCi, intercept, ece } = calibration(y, p);
    expect(slopeCi[0]).toBeLessThan(0.5);
    expect(slopeCi[1]).toBeGreaterThan(0.5);
    expect(slopeCi[1]).toBeLessThan(1);
    const better = p.map((value) => 1 / (1 + Math.exp(-intercept) * (1 / value - 1) ** slope));
    const again = calibration(y, better);
    for (const [value, expected] of [
      [again.slope, 1],
      [again.intercept, 0],
      [again.interceptInTheLarge, 0],
    ] as const)
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(DIRECT_SOLVE);
    expect(again.ece).toBeLessThan(ece / 2);
  });

  it('takes a weight of w for a repeated row, in any order', () => {
    for (const strategy of ['uniform', 'quantile'] as const) {
      const { p, y, weights } = overconfident(60, 9);
      // Rounded, so that many are equal.
      const coarse = p.map((value) => Math.round(value * 16) / 16);
      const rows = weights.flatMap((w, i) => new Array<number>(w).fill(i)).reverse();
      const a = calibration(y, coarse, { weights, strategy });
      const repeated = rows.map((i) => coarse[i]!);
      const b = calibration(
        rows.map((i) => y[i]!),
        repeated,
        { strategy },
      );
      expect(relativeDifference(numbersOf(a), numbersOf(b))).toBeLessThan(DIRECT_SOLVE);
      expect(a.bins).toEqual(b.bins);
    }
  });

  it('clips the logits of 0 and 1', () => {
    const y = [0, 1, 0, 1, 1, 0];
    const extreme = calibration(y, [0, 1, 1, 0, 1, 0]);
    const clipped = calibration(y, [1e-12, 1 - 1e-12, 1 - 1e-12, 1e-12, 1 - 1e-12, 1e-12]);
    expect(extreme.slope).toBe(clipped.slope);
    // Two groups: odds 2 and ½ at logits ±ln(1e12).
    const expected = Math.log(2) / Math.log((1 - 1e-12) / 1e-12);
    expect(Math.abs(extreme.slope - expected)).toBeLessThanOrEqual(DIRECT_SOLVE * expected * 1e5);
    expect(extreme.brier).toBe(2 / 6);
  });

  it('recalibrates probabilities that are all but 0', () => {
    const y = [0, 1, 0, 1];
    const { interceptInTheLarge } = calibration(y, [0, 0, 0, 0]);
    const expected = Math.log((1 - 1e-12) / 1e-12);
    expect(Math.abs(interceptInTheLarge - expected)).toBeLessThanOrEqual(DIRECT_SOLVE * expected);
  });
});

describe('what calibration cannot know', () => {
  it('is a slope of ±Infinity where p separates the classes', () => {
    const up = calibration([0, 0, 1, 1], [0.1, 0.5, 0.5, 0.9]);
    expect([up.slope, up.intercept, ...up.slopeCi]).toEqual([Infinity, NaN, NaN, NaN]);
    expect(calibration([1, 0], [0.1, 0.9]).slope).toBe(-Infinity);
    // y − p is antisymmetric
    expect(Math.abs(up.interceptInTheLarge)).toBeLessThanOrEqual(DIRECT_SOLVE);
  });

  it('is NaN for one class, and for equal p but for the intercept in the large', () => {
    const one = calibration([1, 1], [0.2, 0.6]);
    expect(numbersOf(one).slice(0, 5)).toEqual([NaN, NaN, NaN, NaN, NaN]);
    expect(one.brier).toBe((0.8 ** 2 + 0.4 ** 2) / 2);
    const flat = calibration([1, 0, 1, 1], [0.5, 0.5, 0.5, 0.5]);
    expect(numbersOf(flat).slice(0, 4)).toEqual([NaN, NaN, NaN, NaN]);
    expect(Math.abs(flat.interceptInTheLarge - Math.log(3))).toBeLessThanOrEqual(DIRECT_SOLVE);
  });

  it('is all of it where no row counts', () => {
    for (const none of [calibration([], []), calibration([7], [NaN], { weights: [0] })]) {
      expect(numbersOf(none)).toEqual([NaN, NaN, NaN, NaN, NaN, NaN, NaN]);
      expect(none.bins).toEqual([]);
    }
  });
});

describe('the bins', () => {
  it.each(['uniform', 'quantile'] as const)('are those of scikit-learn, %s', (strategy) => {
    const { y } = byScikitLearn;
    const { p, observed, meanPredicted } = byScikitLearn[strategy];
    const { bins } = calibration(y, p, { bins: 5, strategy });
    expectAllClose(
      bins.map((bin) => bin.observed),
      observed,
      y.length,
    );
    expectAllClose(
      bins.map((bin) => bin.meanPredicted),
      meanPredicted,
      y.length,
    );
  });

  it.each(['plain', 'weighted'] as const)('come with the brier of scikit-learn, %s', (kind) => {
    const { y, p, weights } = byScikitLearn;
    const { brier } = calibration(y, p, kind === 'weighted' ? { weights } : {});
    expectClose(brier, byScikitLearn[kind].brier, y.length);
  });

  it('of equal width are closed above, as exact quotients', () => {
    const p = [0, 0.1, 0.2, 0.3, 0.6, 0.7, 1];
    const { bins } = calibration([0, 1, 0, 1, 0, 1, 1], p);
    expect(bins.map(({ meanPredicted, count }) => [meanPredicted, count])).toEqual([
      [0.05, 2], // 0 and 0.1
      [0.2, 1],
      [0.3, 1],
      [0.6, 1],
      [0.7, 1],
      [1, 1],
    ]);
  });

  it('of equal weight never part equal probabilities', () => {
    const p = [0.1, 0.1, 0.1, 0.4, 0.5, 0.6];
    const { bins } = calibration([0, 1, 0, 1, 0, 1], p, { bins: 3, strategy: 'quantile' });
    expect(bins.map(({ count }) => count)).toEqual([3, 1, 2]);
  });

  it('hold every row, in order, and give the error over bins', () => {
    const row = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 32 }), fc.nat(3));
    const strategies = fc.constantFrom('uniform' as const, 'quantile' as const);
    fc.assert(
      fc.property(
        fc.array(row),
        fc.integer({ min: 1, max: 12 }),
        strategies,
        (rows, B, strategy) => {
          const weights = rows.map(([, , weight]) => weight);
          const y = rows.map(([flag]) => flag);
          const p = rows.map(([, numerator]) => numerator / 32);
          const { bins, ece } = calibration(y, p, { bins: B, strategy, weights });
          const total = weights.reduce<number>((sum, w) => sum + w, 0);
          expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(total);
          expect(bins.length).toBeLessThanOrEqual(B);
          const means = bins.map(({ meanPredicted }) => meanPredicted);
          expect(means).toEqual([...new Set(means)].sort((a, b) => a - b));
          const positive = rows.reduce((sum, [flag, , weight]) => sum + Number(flag) * weight, 0);
          const observed = bins.reduce((sum, bin) => sum + bin.count * bin.observed, 0);
          expectClose(observed, positive, B, positive);
          const gaps = bins.map((bin) => bin.count * Math.abs(bin.observed - bin.meanPredicted));
          expectClose(ece, gaps.reduce((a, b) => a + b, 0) / total, B);
        },
      ),
    );
  });
});
