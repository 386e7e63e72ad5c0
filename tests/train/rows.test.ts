/** The same rows in any form give the same bits, and none of them is copied as a whole. */
import { describe, expect, test } from 'vitest';
import { dense } from '../../src/layer/index.ts';
import { Matrix } from '../../src/memory/matrix.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { networkKernels, realsAt } from '../../src/memory/networkKernels.ts';
import { Scope } from '../../src/memory/scope.ts';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';
import type { MatrixLike } from '../../src/memory/types.ts';
import { sequential, type TrainOptions } from '../../src/train/index.ts';
import { readRows } from '../../src/train/rowSource.ts';
import { loadRows } from '../../src/train/rows.ts';
import { random } from '../support/random.ts';

const { normal, uniform } = random(8);
const [N, P] = [60, 5];
/** Numbers of float32, most of them 0. */
const CELLS = Array.from({ length: N }, () =>
  Array.from({ length: P }, () => (uniform() < 0.6 ? 0 : Math.fround(normal()))),
);
const Y = CELLS.map((row) => (row[0]! + row[3]! > 0 ? 'yes' : 'no'));

const flat = Float32Array.from(CELLS.flat());
const byColumn = Float64Array.from({ length: N * P }, (_, k) => CELLS[k % N]![Math.floor(k / N)]!);
const entries = CELLS.flatMap((row, i) => row.map((v, j) => ({ i, j, v }))).filter(({ v }) => v);
const sparse = SparseMatrix.fromTriplets({
  ...{ i: entries.map(({ i }) => i), j: entries.map(({ j }) => j), v: entries.map(({ v }) => v) },
  ...{ rows: N, cols: P },
});
const FORMS: Record<string, MatrixLike> = {
  'an array of rows': CELLS,
  'a view by rows': { data: flat, rows: N, cols: P },
  'a view by columns': { data: byColumn, rows: N, cols: P, order: 'col' },
  'a matrix in WASM memory': Matrix.from(CELLS),
  'sparse columns': sparse,
  'sparse rows': sparse.toCsr(),
  'an ml-matrix': { rows: N, columns: P, to1DArray: () => CELLS.flat() },
  'a tensor': { shape: [N, P], dataSync: () => flat },
  'an Arrow table': {
    ...{ numRows: N, numCols: P },
    schema: { fields: Array.from({ length: P }, (_, j) => ({ name: `c${j}` })) },
    getChildAt: (j) => ({ toArray: () => CELLS.map((row) => row[j]!) }),
  },
};

const NET = sequential([dense(4, { activation: 'tanh' }), dense(2)]);
const OPTIONS: TrainOptions = { epochs: 2, batchSize: 7, seed: 2 };

describe.each(Object.entries(FORMS))('%s', (_, X) => {
  test('is read a few rows at a time', () => {
    const cells = new Float64Array(4 * P);
    readRows({ where: 'test', X }).copyRows(cells, 3, 7);
    expect(Array.from(cells)).toEqual(CELLS.slice(3, 7).flat());
  });

  test('gathers rows of a list', () => {
    const scope = new Scope(defaultMemory(), 'test');
    const rows = loadRows(scope, { where: 'test', X }, { where: 'test', X });
    const to = scope.f64(3 * P + 8);
    rows.gather(3, scope.putI32([2, N - 1, N + 2]), to);
    const got = Array.from(realsAt(scope.memory, to, 3 * P));
    expect(got).toEqual([2, N - 1, 2].flatMap((i) => CELLS[i]!));
    expect(rows.counts).toEqual([N, N]);
    scope.release();
  });

  test('trains and predicts with the bits of the others', async () => {
    const expected = await NET.fit(CELLS, Y, OPTIONS);
    const fitted = await NET.fit(X, Y, OPTIONS);
    expect(fitted.weights).toEqual(expected.weights);
    expect(fitted.scores(X).data).toEqual(expected.scores(CELLS).data);
  });
});

