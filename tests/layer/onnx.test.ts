/** Every layer predicts the same as the operators of ONNX that it becomes. */
import { describe, expect, test } from 'vitest';
import { Graph } from '../../src/train/onnx/graph.ts';
import { onnxOf } from '../../src/train/onnx/onnxOf.ts';
import { chained } from '../../src/train/onnx/operators.ts';
import { outlineOf } from '../../src/train/outline.ts';
import { outputsOf } from '../../src/train/predictor.ts';
import { readModel, runModel } from '../reference/onnx.ts';
import { rowsOf, weightsOf } from '../support/layerNumbers.ts';
import { NETWORK_ROUNDING } from '../support/tolerance.ts';
import { LAYER_CASES, type LayerCase } from './cases.ts';

const ROWS = 3;

describe.each(LAYER_CASES)('$title', (one: LayerCase) => {
  test('predicts the same', () => {
    const { layers, input } = one;
    const weights = weightsOf(one);
    const rows = rowsOf(one, ROWS);
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
    expect(worst / scale).toBeLessThan(NETWORK_ROUNDING);
  });
});

test('probabilities follow the scores of classes', () => {
  const [one] = LAYER_CASES.filter(({ title }) => title === 'dense');
  const state = { ...one!, weights: weightsOf(one!), loss: 'crossEntropy', classes: ['a', 'b'] };
  const rows = rowsOf(one!, ROWS);
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
