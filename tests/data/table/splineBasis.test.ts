import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SplineBasis } from '../../../src/data/table/splineBasis.ts';
import { RUNS } from '../../support/arbitrary.ts';
import { relativeDifference } from '../../support/tolerance.ts';
import golden from './splineBasis.json' with { type: 'json' };

/** The file has 15 digits; two eliminations of a 3 × 3 system differ by a few units more. */
const GOLDEN = 1e-14;
/** Sums of K ≤ 8 values of a basis that overshoots by the ratio of steps, here at most 100. */
const IDENTITY = 1e-12;

function basisAt(knots: readonly number[], x: number): Float64Array {
  const out = new Float64Array(knots.length);
  new SplineBasis(knots).evaluate(x, out);
  return out;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, k) => sum + value * b[k]!, 0);

const knots = fc
  .array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 7 })
  .map((steps) => {
    const found = [-50];
    for (const step of steps) found.push(found.at(-1)! + step);
    return found;
  });
const share = fc.double({ min: -1, max: 2, noNaN: true });

describe('SplineBasis', () => {
  it('agrees with the natural splines of R through unit vectors', () => {
    golden.x.forEach((x, i) => {
      const values = basisAt(golden.knots, x);
      expect(relativeDifference(values, golden.cardinal[i]!)).toBeLessThan(GOLDEN);
    });
  });

  it('is 1 at its own knot and 0 at the others', () => {
    for (const [k, knot] of golden.knots.entries()) {
      const unit = golden.knots.map((_, j) => Number(j === k));
      expect(relativeDifference(basisAt(golden.knots, knot), unit)).toBeLessThan(GOLDEN);
    }
  });

  it('sums to 1 and reproduces straight lines, inside and outside of the knots', () => {
    fc.assert(
      fc.property(knots, share, (at, s) => {
        const span = at.at(-1)! - at[0]!;
        const x = at[0]! + s * span;
        const values = basisAt(at, x);
        const size = Math.max(...values.map(Math.abs));
        expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(
          IDENTITY * size,
        );
        expect(Math.abs(dot(values, at) - x)).toBeLessThan(
          IDENTITY * size * Math.max(...at.map(Math.abs)),
        );
      }),
      RUNS,
    );
  });

  it('does not depend on the unit of x', () => {
    fc.assert(
      fc.property(
        knots,
        share,
        fc.constantFrom(2 ** -900, 2 ** -20, 2 ** 40, 2 ** 900),
        (at, s, u) => {
          const x = at[0]! + s * (at.at(-1)! - at[0]!);
          const scaled = basisAt(
            at.map((knot) => knot * u),
            x * u,
          );
          expect(Array.from(scaled)).toEqual(Array.from(basisAt(at, x)));
        },
      ),
      RUNS,
    );
  });

  describe('between and beyond the knots', () => {
    const at = golden.knots;
    const last = at.length - 1;
    /** Third differences vanish on lines, fourth differences on cubics. */
    const difference = (x: number, h: number, order: number): Float64Array => {
      if (order === 0) return basisAt(at, x);
      const [low, high] = [difference(x, h, order - 1), difference(x + h, h, order - 1)];
      return low.map((value, k) => high[k]! - value);
    };
    const largest = (values: Float64Array) => Math.max(...values.map(Math.abs));

    it('is cubic between knots', () => {
      for (let j = 0; j < last; j++) {
        const h = (at[j + 1]! - at[j]!) / 4;
        expect(largest(difference(at[j]!, h, 4))).toBeLessThan(1e-13);
        expect(largest(difference(at[j]!, h, 3))).toBeGreaterThan(1e-4);
      }
    });

    it('is a straight line beyond the outer knots', () => {
      for (const [from, h] of [
        [at[0]! - 3, 1],
        [at[last]!, 1],
      ] as const) {
        expect(largest(difference(from, h, 2))).toBeLessThan(1e-13);
        expect(largest(difference(from, h, 1))).toBeGreaterThan(0.1);
      }
    });

    it('has two continuous derivatives at every knot', () => {
      // Cubics on both sides: their derivatives at the knot follow from 4 values, exactly.
      for (let j = 0; j <= last; j++) {
        const derivatives = (h: number) => {
          const [f0, f1, f2, f3] = [0, 1, 2, 3].map((k) => basisAt(at, at[j]! + k * h));
          return at.map((_, k) => [
            (-11 * f0![k]! + 18 * f1![k]! - 9 * f2![k]! + 2 * f3![k]!) / (6 * h),
            (2 * f0![k]! - 5 * f1![k]! + 4 * f2![k]! - f3![k]!) / (h * h),
          ]);
        };
        const left = derivatives(-0.125).flat();
        const right = derivatives(0.125).flat();
        // 20 half units of values below 1, divided by h².
        expect(Math.max(...left.map((value, k) => Math.abs(value - right[k]!)))).toBeLessThan(
          3e-13,
        );
        expect(Math.max(...right.map(Math.abs))).toBeGreaterThan(0.1);
      }
    });
  });
});
