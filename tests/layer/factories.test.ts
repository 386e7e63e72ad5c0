/** Layers survive being plain data. */
import { describe, expect, test } from 'vitest';
import { box, maxNorm, nonNegative, orthogonal, unitNorm } from '../../src/constraint/index.ts';
import { dense } from '../../src/layer/index.ts';
import type { WeightOptions } from '../../src/layer/weightOptions.ts';
import { plain, revive } from '../../src/model/file.ts';
import {
  custom,
  elasticNet,
  groupLasso,
  l1,
  l2,
  mcp,
  scad,
  sparseGroupLasso,
} from '../../src/penalty/index.ts';
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

describe('what is said of weights', () => {
  const rules: readonly WeightOptions[] = [
    { penalty: l1(0.1), biasPenalty: l2(0.2), constraint: maxNorm(3) },
    { penalty: elasticNet({ lambda: 0.3, l1Ratio: 0.25 }), constraint: nonNegative() },
    { penalty: mcp({ lambda: 0.2, gamma: 4 }), activityPenalty: scad({ lambda: 0.1 }) },
    { penalty: groupLasso({ lambda: 0.1, groups: 'outputs' }), constraint: unitNorm() },
    { penalty: groupLasso({ groups: [0, 0, 1, 1, -1], weights: [1, 2] }).plus(l2(0.1)) },
    { penalty: sparseGroupLasso({ groups: [[0, 1], [2]] }), constraint: orthogonal() },
    { constraint: box(-Infinity, 2), biasConstraint: nonNegative() },
    { constraint: box([-1, 0, -2, -3, -4, -5, -6, -7, -8, -9], Infinity) },
  ];

  test.each(rules)('is part of a layer as plain data, case %#', (given) => {
    const layer = dense(2, { ...given, activation: 'relu' });
    // as in a file, where numbers that JSON lacks have words
    const text = JSON.stringify(plain(specOf(layer)));
    const again = layerOf('test', revive(JSON.parse(text)) as never);
    expect(specOf(again)).toEqual(specOf(layer));
    const [a, b] = [layer, again].map((one) => outlineOf('test', [one], [5]).parameters);
    for (const [k, { penalty, constraint }] of a!.entries()) {
      const same = b![k]!;
      expect(same.penalty?.params).toEqual(penalty?.params);
      expect(same.penalty?.value(0.7)).toBe(penalty?.value(0.7));
      expect([same.constraint?.type, same.constraint?.args]).toEqual([
        constraint?.type,
        constraint?.args.map((arg) => (ArrayBuffer.isView(arg) ? expect.anything() : arg)),
      ]);
    }
  });

  test('but not the functions of a custom penalty', () => {
    const penalty = custom({ lambda: 0.5, value: () => 0, grad: () => undefined });
    const spec = specOf(dense(2, { penalty }));
    expect(spec.args[1]).toEqual({ penalty: { $penalty: { form: 'custom', lambda: 0.5 } } });
    expect(outlineOf('test', [layerOf('test', spec)], [3]).parameters[0]!.penalty).toBeUndefined();
  });

  test.each([
    [{ $penalty: { form: 'net', lambda: -1, l1Ratio: 1 } }, 'elasticNet: lambda must be a finite'],
    [{ $penalty: { form: 'net', lambda: '1', l1Ratio: 1 } }, 'elasticNet: lambda must be a finite'],
    [{ $penalty: { form: 'slope' } }, 'test: penalty must be a sum over weights or groups of them'],
    [
      { $penalty: { form: 'concave', kernel: 'constructor', shape: {} } },
      'test: penalty must be a sum over weights or groups of them, got "concave"',
    ],
    [
      { $penalty: { form: 'concave', kernel: 'mcp', shape: { gamma: 0 } } },
      'mcp: gamma must be a finite number > 1, got 0',
    ],
    [
      { $penalty: { form: 'group', kind: 'x', lambda: 1, groups: { members: 'inputs' } } },
      'test: penalty.norm must be a finite number >= 0, got undefined',
    ],
    [
      { $penalty: { form: 'group', kind: 'x', lambda: 1 } },
      'test: groups must be an id per column',
    ],
    [{ $constraint: { type: 'box', args: [1, 2] } }, 'box: lower must be at most 0, got 1'],
    [{ $constraint: { type: 'valueOf', args: [] } }, 'test: constraint must be of box, maxNorm'],
  ])('is refused where it is none, case %#', (bad, message) => {
    expect(() => layerOf('test', { type: 'dense', args: [2, { penalty: bad }] })).toThrow(message);
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
