import { describe, expect, it } from 'vitest';
import { areKnots, splineKnots } from '../../../src/data/table/splineKnots.ts';
import { relativeDifference } from '../../support/tolerance.ts';
import golden from './splineBasis.json' with { type: 'json' };

/** The file has 15 digits. */
const GOLDEN = 1e-14;
const values = Float64Array.from(golden.values);

describe('splineKnots', () => {
  it.each([3, 5, 7] as const)('puts %i knots at the quantiles of R', (count) => {
    const knots = splineKnots(values, count)!;
    expect(relativeDifference(knots, golden.quantiles[count])).toBeLessThan(GOLDEN);
  });

  it('reads values in any order, and keeps them', () => {
    const reversed = values.toReversed();
    const before = Array.from(reversed);
    expect(splineKnots(reversed, 5)).toEqual(splineKnots(values, 5));
    expect(Array.from(reversed)).toEqual(before);
  });

  it('ignores ties where they would make knots coincide', () => {
    const tied = Float64Array.from([
      ...new Array(80).fill(0),
      ...Array.from({ length: 20 }, (_, i) => i + 1),
    ]);
    // Of 0 … 20, whose quantile p is 20 p.
    expect(relativeDifference(splineKnots(tied, 5)!, [1, 5.5, 10, 14.5, 19])).toBeLessThan(GOLDEN);
  });

  it('makes no more knots than there are distinct values', () => {
    const four = Float64Array.of(1, 2, 3, 4, 1, 2, 3, 4);
    expect(splineKnots(four, 9)).toHaveLength(4);
    expect(splineKnots(Float64Array.of(1, 2, 3), 5)).toHaveLength(3);
  });

  it('makes none where nothing can bend', () => {
    for (const cells of [[], [1], [1, 1, 1], [0, 1, 0, 1], [0, 1e-9, 1], [-1.7e308, 0, 1.7e308]])
      expect(splineKnots(Float64Array.from(cells), 5)).toBeUndefined();
  });
});

describe('areKnots', () => {
  it('wants three increasing finite numbers apart', () => {
    expect(areKnots([0, 1, 3])).toBe(true);
    for (const bad of [
      [],
      [0, 1],
      [0, 0, 1],
      [1, 0, 2],
      [3, 2, 1],
      [0, 1, Infinity],
      [0, NaN, 1],
      [0, 1e-7, 1],
    ])
      expect(areKnots(bad)).toBe(false);
  });
});
