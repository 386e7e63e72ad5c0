import { describe, expect, test } from 'vitest';
import { PenaltyCall } from '../../src/memory/calls.ts';
import { violation } from '../reference/columnPenalty.ts';
import { nonConvexViolation } from '../reference/families/nonConvex.ts';
import { f64, onKernels } from '../support/kernels.ts';
import { type Random, random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';
import { PENALTY_KERNELS, placeTerms, type TermColumn } from './penaltyTerms.ts';

type Kernel = (typeof PENALTY_KERNELS)[number][0];

/** Distance of u from the subdifferential at b, with limits. */
function distance(
  kernel: Kernel,
  params: readonly number[],
  { u, b, factor, low, high }: TermColumn,
) {
  const [l1, l2, gamma] = params as [number, number, number];
  if (kernel === 'elasticNet')
    return violation({ l1: factor * l1, l2: factor * l2, low, high }, b, u);
  const lambda = l1 + l2;
  const away = (at: number) =>
    nonConvexViolation({ kind: kernel, lambda, gamma, l1Ratio: l1 / lambda }, b, at, factor);
  // at a limit what pushes outwards does not count: u is as good as the nearest u inwards
  if (b !== 0) {
    const step = 1e-3;
    const grows = away(u + step) > away(u) ? 1 : -1;
    if (away(u) > 0 && ((grows > 0 && b >= high) || (grows < 0 && b <= low))) return 0;
    return away(u);
  }
  if ((u > 0 && high === 0) || (u < 0 && low === 0)) return 0;
  return away(u);
}

function draw({ normal, pick }: Random): TermColumn {
  const [low, high] = [pick([-Infinity, -0.5, 0]), pick([Infinity, 0.5, 0])];
  const b = pick([0, low, high, normal()]);
  const inside = Math.min(Math.max(Number.isFinite(b) ? b : 0, low), high);
  return { u: 2 * normal(), b: inside, factor: pick([0, 1, 2.5]), low, high };
}

describe.each(PENALTY_KERNELS)('%s', (kernel, params) => {
  const compute = (columns: readonly TermColumn[]) => {
    let worst = Number.NaN;
    onKernels((box) => {
      const terms = placeTerms(box, columns);
      const at = box.given(Float64Array.from(params));
      worst = box.kernels[kernel](PenaltyCall.stationarity, terms, at, 0, 0);
    }, 8);
    return worst;
  };

  test.each([0, 1, 2, 3, 10, 33])('of %i columns it is the largest distance', (count) => {
    for (let seed = 0; seed < 40; seed++) {
      const source = random(100 * count + seed);
      const columns = Array.from({ length: count }, () => draw(source));
      const expected = Math.max(0, ...columns.map((each) => distance(kernel, params, each)));
      const bound = sumTolerance64(4, expected + 8);
      expect(Math.abs(compute(columns) - expected)).toBeLessThanOrEqual(bound);
    }
  });

  test('it is 0 where b is a minimum, and not beside it', () => {
    const free = { low: -Infinity, high: Infinity, factor: 1 };
    const [l1, l2] = params;
    const flat = 9; // beyond γ l1: the L2 part alone
    const slope = l2 * flat + (kernel === 'elasticNet' ? l1 : 0);
    expect(compute([{ ...free, u: slope, b: flat }])).toBeLessThanOrEqual(sumTolerance64(4, slope));
    expect(compute([{ ...free, u: slope + 0.25, b: flat }])).toBeCloseTo(0.25, 12);
    expect(compute([{ ...free, u: l1, b: 0 }])).toBe(0);
    expect(compute([{ ...free, u: -l1 - 0.25, b: 0 }])).toBeCloseTo(0.25, 12);
    expect(compute([{ ...free, high: 0, u: 50, b: 0 }])).toBe(0);
    expect(compute([{ ...free, low: -1, u: -50, b: -1 }])).toBe(0);
  });

  test('zeros of either sign are zeros', () => {
    const each = { low: -Infinity, high: Infinity, factor: 1, u: 0.3 };
    expect(f64(2, (k) => compute([{ ...each, b: k ? -0 : 0 }]))).toEqual(Float64Array.of(0, 0));
  });
});
