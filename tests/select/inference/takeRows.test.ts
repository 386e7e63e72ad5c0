import { expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/types.ts';
import { Matrix, SparseMatrix } from '../../../src/index.ts';
import { runSync } from '../../../src/runtime/run.ts';
import { readSample } from '../../../src/select/inference/sample.ts';
import { takeRows } from '../../../src/select/inference/takeRows.ts';
import { sparseOf } from '../../support/byHand.ts';

const X = [
  [1, 0, 3],
  [0, 0, 6],
  [7, 8, 0],
  [0, 11, 12],
];
const rows = Int32Array.of(0, 2, 3);
const kept = [X[0]!, X[2]!, X[3]!];
const part = (x: number[][] | SparseMatrix | Matrix, y: number[] | string[], ...specs: object[]) =>
  runSync(takeRows(runSync(readSample('test', x, y, ...specs)), rows));

it('rows are taken from dense X, float64 and float32, and of matrices in WASM memory', () => {
  const dense = part(X, [1, 2, 3, 4]);
  expect(Matrix.wrap(dense.X as never).toArrays()).toEqual(kept);
  const narrow = part(Matrix.from(X, { dtype: 'float32' }), [1, 2, 3, 4]);
  expect(Matrix.wrap(narrow.X as never).toArrays()).toEqual(kept);
  expect((narrow.X.data as Float32Array).constructor).toBe(Float32Array);
});

it('rows are taken from sparse X and keep its structure', () => {
  const { X: sparse } = part(sparseOf(X), [1, 2, 3, 4]);
  expect(sparse).toEqual(sparseOf(kept));
  expect(sparse).toBeInstanceOf(SparseMatrix);
});

it('outcomes, weights, groups and offsets go with their rows, column settings stay', () => {
  const data = { weights: [1, 2, 3, 4], groups: [5, 6, 7, 8], offset: Float32Array.of(1, 2, 3, 4) };
  const taken = part(
    X,
    [9, 8, 7, 6],
    { ...data, upper: [1, 2, 3], lambda: 3 },
    { weights: [4, 3, 2, 1] },
  );
  expect(taken.y).toEqual(Float64Array.of(9, 7, 6));
  expect(taken.data).toEqual({
    weights: Float64Array.of(4, 2, 1),
    groups: Float64Array.of(5, 7, 8),
    offset: Float64Array.of(1, 3, 4),
    upper: [1, 2, 3],
  });
  expect(part(X, ['a', 'b', 'c', 'd']).y).toEqual(['a', 'c', 'd']);
});

it('an offset may have a column per output', () => {
  const offset = [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
  ];
  const taken = part(X, [1, 2, 3, 4], { offset }).data.offset;
  expect(Matrix.wrap(taken as never).toArrays()).toEqual([
    [1, 2],
    [5, 6],
    [7, 8],
  ]);
  expect(() => part(X, [1, 2, 3, 4], { offset: offset.slice(1) })).toThrow(
    'test: offset must have length 4 (one per row of X), got 3',
  );
});

it('outcomes may be several responses or times of survival', () => {
  const many = X.map((row) => [row[0]!, -row[0]!]);
  const taken = (y: unknown) => part(X, y as number[]).y;
  expect(taken(many)).toEqual([many[0], many[2], many[3]]);
  const view = Matrix.wrap({ data: Float64Array.from(many.flat()), rows: 4, cols: 2 });
  expect(Matrix.wrap(taken(view) as never).toArrays()).toEqual([many[0], many[2], many[3]]);
  const each = many.map(([time]) => ({ time: time!, event: time! > 0 }));
  expect(taken(each)).toEqual([each[0], each[2], each[3]]);
  const apart = { time: [1, 2, 3, 4], event: [true, false, false, true] };
  const kept = { time: Float64Array.of(1, 3, 4), event: Float64Array.of(1, 0, 1) };
  expect(taken(apart)).toEqual(kept);
  expect(() => taken({ time: [1, 2, 3, 4], event: [1] })).toThrow(
    'test: y.event must have length 4 (one per time), got 1',
  );
  expect(() => taken({ time: 3, event: [1] })).toThrow('test: y must hold arrays time and event');
  expect(() => taken(view.toArrays().slice(1))).toThrow('test: y must have length 4');
});

it('a data set brings X, y and weights; those of the call win, those of the estimator lose', () => {
  const set = { X: Matrix.from(X), y: Float64Array.of(4, 3, 2, 1), encoding: {} };
  const weighted = { ...set, weights: Float64Array.of(1, 2, 3, 4) } as unknown as Dataset;
  const own = { weights: [9, 9, 9, 9], offset: [1, 1, 1, 1] };
  const sampled = (...specs: object[]) =>
    runSync(takeRows(runSync(readSample('test', weighted, undefined, ...specs)), rows));
  expect(Matrix.wrap(sampled().X as never).toArrays()).toEqual(kept);
  expect(sampled().y).toEqual(Float64Array.of(4, 2, 1));
  expect(sampled(own).data).toEqual({
    weights: Float64Array.of(1, 3, 4),
    offset: Float64Array.of(1, 1, 1),
  });
  expect(sampled(own, { weights: [5, 6, 7, 8] }).data.weights).toEqual(Float64Array.of(5, 7, 8));
});
