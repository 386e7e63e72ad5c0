/** Every layer predicts the same as the operators of ONNX that it becomes. */
import { describe, expect, test } from 'vitest';
import { defaultMemory } from '../../src/memory/memory.ts';
import { Scope } from '../../src/memory/scope.ts';
import { Graph } from '../../src/train/onnx/graph.ts';
import { onnxOf } from '../../src/train/onnx/onnxOf.ts';
import { chained } from '../../src/train/onnx/operators.ts';
import { outlineOf } from '../../src/train/outline.ts';
import { outputsOf } from '../../src/train/predictor.ts';
import { Store, type Weights } from '../../src/train/store.ts';
import { readModel, runModel } from '../reference/onnx.ts';
import { random } from '../support/random.ts';
import { EPSILON_32 } from '../support/tolerance.ts';
import { LAYER_CASES, type LayerCase } from './cases.ts';

const ROWS = 3;
/** Sums of some hundred float32 terms against f64. */
const ROUNDING = 300 * EPSILON_32;

/** Weights that no layer begins with; variances are positive. */
function weightsOf({ layers, input }: LayerCase): Weights {
  const scope = new Scope(defaultMemory(), 'test');
  const store = new Store(scope, outlineOf('test', layers, input));
  store.initialize(1);
  const weights = store.read();
  scope.release();
  const { normal } = random(7);
  for (const [name, numbers] of weights)
    numbers.forEach((_, k) => {
      numbers[k] = name.endsWith('variance') ? 0.5 + Math.abs(normal()) : normal();
    });
  return weights;
}

/** Rows that fit the input: integers where indices are asked for. */
function rowsOf({ layers, input }: LayerCase): number[][] {
  const { indices } = outlineOf('test', layers, input);
  const { normal, uniform } = random(4);
  const size = input.reduce((a, b) => a * b, 1);
  const draw = () => (indices ? Math.floor(indices * uniform()) : Math.fround(normal()));
  return Array.from({ length: ROWS }, () => Array.from({ length: size }, draw));
}

describe.each(LAYER_CASES)('$title', (one: LayerCase) => {
  test('predicts the same', () => {
    const { layers, input } = one;
    const weights = weightsOf(one);
    const rows = rowsOf(one);
    const state = { layers, input, weights, loss: 'mse', classes: undefined };
    const model = readModel(onnxOf(state as never));
    expect([model.opset, model.inputs, model.outputs]).toEqual([17, ['X'], ['scores']]);
    const x = { shape: [ROWS, ...input], data: rows.flat() };
    const { data, shape } = runModel(model, x).get('scores')!;
    const expected = outputsOf(state, rows, 'test').data;
    expect(shape.slice(1)).toEqual(outlineOf('test', layers, input).output);
    const scale = Math.max(1, ...data.map(Math.abs));
    const worst = Math.max(...data.map((y, i) => Math.abs(y - expected[i]!)));
    expect(data).toHaveLength(expected.length);
    expect(worst / scale).toBeLessThan(ROUNDING);
  });
});

test('probabilities follow the scores of classes', () => {
  const [one] = LAYER_CASES.filter(({ title }) => title === 'dense');
  const state = { ...one!, weights: weightsOf(one!), loss: 'crossEntropy', classes: ['a', 'b'] };
  const rows = rowsOf(one!);
  const x = { shape: [ROWS, ...one!.input], data: rows.flat() };
  const outputs = runModel(readModel(onnxOf(state as never)), x);
  const { data } = outputs.get('probabilities')!;
  const width = data.length / ROWS;
  expect(data.slice(0, width).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  const top = (values: readonly number[]) => values.indexOf(Math.max(...values));
  expect(top(data.slice(0, width))).toBe(top(outputs.get('scores')!.data.slice(0, width)));
});

test('a layer without operators is named', () => {
  const plan = (_: unknown, x: unknown) => x;
  const layer = { type: 'mystery', args: [], name: undefined, plan } as never;
  expect(() => chained(new Graph(), [layer], [2], new Map(), 'X')).toThrow(
    'toOnnx: mystery1 must be one of activation',
  );
});
