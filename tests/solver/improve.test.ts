import { describe, expect, test } from 'vitest';
import { PenaltyCall } from '../../src/memory/calls.ts';
import { coordinateDescent } from '../reference/coordinateDescent.ts';
import { type Box, f64, onKernels } from '../support/kernels.ts';
import { randomProblem } from '../support/problems.ts';
import { DIRECT_SOLVE, relativeDifference, sumTolerance64 } from '../support/tolerance.ts';
import { PENALTY_KERNELS, placeTerms } from './penaltyTerms.ts';
import { checkGradient, placeQuadratic, workingSet } from './quadratics.ts';

const { X, y } = randomProblem({ seed: 1, n: 40, p: 10 });
const problem = { X, y, lambda: 0.2, l1Ratio: 0.7 };
const set = workingSet(problem);

/** Calls until a cycle gains no more than `goal`; each gain. */
function improve(
  box: Box,
  q: number,
  kernel: 'elasticNet' | 'mcp' | 'scad',
  params: readonly number[],
) {
  const at = box.given(Float64Array.from(params));
  const gains: number[] = [];
  while (gains.length < 500) {
    gains.push(box.kernels[kernel](PenaltyCall.improve, q, at, 1e6, 0));
    if (gains.at(-1)! <= 1e-28) break;
  }
  return gains;
}

test('of an elastic net it ends at the solution of plain coordinate descent', () => {
  const exact = coordinateDescent(problem, { tolerance: -Infinity, maxSweeps: 256 });
  const expected = Array.from(exact.coef, (value, j) => value * set.form.scale[j]!);
  onKernels((box) => {
    const placed = placeQuadratic(box, set, 2);
    const gains = improve(box, placed.q, 'elasticNet', [0.14, 0.06]);
    // Newton steps end it: cycles alone would take dozens
    expect(gains.length).toBeLessThanOrEqual(3);
    expect(relativeDifference(placed.b.read(), expected)).toBeLessThanOrEqual(DIRECT_SOLVE);
    checkGradient(placed, set);
  }, 8);
});

test('an empty working set gains nothing', () => {
  onKernels((box) => {
    const none = f64(0);
    const placed = placeQuadratic(box, {
      gram: [],
      target: none,
      penaltyFactor: none,
      lower: none,
      upper: none,
    });
    for (const [kernel, params] of PENALTY_KERNELS)
      expect(improve(box, placed.q, kernel, params)).toEqual([0]);
  });
});

test('a budget too small for Newton steps says so', () => {
  onKernels((box) => {
    const placed = placeQuadratic(box, set);
    const at = box.given(Float64Array.of(0.14, 0.06));
    expect(box.kernels.elasticNet(PenaltyCall.improve, placed.q, at, -1, 0)).toBe(Infinity);
  });
});

describe.each(PENALTY_KERNELS)('%s', (kernel, params) => {
  test('ends at a stationary point and never goes uphill', () => {
    onKernels((box) => {
      const placed = placeQuadratic(box, set);
      const at = box.given(Float64Array.from(params));
      const m = set.target.length;
      const objective = () => {
        box.memory.f64(placed.direction, m).fill(0);
        const [b, u] = [placed.b.read(), placed.u.read()];
        const quadratic =
          b.reduce((sum, value, k) => sum - value * (set.target[k]! + u[k]!), 0) / 2;
        return quadratic + box.kernels[kernel](PenaltyCall.along, placed.q, at, 0, 0);
      };
      let last = objective();
      for (let call = 0; call < 200; call++) {
        const gain = box.kernels[kernel](PenaltyCall.improve, placed.q, at, 1e6, 0);
        const now = objective();
        expect(now).toBeLessThanOrEqual(last + sumTolerance64(m, set.squares));
        last = now;
        if (gain <= 1e-30) break;
      }
      const columns = f64(m).map((_, k) => k);
      const terms = placeTerms(
        box,
        Array.from(columns, (k) => ({
          u: placed.u.read()[k]!,
          b: placed.b.read()[k]!,
          factor: 1,
          low: -Infinity,
          high: Infinity,
        })),
      );
      const left = box.kernels[kernel](PenaltyCall.stationarity, terms, at, 0, 0);
      expect(left).toBeLessThanOrEqual(1e-14 * Math.sqrt(set.squares));
      expect(placed.b.read().some((value) => value !== 0)).toBe(true);
    }, 8);
  });

  test('keeps coefficients inside their limits', () => {
    onKernels((box) => {
      const m = set.target.length;
      const limits = { lower: f64(m, () => -0.05), upper: f64(m, (k) => (k % 2 ? 0.1 : 0)) };
      const placed = placeQuadratic(box, { ...set, ...limits });
      improve(box, placed.q, kernel, params);
      placed.b.read().forEach((value, k) => {
        expect(value).toBeGreaterThanOrEqual(limits.lower[k]!);
        expect(value).toBeLessThanOrEqual(limits.upper[k]!);
      });
    });
  });
});
