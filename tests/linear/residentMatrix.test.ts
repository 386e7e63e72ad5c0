/** Matrices that live in WebAssembly memory: held while a fit runs, given back when nobody does. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  crossValidate,
  init,
  Lasso,
  type LinearPath,
  Matrix,
  path,
  Ridge,
  type Runtime,
} from '../../src/index.ts';
import { randomProblem } from '../support/problems.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const turn = () => new Promise((resolve) => setImmediate(resolve));

const { X, y } = randomProblem({ seed: 51, n: 60, p: 10 });
const rows = X as number[][];
const target = Array.from(y);

let runtime: Runtime;
beforeEach(async () => {
  runtime = await init();
});
afterAll(async () => {
  await init();
});

/** Collects until nothing is in use, at most 2 s. */
async function settle(): Promise<number> {
  for (let k = 0; k < 200 && runtime.bytesInUse > 0; k++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return runtime.bytesInUse;
}

describe('a matrix that nobody holds', () => {
  test('is given back by the garbage collector', async () => {
    (() => Matrix.from(rows).get(0, 0))();
    expect(runtime.bytesInUse).toBeGreaterThan(0);
    expect(await settle()).toBe(0);
  });

  test('is given back after the fit that it was made for', async () => {
    const lasso = new Lasso();
    for (const call of [
      () => lasso.fit(Matrix.from(rows), target),
      () => path(new Ridge(), Matrix.from(rows), target),
      () => crossValidate(lasso, Matrix.from(rows), target, { folds: 3 }),
    ])
      await call();
    expect(await settle()).toBe(0);
  });
});

describe('a matrix that only a running fit holds', () => {
  const wide = randomProblem({ seed: 52, n: 100, p: 150, rho: 0.9 });
  const CALLS: Record<string, (X: Matrix) => Promise<LinearPath>> = {
    'a path': (matrix) => path(new Lasso(), matrix, Array.from(wide.y), { nLambda: 500 }),
    'a cross-validation': async (matrix) =>
      (await crossValidate(new Lasso(), matrix, Array.from(wide.y), { folds: 4 })).path,
  };

  test.each(Object.entries(CALLS))('stays until %s is done', async (_, call) => {
    const expected = await call(Matrix.from(wide.X as number[][]));
    const running = call(Matrix.from(wide.X as number[][]));
    let open = true;
    const found = running.finally(() => {
      open = false;
    });
    for (let turns = 0; open; turns++) {
      if (turns % 4 === 0) collect();
      await turn();
    }
    expect((await found).coefs()).toEqual(expected.coefs());
  });
});

test('missing cells of a resident matrix are filled in the fit and stay missing', async () => {
  const holes = rows.map((row, i) => row.map((x, j) => (i % 7 === j ? Number.NaN : x)));
  const resident = Matrix.from(holes);
  const estimator = new Lasso({ lambda: 0.1, impute: 'median' });
  const model = await estimator.fit(resident, target);
  expect(model.coef).toEqual(estimator.fitSync(holes, target).coef);
  await crossValidate(estimator, resident, target, { folds: 3 });
  expect(resident.toArrays()).toEqual(holes);
  resident.free();
});

describe('a view of a resident matrix', () => {
  // More than the first pages hold: the fit has to grow the memory, which ends every view of it.
  const large = Array.from({ length: 60 }, (_, i) =>
    Array.from({ length: 5000 }, (_, j) => Math.sin((i + 1) * (j + 1) ** 2)),
  );
  const lasso = new Lasso({ lambda: 0.5 });

  test('serves as y, also where the fit grows the memory', async () => {
    const plain = lasso.fitSync(large, target);
    runtime = await init();
    const resident = Matrix.from(target.map((value) => [value]));
    const model = await lasso.fit(large, resident.data);
    expect(model.coef).toEqual(plain.coef);
    resident.free();
  });

  test('serves as X, also where the fit grows the memory', async () => {
    const plain = lasso.fitSync(large, target);
    runtime = await init();
    const resident = Matrix.from(large);
    const { data, rows: n, cols: p } = resident;
    const model = await lasso.fit({ data, rows: n, cols: p, order: 'col' }, target);
    expect(model.coef).toEqual(plain.coef);
    resident.free();
  });
});
