/** The thread stays free: no stretch of 50 ms without a turn of the event loop, however large the data. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CVOptions,
  crossValidate,
  init,
  Lasso,
  Matrix,
  path,
  Ridge,
  type Runtime,
  SparseMatrix,
} from '../../src/index.ts';
import { LONGEST_BLOCK, longestBlock, stopwatch } from '../support/eventLoop.ts';
import { random } from '../support/random.ts';

/** Rows of an AR(0.9) process, and a response of 20 of its columns. */
function correlated(n: number, p: number) {
  const { uniform } = random(n + p);
  const data = new Float64Array(n * p);
  for (let k = 0; k < data.length; k++) {
    const before = k < n ? 0 : data[k - n]!;
    data[k] = 0.9 * before + 1.5 * (uniform() - 0.5);
  }
  const step = Math.floor(p / 20);
  const y = Float64Array.from({ length: n }, (_, i) => {
    let sum = 2 * uniform();
    for (let k = 0; k < 20; k++) sum += (k % 2 === 0 ? 1 : -1) * data[k * step * n + i]!;
    return sum;
  });
  return { X: { data, rows: n, cols: p, order: 'col' as const }, y };
}

/** `perColumn` entries in each column, at rows that look random. */
function scattered(n: number, p: number, perColumn: number) {
  const { uniform } = random(n * p);
  const entries = Array.from({ length: p * perColumn }, (_, k) => k);
  const X = SparseMatrix.fromTriplets({
    i: entries.map(() => Math.floor(uniform() * n)),
    j: entries.map((k) => Math.floor(k / perColumn)),
    v: entries.map(() => uniform()),
    rows: n,
    cols: p,
  });
  return { X, y: Float64Array.from({ length: n }, uniform) };
}

let runtime: Runtime;
const tall = correlated(50_000, 50);
const wide = correlated(400, 5000);
const square = correlated(2000, 3000);
const large = { data: new Float32Array(12e6), rows: 3000, cols: 4000 };
const sparse = scattered(3000, 6000, 30);
let resident: Matrix;

beforeAll(async () => {
  runtime = await init();
  // The first fit compiles the module and warms up the code that later ones share.
  await crossValidate(new Lasso(), wide.X, wide.y, { lambdaMinRatio: 0.3 });
  resident = Matrix.from(square.X);
});
afterAll(async () => {
  resident.free();
  await init();
});

type Call = (options: CVOptions) => Promise<unknown>;
const CALLS: Record<string, Call> = {
  'a tall path': (o) => path(new Lasso(), tall.X, tall.y, o),
  'a wide path': (o) => path(new Lasso(), wide.X, wide.y, o),
  'a sparse path': (o) => path(new Lasso(), sparse.X, sparse.y, o),
  'a path on a resident matrix': (o) =>
    path(new Lasso(), resident, square.y, { nLambda: 500, lambdaMinRatio: 1e-3, ...o }),
  'a path on a row-major matrix of 12 million cells': (o) =>
    path(new Lasso(), large, tall.y.slice(0, 3000), o),
  'tall ridge': (o) => path(new Ridge(), tall.X, tall.y, o),
  'wide ridge': (o) => path(new Ridge(), wide.X, wide.y, o),
  'ridge with a kernel matrix of 2000 rows': (o) => path(new Ridge(), resident, square.y, o),
  'tall folds': (o) => crossValidate(new Lasso(), tall.X, tall.y, o),
  'tall folds measured by predictions': (o) =>
    crossValidate(new Lasso(), tall.X, tall.y, { measure: 'mae', nLambda: 300, ...o }),
  'wide folds': (o) => crossValidate(new Lasso(), wide.X, wide.y, o),
  'sparse folds': (o) => crossValidate(new Lasso(), sparse.X, sparse.y, o),
  'tall folds of ridge': (o) => crossValidate(new Ridge(), tall.X, tall.y, o),
  'wide folds of ridge': (o) => crossValidate(new Ridge(), wide.X, wide.y, o),
};

test.each(Object.entries(CALLS))('%s leaves the event loop its turns', async (_, call) => {
  const longest = await longestBlock((signal) => call({ signal }), 1500);
  expect(longest).toBeLessThanOrEqual(LONGEST_BLOCK);
});

describe('aborting', () => {
  /** From the abort to the rejection, in milliseconds. */
  async function delay(call: Call, after: number): Promise<number> {
    const controller = new AbortController();
    const reason = new Error('the user went away');
    let read = stopwatch();
    const timer = setTimeout(() => {
      read = stopwatch();
      controller.abort(reason);
    }, after);
    await expect(call({ signal: controller.signal })).rejects.toBe(reason);
    clearTimeout(timer);
    return read();
  }

  const long = ['a path on a resident matrix', 'wide folds', 'sparse folds', 'wide ridge'];

  test.each(long)('%s rejects with the signal’s own reason within 50 ms', async (name) => {
    const before = runtime.bytesInUse;
    for (const after of [20, 90, 250]) {
      let least = Infinity;
      for (let k = 0; k < 3 && least > LONGEST_BLOCK; k++)
        least = Math.min(least, await delay(CALLS[name]!, after));
      expect(least).toBeLessThanOrEqual(LONGEST_BLOCK);
      expect(runtime.bytesInUse).toBe(before);
    }
  });
});
