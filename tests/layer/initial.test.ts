/** How weights begin: by name, or by the activation behind them. */
import { describe, expect, test } from 'vitest';
import {
  type ActivationName,
  conv1d,
  conv2d,
  dense,
  depthwiseConv2d,
  type InitOptions,
  type Layer,
} from '../../src/layer/index.ts';
import type { Shape } from '../../src/layer/layer.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { outlineOf } from '../../src/train/outline.ts';
import { Store } from '../../src/train/store.ts';

type Options = InitOptions & { readonly activation?: ActivationName };

/** Layers, with the inputs of a unit, and the outputs that an input goes to. */
const LAYERS: readonly (readonly [string, (o: Options) => Layer, Shape, number, number])[] = [
  ['dense', (options) => dense(50, options), [40], 40, 50],
  ['conv2d', (options) => conv2d(10, [3, 2], options), [4, 4, 5], 30, 60],
  ['conv1d', (options) => conv1d(20, 4, options), [6, 5], 20, 80],
  ['depthwiseConv2d', (options) => depthwiseConv2d(5, options), [5, 5, 20], 25, 25],
];

describe.each(LAYERS)('weights of %s', (name, make, input, inputs, outputs) => {
  const initOf = (options: Options) =>
    outlineOf('test', [make(options)], input).parameters[0]!.init;
  const [he, glorot, lecun] = [6 / inputs, 6 / (inputs + outputs), 3 / inputs].map(Math.sqrt);

  test('begin as they are told', () => {
    for (const activation of ['linear', 'relu', 'selu'] as const) {
      expect(initOf({ activation, init: 'heUniform' })).toEqual({ limit: he });
      expect(initOf({ activation, init: 'glorotUniform' })).toEqual({ limit: glorot });
      expect(initOf({ activation, init: 'lecunUniform' })).toEqual({ limit: lecun });
      expect(initOf({ activation, init: 'zeros' })).toEqual({ value: 0 });
    }
  });

  test('begin as suits the activation, where they are told nothing', () => {
    const limits: Partial<Record<ActivationName, number>> = { relu: he!, gelu: he!, selu: lecun! };
    for (const activation of ['relu', 'gelu', 'selu', 'tanh', 'linear'] as const)
      expect(initOf({ activation })).toEqual({ limit: limits[activation] ?? glorot });
  });

  test('lie within the limit, some near it', () => {
    const largest = (options: Options) => {
      const scope = new Scope(defaultMemory(), 'test');
      const store = new Store(scope, outlineOf('test', [make(options)], input));
      store.initialize(1);
      const begun = store.read().get(`${name}1.weight`)!;
      scope.release();
      return Math.max(...begun.map(Math.abs));
    };
    const most = largest({ init: 'heUniform', activation: 'tanh' });
    expect(most).toBeLessThan(he! * (1 + 1e-7));
    expect(most).toBeGreaterThan(0.95 * he!);
    expect(largest({ init: 'zeros' })).toBe(0);
  });

  test('are refused another name', () => {
    expect(() => make({ init: 'he' as never })).toThrow(
      `${name}: init must be one of heUniform, glorotUniform, lecunUniform, zeros, got "he"`,
    );
  });
});
