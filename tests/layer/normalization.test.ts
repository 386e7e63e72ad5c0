/** Normalizations against their formulas, and what moves the running statistics. */
import { describe, expect, test } from 'vitest';
import { batchNorm, groupNorm, layerNorm, residual } from '../../src/layer/index.ts';
import type { Layer, Shape } from '../../src/layer/layer.ts';
import { isFloat64, type Planned, planned } from '../support/planned.ts';
import { EPSILON_32, EPSILON_64 } from '../support/tolerance.ts';

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const variance = (values: readonly number[]) => mean(values.map((x) => (x - mean(values)) ** 2));

/** A few units in the last place of numbers of size 1, times what γ and the sums add. */
const tolerance = () => 64 * (isFloat64() ? EPSILON_64 : EPSILON_32);

/** A number of a state by its place. */
const state = ({ store, view }: Planned, name: string, k: number) =>
  view(store.state(name), k + 1)[k]!;

const CASES: readonly (readonly [string, Layer, Shape, (n: number) => number])[] = [
  ['layerNorm', layerNorm({ name: 'n' }), [9], (i) => Math.floor(i / 9)],
  ['layerNorm of images', layerNorm({ name: 'n' }), [2, 2, 5], (i) => Math.floor(i / 5)],
  [
    'groupNorm',
    groupNorm(2, { name: 'n' }),
    [3, 2, 6],
    (i) => 2 * Math.floor(i / 36) + Math.floor((i % 6) / 3),
  ],
  ['batchNorm', batchNorm({ name: 'n' }), [7], (i) => i % 7],
  ['batchNorm of images', batchNorm({ name: 'n' }), [3, 2, 5], (i) => i % 5],
  [
    'batchNorm in parts',
    batchNorm({ name: 'n', ghostBatch: 2 }),
    [3],
    (i) => (i % 3) + 3 * Math.min(Math.floor(i / 6), 1),
  ],
];

describe('normalization', () => {
  test.each(CASES)('%s takes mean and variance of its groups', (_, layer, input, groupOf) => {
    planned([layer], input, { batch: 5 }, ({ plan, store, view }) => {
      const count = 5 * plan.x.size;
      const channels = input.at(-1)!;
      const x = Array.from(view(plan.x.at, count));
      const gamma = view(store.parameter('n.scale').at, channels).slice();
      const beta = view(store.parameter('n.shift').at, channels).slice();
      plan.predict();
      const y = Array.from(view(plan.output.at, count));
      const groups = new Map<number, number[]>();
      x.forEach((value, i) => {
        groups.set(groupOf(i), [...(groups.get(groupOf(i)) ?? []), value]);
      });
      const worst = x.map((value, i) => {
        const group = groups.get(groupOf(i))!;
        const unit = (value - mean(group)) / Math.sqrt(variance(group) + 1e-5);
        return Math.abs(y[i]! - gamma[i % channels]! * unit - beta[i % channels]!);
      });
      expect(Math.max(...worst)).toBeLessThan(tolerance() * (isFloat64() ? 1 : 2));
    });
  });
});

describe('running statistics', () => {
  const run = (layer: Layer, check: (all: Planned, column: readonly number[]) => void) =>
    planned([layer], [3], { batch: 6 }, (all) => {
      const { plan, view } = all;
      const x = Array.from(view(plan.x.at, 18));
      plan.predict();
      check(
        all,
        x.filter((_, i) => i % 3 === 1),
      );
    });

  test('move towards mean and unbiased variance of a batch', () => {
    run(batchNorm({ name: 'n', momentum: 0.75 }), (all, column) => {
      expect(state(all, 'n.mean', 1)).toBeCloseTo(0.25 * mean(column), 6);
      const unbiased = (variance(column) * 6) / 5;
      expect(state(all, 'n.variance', 1)).toBeCloseTo(0.75 + 0.25 * unbiased, 6);
    });
  });

  test('move once for each part of a batch', () => {
    run(batchNorm({ name: 'n', momentum: 0.5, ghostBatch: 3 }), (all, column) => {
      const [first, second] = [mean(column.slice(0, 3)), mean(column.slice(3))];
      expect(state(all, 'n.mean', 1)).toBeCloseTo(0.25 * first + 0.5 * second, 6);
    });
  });

  test('stay as they are when frozen, and are what is used', () => {
    run(batchNorm({ name: 'n', freeze: true }), (all, column) => {
      expect([state(all, 'n.mean', 1), state(all, 'n.variance', 1)]).toEqual([0, 1]);
      const { store, view, plan } = all;
      const [gamma, beta] = ['n.scale', 'n.shift'].map(
        (name) => view(store.parameter(name).at, 2)[1]!,
      );
      const y = view(plan.output.at, 18);
      column.forEach((value, i) => {
        const expected = (gamma! * value) / Math.sqrt(1 + 1e-5) + beta!;
        expect(Math.abs(y[3 * i + 1]! - expected)).toBeLessThan(tolerance());
      });
    });
  });
});

test('names of a block’s parameters and states follow the block’s', () => {
  const block = residual([batchNorm(), residual([layerNorm({ name: 'inner' })])]);
  planned([batchNorm(), block], [4], {}, ({ store, parameters }) => {
    expect(parameters.map(([name]) => name)).toEqual([
      ...['batchNorm1.scale', 'batchNorm1.shift'],
      ...['residual2.batchNorm1.scale', 'residual2.batchNorm1.shift'],
      ...['residual2.residual2.inner.scale', 'residual2.residual2.inner.shift'],
    ]);
    expect(store.outline.states.map(({ name }) => name)).toContain('residual2.batchNorm1.mean');
    expect(store.outline.layers.map(({ parameters: count }) => count)).toEqual([8, 16]);
  });
});