describe('rows for validation', () => {
  const [first, second] = [CELLS.slice(0, 40), CELLS.slice(40)];
  const validation = { X: second, y: Y.slice(40) };

  test('are measured and never trained on', async () => {
    const options = { ...OPTIONS, validation };
    const fitted = await NET.fit(first, Y.slice(0, 40), options);
    const log = fitted.history[fitted.bestEpoch - 1]!;
    const hits = fitted.predict(second).filter((label, i) => label === Y[40 + i]).length;
    expect(log.valAccuracy).toBe(hits / 20);
    const other = { X: second.map((row) => row.map((x) => 2 * x)), y: validation.y };
    const again = await NET.fit(first, Y.slice(0, 40), { ...options, validation: other });
    const losses = (all: typeof fitted) => all.history.map(({ trainLoss }) => trainLoss);
    expect(losses(again)).toEqual(losses(fitted));
  });

  test('may be sparse where X is', async () => {
    const part = (from: number, to: number) => {
      const some = entries.filter(({ i }) => i >= from && i < to);
      const [i, j, v] = [some.map((e) => e.i - from), some.map((e) => e.j), some.map((e) => e.v)];
      return SparseMatrix.fromTriplets({ i, j, v, rows: to - from, cols: P });
    };
    const held = { X: part(40, 60), y: validation.y };
    const fitted = await NET.fit(part(0, 40), Y.slice(0, 40), { ...OPTIONS, validation: held });
    const expected = await NET.fit(first, Y.slice(0, 40), { ...OPTIONS, validation });
    expect(fitted.history).toEqual(expected.history);
    const mixed = NET.fit(part(0, 40), Y.slice(0, 40), { ...OPTIONS, validation });
    await expect(mixed).rejects.toThrow('fit: validation: X must be sparse, too, got an array');
  });

  test.each([
    [{ X: second, y: ['yes'] }, 'fit: validation: y must have length 20 (one per row of X), got 1'],
    [
      { X: second, y: second.map(() => 'maybe') },
      'fit: validation: y[0] must be one of the classes no, yes, got "maybe"',
    ],
    [
      { X: second.map((row) => row.slice(1)), y: validation.y },
      'fit: validation: X columns must have length 5 (as many as before), got 4',
    ],
    [{ x: second }, 'fit: validation: unknown option x; did you mean X?'],
    [1, 'fit: validation must be a share in [0, 1) or rows { X, y }, got 1'],
  ])('are checked, case %#', async (bad, message) => {
    const run = NET.fit(first, Y.slice(0, 40), { ...OPTIONS, validation: bad as never });
    await expect(run).rejects.toThrow(message);
  });
});

test('cells that are not finite are named, in every form', async () => {
  const bad = CELLS.map((row) => [...row]);
  bad[9]![2] = Number.POSITIVE_INFINITY;
  const at = { i: [9], j: [2], v: [Number.NaN], rows: N, cols: P };
  await expect(NET.fit(bad, Y)).rejects.toThrow('fit: X[9][2] must be finite, got Infinity');
  const holes = SparseMatrix.fromTriplets(at);
  await expect(NET.fit(holes, Y)).rejects.toThrow('fit: X[9][2] must be finite, got NaN');
  const fitted = await NET.fit(CELLS, Y, OPTIONS);
  expect(() => fitted.predict(bad)).toThrow('predict: X[9][2] must be finite, got Infinity');
  expect(() => fitted.predict([[1]])).toThrow(
    'predict: X columns must have length 5 (as the network was trained on), got 1',
  );
});

test('rows of nothing predict nothing', async () => {
  const fitted = await NET.fit(CELLS, Y, OPTIONS);
  const none = { data: new Float32Array(0), rows: 0, cols: P };
  expect(fitted.predict(none)).toEqual([]);
  expect(networkKernels(defaultMemory()).real_bytes()).toBe(4);
});
