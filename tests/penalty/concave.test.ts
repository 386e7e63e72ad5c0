/** The concave penalties in the kernels: value, slope, curvature, prox and their limit γ → ∞. */
import { describe, expect, test } from 'vitest';
import { PenaltyCall } from '../../src/memory/calls.ts';
import { elasticNet, mcp, type Penalty, scad } from '../../src/penalty/index.ts';
import { DIFFERENCE, DIFFERENCE_STEP } from '../reference/families/tolerance.ts';
import { placeQuadratic } from '../solver/quadratics.ts';
import { expectEach } from '../support/expectEach.ts';
import { type Box, f64, onKernels } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { EPSILON_64, sumTolerance64 } from '../support/tolerance.ts';

const CASES: Record<
  string,
  (options: { lambda: number; gamma?: number; l1Ratio: number }) => Penalty
> = { mcp, scad };

/** One coordinate with ½ h b² − z b, where it stands at b. */
function one(box: Box, { z = 0, h = 1, b = 0, factor = 1 }) {
  return placeQuadratic(box, {
    gram: [[h]],
    target: Float64Array.of(z),
    penaltyFactor: Float64Array.of(factor),
    lower: Float64Array.of(-Infinity),
    upper: Float64Array.of(Infinity),
    b: Float64Array.of(b),
  });
}

/** What the kernel says of f g at b: its value, slope and curvature. */
function shape(penalty: Penalty, b: number, factor: number) {
  let [value, slope, curvature] = [Number.NaN, Number.NaN, Number.NaN];
  onKernels((box) => {
    const placed = one(box, { b, z: b, factor });
    const params = box.given(Float64Array.from(penalty.params));
    const call = (name: keyof typeof PenaltyCall, at: number, from = 0, to = 0) =>
      box.kernels[penalty.kernel as 'mcp'](PenaltyCall[name], at, params, from, to);
    box.memory.f64(placed.direction, 1).fill(0);
    value = call('along', placed.q);
    // u = z − h b = 0, so that the distance from a stationary point is the slope alone
    slope = Math.sign(b) * call('stationarity', placed.t);
    // 1 − c ‖L⁻¹ e‖² with L = 1
    placed.setFactor([[1]], [0]);
    curvature = 1 - call('freedom', placed.q, 0, 1);
  });
  return { value, slope, curvature };
}

