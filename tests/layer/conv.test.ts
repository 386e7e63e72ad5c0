/** Convolutions against their sums: gradients alone would not see a window that stands elsewhere. */
import { describe, expect, test } from 'vitest';
import { conv1d, conv2d, depthwiseConv2d, maxPool2d } from '../../src/layer/index.ts';
import type { Layer, Shape } from '../../src/layer/layer.ts';
import { convolution, type Geometry } from '../reference/convolution.ts';
import { isFloat64, planned } from '../support/planned.ts';
import { sumTolerance32, sumTolerance64 } from '../support/tolerance.ts';

interface Case extends Geometry {
  readonly title: string;
  readonly layer: Layer;
  readonly input: Shape;
  readonly filters: number;
  readonly isDepthwise?: boolean;
}

const FULL = { stride: [1, 1], before: [0, 0] } as const;

const CASES: readonly Case[] = [
  {
    ...{ title: 'valid', layer: conv2d(5, 3), input: [6, 7, 2], filters: 5, ...FULL },
    ...{ image: [6, 7, 2], kernel: [3, 3], out: [4, 5] },
  },
  {
    ...{ title: 'same', layer: conv2d(8, [3, 4], { padding: 'same' }), input: [5, 6, 3] },
    ...{ filters: 8, image: [5, 6, 3], kernel: [3, 4], stride: [1, 1], before: [1, 1] },
    out: [5, 6],
  },
  {
    ...{ title: 'same, steps of 2', layer: conv2d(4, 3, { padding: 'same', stride: 2 }) },
    ...{ input: [6, 7, 1], filters: 4, image: [6, 7, 1], kernel: [3, 3], stride: [2, 2] },
    ...{ before: [0, 1], out: [3, 4] },
  },
  {
    ...{ title: 'wide', layer: conv2d(3, 5), input: [40, 40, 12], filters: 3, ...FULL },
    ...{ image: [40, 40, 12], kernel: [5, 5], out: [36, 36] },
  },
  {
    ...{ title: 'sequences', layer: conv1d(6, 4, { stride: 3 }), input: [14, 5], filters: 6 },
    ...{ image: [1, 14, 5], kernel: [1, 4], stride: [1, 3], before: [0, 0], out: [1, 4] },
  },
  {
    ...{ title: 'depthwise', layer: depthwiseConv2d(3, { padding: 'same' }), input: [5, 4, 9] },
    ...{ filters: 9, image: [5, 4, 9], kernel: [3, 3], stride: [1, 1], before: [1, 1] },
    ...{ out: [5, 4], isDepthwise: true },
  },
];

/** Weights of a depthwise convolution as those of a full one, zero between different channels. */
function spread(w: ArrayLike<number>, channels: number): number[] {
  return Array.from({ length: w.length * channels }, (_, i) => {
    const term = Math.floor(i / channels);
    return term % channels === i % channels ? w[term]! : 0;
  });
}

describe('a convolution', () => {
  test.each(CASES)('$title is its sums', (geometry) => {
    const { layer, input, filters, out } = geometry;
    planned([layer], input, { batch: 2 }, ({ plan, store, parameters, view }) => {
      const [weight, bias] = parameters.map(([name, size]) =>
        view(store.parameter(name).at, size).slice(),
      );
      const w = geometry.isDepthwise ? spread(weight!, filters) : weight!;
      const x = view(plan.x.at, 2 * plan.x.size).slice();
      plan.predict();
      const size = out[0] * out[1] * filters;
      const y = view(plan.output.at, 2 * size);
      const bound = isFloat64() ? sumTolerance64 : sumTolerance32;
      const terms = w.length / filters;
      for (const image of [0, 1]) {
        const part = x.subarray(image * plan.x.size, (image + 1) * plan.x.size);
        const expected = convolution(geometry, filters, part, w, bias!);
        const sizes = convolution(geometry, filters, part.map(Math.abs), w.map(Math.abs), [
          ...bias!.map(Math.abs),
        ]);
        const worst = expected.map(
          (value, i) => Math.abs(y[image * size + i]! - value) / bound(terms, sizes[i]!),
        );
        expect(Math.max(...worst)).toBeLessThan(1);
      }
    });
  });
});

test('the first of equal numbers takes the gradient of a maximum', () => {
  planned([maxPool2d(2)], [2, 2, 3], { batch: 2 }, ({ plan, view }) => {
    view(plan.x.at, 24).fill(1);
    plan.predict();
    view(plan.output.gradient, 6).set([1, 2, 3, 4, 5, 6]);
    plan.differentiate();
    const rest = Array(9).fill(0);
    expect(Array.from(view(plan.x.gradient, 24))).toEqual([1, 2, 3, ...rest, 4, 5, 6, ...rest]);
  });
});
