import { describe, expect, it } from 'vitest';
import {
  falseSelectionBound,
  unimodalBound,
  worstCaseBound,
} from '../../../src/select/inference/stability/falseSelectionBound.ts';

/**
 * The largest P(X ≥ least/B) over all unimodal X on {0, 1/B, …, 1} with mean at most `most`: such an
 * X is a mixture of uniform distributions on intervals around its mode, and two of them suffice.
 */
function worstUnimodal(B: number, least: number, most: number): number {
  let best = 0;
  for (let mode = 0; mode <= B; mode++) {
    const points: { mean: number; value: number }[] = [];
    for (let a = 0; a <= mode; a++)
      for (let b = mode; b <= B; b++) {
        const above = Math.max(0, b - Math.max(a, least) + 1);
        points.push({ mean: (a + b) / (2 * B), value: above / (b - a + 1) });
      }
    for (const low of points.filter(({ mean }) => mean <= most)) {
      best = Math.max(best, low.value);
      for (const high of points.filter(({ mean }) => mean > most)) {
        const share = (most - low.mean) / (high.mean - low.mean);
        best = Math.max(best, low.value + share * (high.value - low.value));
      }
    }
  }
  return best;
}

describe('the worst-case bound', () => {
  it('is q² / ((2 cutoff − 1) p)', () => {
    expect(worstCaseBound({ q: 10, p: 100, cutoff: 0.75, pairs: 50 })).toBe(2);
    expect(worstCaseBound({ q: 10, p: 100, cutoff: 1, pairs: 50 })).toBe(1);
  });
});

describe('the unimodal bound', () => {
  const grid = [4, 7, 10].flatMap((pairs) =>
    Array.from({ length: pairs }, (_, k) => ({ pairs, steps: pairs + 1 + k })),
  );

  it('is above what any unimodal frequency can reach, per feature', () => {
    for (const theta of [0.02, 0.1, 0.3, 0.5])
      for (const { pairs, steps } of grid) {
        const given = { q: theta * 1000, p: 1000, cutoff: steps / (2 * pairs), pairs };
        const perFeature = unimodalBound(given) / 1000;
        // Both halves agree in a share of at least 2τ − 1 of the pairs, θ² of them on average.
        const reached = worstUnimodal(pairs, steps - pairs, theta * theta);
        expect(perFeature).toBeGreaterThanOrEqual(reached * (1 - 1e-12));
      }
  });

  it('is reached above 3/4, where uniform frequencies are the worst', () => {
    for (const { pairs, steps } of grid.filter(({ pairs, steps }) => steps > 1.5 * pairs)) {
      const given = { q: 50, p: 1000, cutoff: steps / (2 * pairs), pairs };
      const reached = worstUnimodal(pairs, steps - pairs, 0.05 * 0.05);
      expect(unimodalBound(given) / 1000 / reached).toBeCloseTo(1, 12);
    }
  });

  it('says nothing where its theorem does not apply', () => {
    expect(unimodalBound({ q: 58, p: 100, cutoff: 0.9, pairs: 50 })).toBe(Infinity);
    expect(unimodalBound({ q: 57, p: 100, cutoff: 0.9, pairs: 50 })).toBeLessThan(Infinity);
    expect(unimodalBound({ q: 1, p: 100, cutoff: 0.51, pairs: 50 })).toBe(Infinity);
    expect(unimodalBound({ q: 1, p: 100, cutoff: 0.52, pairs: 50 })).toBeLessThan(Infinity);
  });

  it('counts a cutoff between two frequencies as the upper one, one of 70 of 100 as 70', () => {
    const at = (cutoff: number) => unimodalBound({ q: 5, p: 100, cutoff, pairs: 50 });
    expect(at(0.695)).toBe(at(0.7));
    expect(at(0.7000001)).toBe(at(0.71));
    expect(at(0.1 + 0.6)).toBe(at(0.7));
  });
});

it('the better of the bounds that hold is taken', () => {
  const given = { q: 10, p: 200, cutoff: 0.75, pairs: 50 };
  expect(falseSelectionBound(given, 'none')).toBe(worstCaseBound(given));
  expect(falseSelectionBound(given, 'unimodal')).toBe(unimodalBound(given));
  const wide = { ...given, q: 150 };
  expect(falseSelectionBound(wide, 'unimodal')).toBe(worstCaseBound(wide));
});
