/** What layers compute, where gradients would be right for something else, too. */
import { describe, expect, test } from 'vitest';
import {
  avgPool1d,
  avgPool2d,
  dense,
  embedding,
  flatten,
  globalAvgPool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
  reshape,
  residual,
} from '../../src/layer/index.ts';
import type { Layer, Shape } from '../../src/layer/layer.ts';
import { windows } from '../reference/pool.ts';
import { isFloat64, planned } from '../support/planned.ts';
import { sumTolerance32, sumTolerance64 } from '../support/tolerance.ts';

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const max = (values: readonly number[]) => Math.max(...values);

type Three = readonly [number, number, number];
type Two = readonly [number, number];

/** Layer, input, the input as an image, window, steps, and what is made of a window's numbers. */
const POOLS: readonly (readonly [
  string,
  Layer,
  Shape,
  Three,
  Two,
  Two,
  (numbers: readonly number[]) => number,
])[] = [
  ['maxPool2d', maxPool2d(), [4, 6, 3], [4, 6, 3], [2, 2], [2, 2], max],
  ['maxPool2d with a rest', maxPool2d(3), [7, 5, 9], [7, 5, 9], [3, 3], [3, 3], max],
  ['maxPool2d, overlapping', maxPool2d([2, 3], { stride: [1, 2] }), ...window(max)],
  ['avgPool2d, overlapping', avgPool2d([2, 3], { stride: [1, 2] }), ...window(mean)],
  ['avgPool2d', avgPool2d(2), [4, 6, 4], [4, 6, 4], [2, 2], [2, 2], mean],
  ['maxPool1d', maxPool1d(3, { stride: 2 }), [9, 5], [1, 9, 5], [1, 3], [1, 2], max],
  ['avgPool1d', avgPool1d(3, { stride: 2 }), [9, 5], [1, 9, 5], [1, 3], [1, 2], mean],
  ['globalAvgPool', globalAvgPool(), [3, 4, 5], [3, 4, 5], [3, 4], [3, 4], mean],
  ['globalMaxPool', globalMaxPool(), [6, 7], [1, 6, 7], [1, 6], [1, 6], max],
];

function window(of: (numbers: readonly number[]) => number) {
  return [[5, 6, 2], [5, 6, 2], [2, 3], [1, 2], of] as const;
}

/** The bound of a sum of `terms` numbers of size 4 in the numbers of the build. */
function tolerance(terms: number): number {
  return (isFloat64() ? sumTolerance64 : sumTolerance32)(terms, 4 * terms);
}

/** A batch of two through layers: what goes in and what comes out. */
function pass(layers: readonly Layer[], input: Shape, values?: readonly number[]) {
  return planned(layers, input, { batch: 2 }, ({ plan, store, view }) => {
    if (values) view(plan.x.at, values.length).set(values);
    const x = Array.from(view(plan.x.at, 2 * plan.x.size));
    plan.predict();
    const y = Array.from(view(plan.output.at, 2 * plan.output.size));
    const weight = (name: string, size: number) => Array.from(view(store.parameter(name).at, size));
    return {
      x,
      y,
      weight: store.outline.parameters.map(({ name, shape }) =>
        weight(
          name,
          shape.reduce((a, b) => a * b, 1),
        ),
      ),
    };
  });
}

describe('a pool', () => {
  test.each(POOLS)('%s is made of its windows', (_, layer, input, image, kernel, stride, of) => {
    const { x, y } = pass([layer], input);
    const half = x.length / 2;
    const seen = [x.slice(0, half), x.slice(half)].flatMap((part) =>
      windows(image, kernel, stride, part),
    );
    const worst = seen.map((numbers, i) => Math.abs(y[i]! - of(numbers)));
    expect(y).toHaveLength(seen.length);
    expect(Math.max(...worst)).toBeLessThan(tolerance(kernel[0] * kernel[1]));
  });
});

test('an embedding gives the rows that are named', () => {
  const { y, weight } = pass([embedding(4, 3)], [2], [3, 0, 1, 3]);
  const row = (k: number) => weight[0]!.slice(3 * k, 3 * k + 3);
  expect(y).toEqual([3, 0, 1, 3].flatMap(row));
});

test('a residual block adds what it is given', () => {
  const plain = pass([dense(5, { activation: 'tanh' })], [5]);
  const { x, y } = pass([residual([dense(5, { activation: 'tanh' })])], [5]);
  const worst = x.map((value, i) => Math.abs(y[i]! - value - plain.y[i]!));
  expect(Math.max(...worst)).toBeLessThan(tolerance(2));
});

test('flatten and reshape change no number', () => {
  const { x, y } = pass([reshape([3, 2, 2]), flatten()], [12]);
  expect(y).toEqual(x);
});
