/** Kernels of penalties: proximal steps with a step per weight, values, slopes. */
import { describe, expect, test } from 'vitest';
import { ConcaveRecord, GroupedRecord } from '../../src/memory/networkRecords.ts';
import { l1, mcp, type Penalty, scad } from '../../src/penalty/index.ts';
import { proxOfGroup, proxOfOne } from '../reference/proximal.ts';
import { type NetworkBox, onNetworkKernels, whole } from '../support/networkKernels.ts';
import { random } from '../support/random.ts';
import { proximalRounding, relativeDifference, sumTolerance64 } from '../support/tolerance.ts';

const SIZES = [0, 1, 2, 3, 4, 5, 8, 9, 17, 33].map((n) => [n] as const);

const PENALTIES: readonly Penalty[] = [
  l1(0.7),
  mcp({ lambda: 0.7, gamma: 4 }),
  scad({ lambda: 0.5, gamma: 4 }),
];

/** Weights around the kinks of the penalties, and steps below the bends of the concave ones. */
function problem(box: NetworkBox, n: number) {
  const { normal, uniform } = random(n + 3);
  const numbers = (value: () => number) => box.reals(n, value);
  return { w: numbers(() => 2 * normal()), s: numbers(() => 0.1 + 2 * uniform()) };
}

const padded = (box: NetworkBox, values: ArrayLike<number>) =>
  box.reals(whole(values.length), (i) => values[i] ?? 0);

function recordOf(box: NetworkBox, { params }: Penalty): number {
  const [l1, l2, gamma = 0] = params;
  return box.box.record(ConcaveRecord, { l1: l1!, l2: l2!, gamma });
}

describe.each(PENALTIES)('$kind', (penalty) => {
  test.each(SIZES)('takes %i weights to the least of its objective', (n) => {
    onNetworkKernels((box) => {
      const { w, s } = problem(box, n);
      const { kernels } = box;
      const room = box.room(padded(box, w));
      const steps = box.given(padded(box, s));
      if (penalty.kernel === 'mcp') kernels.mcp_prox(recordOf(box, penalty), n, room.at, steps);
      else if (penalty.kernel === 'scad')
        kernels.scad_prox(recordOf(box, penalty), n, room.at, steps);
      else kernels.l1_prox(penalty.lambda, n, room.at, steps);
      const got = Array.from(room.read().subarray(0, n));
      const expected = got.map((_, j) => proxOfOne((x) => penalty.value(x), w[j]!, s[j]!));
      expect(relativeDifference(got, expected)).toBeLessThan(proximalRounding(box.epsilon));
      const zeros = got.filter((x) => x === 0).length;
      expect(zeros).toBe(expected.filter((x) => Math.abs(x) < 1e-9).length);
    });
  });

  test.each(SIZES)('has its value over %i weights, and adds its slopes', (n) => {
    onNetworkKernels((box) => {
      const { w } = problem(box, n);
      const { kernels } = box;
      const at = recordOf(box, penalty);
      const weights = box.given(w);
      const slopes = box.room(box.reals(n, () => 1));
      const name = penalty.kernel as 'elasticNet' | 'mcp' | 'scad';
      const values = Array.from(w, (x) => penalty.value(x));
      const sum = values.reduce((a, b) => a + b, 0);
      expect(Math.abs(kernels[`${name}_value`](at, n, weights) - sum)).toBeLessThanOrEqual(
        sumTolerance64(n + 8, sum),
      );
      kernels[`${name}_slope`](at, n, 0.5, weights, slopes.at);
      const h = 1e-6;
      const expected = Array.from(
        w,
        (x) => 1 + (0.5 * (penalty.value(x + h) - penalty.value(x - h))) / (2 * h),
      );
      expect(relativeDifference(slopes.read(), expected)).toBeLessThan(
        proximalRounding(box.epsilon),
      );
    });
  });
});

describe('groups', () => {
  const lists = [[0, 3, 6], [1], [5, 2, 4, 7, 8], [9]];
  const factors = [1.5, 1, 2, 0.3];

  function run(box: NetworkBox, strength: number, l1: number) {
    const { w, s } = problem(box, 10);
    const starts = [0, 3, 4, 9, 10];
    const record = box.box.record(GroupedRecord, {
      groups: lists.length,
      starts: box.given(Int32Array.from(starts)),
      order: box.given(Int32Array.from(lists.flat())),
      factors: box.box.given(Float64Array.from(factors)),
      ...{ strength, l1, l2: 0.2 },
    });
    return { w, s, record };
  }

  test.each([
    [0.2, 0],
    [0.6, 0],
    [3, 0],
    [0.3, 0.2],
    [0, 0.4],
    [0, 0],
  ])('of strength %f and l1 %f go to the least of their objective', (strength, l1) => {
    onNetworkKernels((box) => {
      const { w, s, record } = run(box, strength, l1);
      const room = box.room(w);
      box.kernels.group_prox(record, room.at, box.given(s));
      const expected = new Float64Array(10);
      for (const [g, list] of lists.entries()) {
        const pick = (values: ArrayLike<number>) => list.map((j) => values[j]!);
        const x = proxOfGroup(pick(w), pick(s), strength * factors[g]!, l1);
        for (const [k, j] of list.entries()) expected[j] = x[k]!;
      }
      const got = Array.from(room.read());
      expect(relativeDifference(got, expected)).toBeLessThan(16 * box.epsilon);
      expect(got.map((x) => x === 0)).toEqual(Array.from(expected, (x) => x === 0));
    });
  });

  test('pull at each sample by the slope of its cost', () => {
    onNetworkKernels((box) => {
      const { w, record } = run(box, 0.5, 0.25);
      const y = box.reals(30, (i) => (i < 10 ? w[i]! : i < 20 ? -2 * w[i - 10]! : 0));
      const slopes = box.room(box.reals(32, () => 1));
      box.kernels.group_slope(record, 3, 10, 2, box.given(y), slopes.at);
      const expected = Array.from(y, (x, i) => {
        const first = i - (i % 10);
        const g = lists.findIndex((list) => list.includes(i % 10));
        const norm = Math.hypot(...lists[g]!.map((j) => y[first + j]!));
        const pull = norm > 0 ? (0.5 * factors[g]! * x) / norm : 0;
        return 1 + 2 * (pull + 0.25 * Math.sign(x) + 0.2 * x);
      });
      expect(relativeDifference(slopes.read().subarray(0, 30), expected)).toBeLessThan(
        8 * box.epsilon,
      );
      expect(Array.from(slopes.read().subarray(20))).toEqual(Array.from({ length: 12 }, () => 1));
    });
  });

  test('cost the sum of their norms', () => {
    onNetworkKernels((box) => {
      const { w, record } = run(box, 0.5, 0.25);
      const sizes = lists.map((list) => Math.hypot(...list.map((j) => w[j]!)));
      const norms = sizes.reduce((sum, size, g) => sum + factors[g]! * size, 0);
      const squares = sizes.reduce((sum, size) => sum + size ** 2, 0);
      const value =
        0.5 * norms + 0.25 * Array.from(w).reduce((sum, x) => sum + Math.abs(x), 0) + 0.1 * squares;
      const got = box.kernels.group_value(record, box.given(w));
      expect(Math.abs(got - value)).toBeLessThanOrEqual(sumTolerance64(40, value));
    });
  });
});
