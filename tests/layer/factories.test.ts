/** Layers survive being plain data. */
import { describe, expect, test } from 'vitest';
import { outlineOf } from '../../src/train/outline.ts';
import { layerOf, specOf } from '../../src/train/spec.ts';
import { planned } from '../support/planned.ts';
import { LAYER_CASES } from './cases.ts';

describe.each(LAYER_CASES)('$title', ({ layers, input }) => {
  const text = JSON.stringify(layers.map(specOf));
  const again = (JSON.parse(text) as never[]).map((spec) => layerOf('test', spec));

  test('is made again of JSON', () => {
    expect(again.map(specOf)).toEqual(layers.map(specOf));
    expect(outlineOf('test', again, input)).toEqual(outlineOf('test', layers, input));
  });

  test('makes the same calls', () => {
    const calls = [layers, again].map((all) =>
      planned(all, input, {}, ({ plan }) => [plan.forward, plan.backward]),
    );
    expect(calls[1]).toEqual(calls[0]);
  });
});

test.each([
  [{ type: 'toString', args: [] }, 'test: layers must be of activation, '],
  [{ type: 'dense' }, 'test: layers must be of activation'],
  [{ type: 'dense', args: [0] }, 'dense: units must be an integer >= 1, got 0'],
  [{}, 'test: layers must be of activation'],
])('what is no layer is refused, case %#', (spec, message) => {
  expect(() => layerOf('test', spec as never)).toThrow(message);
});
