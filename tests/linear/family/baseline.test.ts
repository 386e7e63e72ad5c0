/** Baseline hazards and survival against survival::basehaz and their definition. */
import { describe, expect, test } from 'vitest';
import {
  baselineHazard,
  hazardAt,
  medianSurvival,
  survivalAt,
} from '../../../src/linear/family/baseline.ts';
import { baselineHazard as twin } from '../../reference/families/cox.ts';
import {
  GOLDEN_FAMILIES,
  goldenFamily,
  goldenFamilyFits,
} from '../../reference/families/goldenFamilies.ts';
import { random } from '../../support/random.ts';
import { GOLDEN_VALUE, relativeDifference, sumTolerance64 } from '../../support/tolerance.ts';

const GOLDEN = GOLDEN_FAMILIES.filter((name) => goldenFamily(name).baselineHazard);

test.each(GOLDEN)('%s: the hazard at every time is that of basehaz', (name) => {
  const { baselineTimes, baselineHazard: expected, ties, weights } = goldenFamily(name);
  const { problem, solution } = goldenFamilyFits(name)[0]!;
  const y = problem.y as unknown as number[][];
  const coef = solution.coef as number[];
  const eta = (problem.X as unknown as number[][]).map((row) =>
    row.reduce((sum, x, j) => sum + x * coef[j]!, 0),
  );
  const baseline = baselineHazard({
    target: Float64Array.from([...y.map((row) => row[0]!), ...y.map((row) => row[1]!)]),
    weights: Float64Array.from(weights ?? y.map(() => 1)),
    eta: Float64Array.from(eta),
    ties: ties!,
  });
  const found = baselineTimes!.map((t) => hazardAt(baseline, t));
  expect(relativeDifference(found, expected!)).toBeLessThanOrEqual(GOLDEN_VALUE);
});

test('there are golden baselines of both kinds of ties, with and without weights', () => {
  expect(GOLDEN.length).toBeGreaterThanOrEqual(4);
});

describe.each(['breslow', 'efron'] as const)('ties by %s', (ties) => {
  test.each([1, 2, 3, 10, 33, 100])('the hazard of %i rows is that of the definition', (n) => {
    const { uniform, normal, chance, below } = random(n);
    const time = Array.from({ length: n }, () => below(1 + n / 3));
    const event = time.map((_, i) => Number(i === 0 || chance(0.6)));
    const weights = time.map((_, i) => (i > 0 && chance(0.2) ? 0 : 0.1 + uniform()));
    const eta = time.map(() => 2 * normal());
    const baseline = baselineHazard({
      target: Float64Array.from([...time, ...event]),
      weights: Float64Array.from(weights),
      eta: Float64Array.from(eta),
      ties,
    });
    const failing = time.filter((_, i) => event[i] === 1 && weights[i]! > 0);
    const times = [...new Set(failing)].sort((a, b) => a - b);
    expect([...baseline.times]).toEqual(times);
    const y = time.map((t, i) => [t, event[i]!]);
    const expected = twin(y, eta, times, { ties, weights });
    const bound = sumTolerance64(n + 16, 20 * expected.at(-1)!);
    baseline.hazard.forEach((value, k) => {
      expect(Math.abs(value - expected[k]!)).toBeLessThanOrEqual(bound);
    });
  });
});

describe('survival', () => {
  const baseline = {
    times: Float64Array.of(1, 2.5, 4),
    hazard: Float64Array.of(0.1, 0.5, 2),
  };

  test('is a step function that falls at the times of events', () => {
    const steps = [0, 0.999, 1, 2.4, 2.5, 3.9, 4, 1e9].map((t) => hazardAt(baseline, t));
    expect(steps).toEqual([0, 0, 0.1, 0.1, 0.5, 0.5, 2, 2]);
    for (const eta of [-2, 0, 1.5])
      for (const [t, hazard] of [
        [0.5, 0],
        [1, 0.1],
        [3, 0.5],
        [9, 2],
      ] as const)
        expect(survivalAt(baseline, t, eta)).toBeCloseTo(Math.exp(-hazard * Math.exp(eta)), 14);
  });

  test('is 1 before the first event and 0 after it for an infinite hazard ratio', () => {
    expect(survivalAt(baseline, 0.5, 800)).toBe(1);
    expect(survivalAt(baseline, 1, 800)).toBe(0);
    expect(survivalAt(baseline, 9, -800)).toBe(1);
  });

  test('has the median where it first is a half or less', () => {
    // exp(−H e^η) ≤ ½ from H e^η ≥ ln 2 on
    expect(medianSurvival(baseline, 0)).toBe(4);
    expect(medianSurvival(baseline, Math.log(1.5))).toBe(2.5);
    expect(medianSurvival(baseline, 2)).toBe(1);
    expect(medianSurvival(baseline, -2)).toBe(Infinity);
  });
});
