/** What every constraint promises: projections onto what it allows. */
import { describe, expect, test } from 'vitest';
import { box, maxNorm } from '../../src/constraint/index.ts';
import { bind } from '../../src/train/calls.ts';
import { expectEach } from '../support/expectEach.ts';
import { type NetworkBox, onNetworkKernels, whole } from '../support/networkKernels.ts';
import { random } from '../support/random.ts';
import { projectionRounding } from '../support/tolerance.ts';
import { CONSTRAINT_CASES, type ConstraintCase, type Rows } from './cases.ts';

/** What the constraint makes of weights. */
function projected(all: NetworkBox, { constraint }: ConstraintCase, w: Rows): number[][] {
  const { kernels, room, reals, box } = all;
  const [rows, cols] = [w.length, w[0]!.length];
  const flat = w.flat();
  const weights = room(reals(whole(rows * cols), (k) => flat[k] ?? 0));
  const work = box.memory.allocate(kernels.gemm_workspace());
  const scratch = (length: number) => room(reals(length + 8, () => 0)).at;
  const numbers = (values: ArrayLike<number>) =>
    room(reals(whole(values.length), (k) => values[k] ?? 0)).at;
  const place = { where: 'test', rows, cols, at: weights.at, work };
  const call = constraint.project({ ...place, scratch, numbers });
  bind(kernels, call)();
  box.memory.heap.free(work);
  const got = weights.read();
  return w.map((row, i) => row.map((_, j) => got[i * cols + j]!));
}

function expectNear({ epsilon }: NetworkBox, got: Rows, expected: Rows): void {
  const wanted = expected.flat();
  for (const [k, x] of got.flat().entries())
    expectEach(Math.abs(x - wanted[k]!)).toBeLessThanOrEqual(projectionRounding(epsilon));
}

const SHAPES = [
  [1, 1],
  [3, 1],
  [1, 4],
  [5, 3],
  [3, 7],
  [16, 9],
] as const;

describe.each(CONSTRAINT_CASES)('$title', (one: ConstraintCase) => {
  const drawn = (all: NetworkBox, rows: number, cols: number, size: number): Rows => {
    const { normal } = random(10 * rows + cols);
    return Array.from({ length: rows }, () =>
      Array.from({ length: cols }, () => all.round(size * normal())),
    );
  };

  test.each(SHAPES)('is satisfied by what it makes of %i × %i weights', (rows, cols) => {
    onNetworkKernels((all) => {
      for (const size of [0.01, 1, 30]) {
        const w = projected(all, one, drawn(all, rows, cols, size));
        expectEach(one.violation(w)).toBeLessThanOrEqual(projectionRounding(all.epsilon));
        // what is allowed stays, but for rounding
        const again = projected(all, one, w);
        expectNear(all, again, w);
      }
    });
  });

  test.each(SHAPES)('is the nearest of all that is allowed, %i × %i', (rows, cols) => {
    onNetworkKernels((all) => {
      const w = drawn(all, rows, cols, 1);
      const got = projected(all, one, w);
      const flat = w.flat();
      const distance = (other: Rows) => Math.hypot(...other.flat().map((x, k) => x - flat[k]!));
      const { normal } = random(5);
      for (let k = 0; k < 10; k++) {
        const near = got.map((row) => row.map((x) => x + 0.1 * normal()));
        const rival = projected(all, one, near);
        expectEach(distance(got)).toBeLessThanOrEqual(
          distance(rival) + projectionRounding(all.epsilon),
        );
      }
      expectNear(all, got, one.nearest?.(w) ?? got);
    });
  });
});

describe('a box with limits of each weight', () => {
  test('takes each weight to its own', () => {
    onNetworkKernels(({ kernels, reals, given, room }) => {
      const { normal } = random(4);
      const w = reals(whole(7), (k) => (k < 7 ? normal() : 0));
      const low = reals(whole(7), (k) => (k < 7 ? -k / 8 : 0));
      const high = reals(whole(7), (k) => (k % 2 ? Infinity : 0));
      const weights = room(w);
      kernels.weights_bound(7, given(low), given(high), weights.at);
      const expected = w.map((x, k) => Math.min(Math.max(x, low[k]!), high[k]!));
      expect(weights.read()).toEqual(expected);
    });
  });

  test('is the box of these limits, which may be one for all', () => {
    onNetworkKernels((all) => {
      const w = [
        [-2, -0.5],
        [0.5, 2],
      ];
      const constraint = box([-1, 0, -Infinity, 0], 1);
      const one = { title: 'box', constraint, violation: () => 0 };
      expect(projected(all, one, w)).toEqual([
        [-1, 0],
        [0.5, 1],
      ]);
      const other = { ...one, constraint: box([-1], 1) };
      expect(() => projected(all, other, w)).toThrow(
        'test: lower must have length 4 (one per weight of the parameter), got 1',
      );
    });
  });
});

test.each([
  [() => box([0, 1], 2), 'box: lower[1] must be at most 0, got 1'],
  [() => box(-1, [Number.NaN]), 'box: upper[0] must be at least 0, got NaN'],
  [() => box('0' as never, 1), 'box: lower must be a number, or a number per weight, got "0"'],
  [() => maxNorm(0), 'maxNorm: c must be a finite number > 0, got 0'],
  [() => box(1, 2), 'box: lower must be at most 0, got 1'],
  [() => box(-1, -1), 'box: upper must be at least 0, got -1'],
  [() => box(0, 0), 'box: upper must be larger than lower, got 0'],
])('a constraint refuses what leaves nothing, case %#', (make, message) => {
  expect(make).toThrow(message);
});