describe.each(Object.entries(CASES))('%s', (_, make) => {
  const settings = [
    { lambda: 1, l1Ratio: 1 },
    { lambda: 0.4, l1Ratio: 0.75, gamma: 2.5 },
    { lambda: 3, l1Ratio: 0.2, gamma: 20 },
  ];

  test.each(settings)('slope and curvature are differences of the value, %j', (setting) => {
    const penalty = make(setting);
    const h = DIFFERENCE_STEP;
    for (const factor of [1, 0.3])
      for (const b of [0.05, 0.2, -0.33, 0.71, 1.3, -1.9, 2.45, 4.4, -9, 40]) {
        const [low, here, high] = [b - h, b, b + h].map((at) => shape(penalty, at, factor));
        const value = factor * penalty.value(b);
        expectEach(Math.abs(here!.value - value)).toBeLessThanOrEqual(sumTolerance64(4, value));
        const size = 1 + Math.abs(here!.slope) + Math.abs(here!.value);
        const slope = (high!.value - low!.value) / (2 * h);
        expectEach(Math.abs(here!.slope - slope)).toBeLessThanOrEqual(DIFFERENCE * size);
        const curvature = (high!.slope - low!.slope) / (2 * h);
        expectEach(Math.abs(here!.curvature - curvature)).toBeLessThanOrEqual(DIFFERENCE * size);
      }
  });

  test('concave parts end where their slope does: beyond, nothing is shrunk', () => {
    const penalty = make({ lambda: 1, l1Ratio: 1 });
    const end = penalty.gamma! * penalty.lambda;
    expect(shape(penalty, 1.01 * end, 1)).toMatchObject({ slope: 0, curvature: 0 });
    expectEach(shape(penalty, 0.99 * end, 1).slope).toBeGreaterThan(0);
    expectEach(minimum(penalty, { z: 1.01 * end })).toBe(1.01 * end);
  });

  test('the minimum is the global one, whatever the curvature', () => {
    const { normal, uniform, pick } = random(5);
    for (let k = 0; k < 200; k++) {
      const penalty = make({
        lambda: pick([0.1, 1, 2]) * uniform(),
        l1Ratio: pick([1, 0.5]),
        gamma: pick([2.1, 3, 30]),
      });
      const [z, h, factor] = [2 * normal(), pick([0.02, 0.3, 0.4, 1, 4]), pick([1, 0.2, 2])];
      const objective = (b: number) => (h * b * b) / 2 - z * b + factor * penalty.value(b);
      const b = minimum(penalty, { z, h, factor });
      const width = Math.abs(z) / h;
      const size = (h * b * b) / 2 + Math.abs(z * b) + factor * penalty.value(b);
      // between the grid's points the objective moves by less than the square of their distance
      const grid = Array.from({ length: 4001 }, (_unused, i) => (i / 2000 - 1) * width);
      const least = Math.min(...grid.map(objective));
      expectEach(objective(b)).toBeLessThanOrEqual(least + sumTolerance64(4, size));
    }
  });

  test('of γ → ∞ is the elastic net', () => {
    const { normal, uniform } = random(6);
    for (let k = 0; k < 100; k++) {
      const [z, h, lambda, l1Ratio] = [3 * normal(), 0.1 + uniform(), uniform(), uniform()];
      const net = minimum(elasticNet({ lambda, l1Ratio }), { z, h });
      const b = minimum(make({ lambda, l1Ratio, gamma: 1e15 }), { z, h });
      // the parabola that is left has a curvature of 1e-15
      expectEach(Math.abs(b - net)).toBeLessThanOrEqual(64 * EPSILON_64 * (Math.abs(z) / (h * h)));
    }
  });

  test('Σ f g(b + t d) is that of its terms', () => {
    const penalty = make({ lambda: 0.7, l1Ratio: 0.8 });
    for (const m of [0, 1, 2, 3, 10, 33]) {
      const { normal, pick } = random(m);
      const [b, d] = [f64(m, normal), f64(m, normal)];
      const penaltyFactor = f64(m, () => pick([0, 1, 2.5]));
      const gram = Array.from({ length: m }, (_r, i) => f64(m, (j) => Number(i === j)));
      const limits = { lower: f64(m, () => -Infinity), upper: f64(m, () => Infinity) };
      onKernels((box) => {
        const data = { gram, target: b, penaltyFactor, ...limits, b };
        const placed = placeQuadratic(box, data);
        box.memory.f64(placed.direction, m).set(d);
        const params = box.given(Float64Array.from(penalty.params));
        for (const t of [0, 1, -0.5]) {
          const kernel = box.kernels[penalty.kernel as 'mcp'];
          const value = kernel(PenaltyCall.along, placed.q, params, t, 0);
          const expected = b.reduce(
            (sum, each, k) => sum + penaltyFactor[k]! * penalty.value(each + t * d[k]!),
            0,
          );
          expectEach(Math.abs(value - expected)).toBeLessThanOrEqual(
            sumTolerance64(m + 4, expected),
          );
        }
      }, 8);
    }
  });
});

/** argmin_b ½ h b² − z b + f g(b) by the kernel, from 0. */
function minimum(penalty: Penalty, at: { z: number; h?: number; factor?: number }): number {
  let b = Number.NaN;
  onKernels((box) => {
    const placed = one(box, at);
    const params = box.given(Float64Array.from(penalty.params));
    const kernel = box.kernels[penalty.kernel as 'mcp'];
    kernel(PenaltyCall.improve, placed.q, params, 1e6, 0);
    b = placed.b.read()[0]!;
  });
  return b;
}
