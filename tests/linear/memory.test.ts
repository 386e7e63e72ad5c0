/** Nothing a user does has to be freed, and nothing stays. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  crossValidate,
  ElasticNet,
  init,
  Lasso,
  Matrix,
  path,
  Ridge,
  type Runtime,
  SparseMatrix,
} from '../../src/index.ts';
import { randomProblem } from '../support/problems.ts';

let runtime: Runtime;
beforeEach(async () => {
  runtime = await init();
});
afterAll(async () => {
  await init();
});

function dense(n: number, p: number) {
  const { X, y, lambda } = randomProblem({ seed: n + p, n, p });
  return { X: X as number[][], y: Array.from(y), lambda };
}

function sparse(n: number, p: number) {
  const { X, y, lambda } = randomProblem({ seed: n + p, n, p, density: 0.3 });
  const { data, indices, indptr } = X as SparseMatrix;
  const matrix = new SparseMatrix({ format: 'csc', data, indices, indptr, rows: n, cols: p });
  return { X: matrix, y: Array.from(y), lambda };
}

describe('1000 fits and predictions', () => {
  const kinds = [
    { what: 'tall', data: dense(30, 8) },
    { what: 'wide', data: dense(10, 25) },
    { what: 'sparse', data: sparse(30, 20) },
  ];

  test.each(kinds)('on $what data keep nothing and grow nothing', async ({ data }) => {
    const { X, y, lambda } = data;
    const estimators = [new Lasso({ lambda }), new Ridge({ lambda }), new ElasticNet({ lambda })];
    let settled = 0;
    for (let cycle = 0; cycle < 1000; cycle++) {
      const model = await estimators[cycle % 3]!.fit(X, y);
      expect(model.predict(X).length).toBe(y.length);
      if (runtime.bytesInUse !== 0) expect(runtime.bytesInUse, `cycle ${cycle}`).toBe(0);
      if (cycle === 10) settled = runtime.memory.size;
    }
    expect(runtime.memory.size).toBe(settled);
  });
});

describe('paths and cross-validations', () => {
  const tall = dense(40, 10);
  const wide = dense(15, 40);
  const thin = sparse(30, 20);
  const holes = tall.X.map((row, i) => row.map((x, j) => ((i + j) % 9 === 0 ? Number.NaN : x)));
  const options = { nLambda: 20, folds: 4 };
  const CALLS: Record<string, () => Promise<unknown>> = {
    'a tall path': () => path(new Lasso(), tall.X, tall.y),
    'a wide path': () => path(new Lasso(), wide.X, wide.y),
    'a sparse path': () => path(new Lasso(), thin.X, thin.y),
    'a ridge path with leave-one-out': () =>
      path(new Ridge(), tall.X, tall.y, { leaveOneOut: true }),
    'a wide ridge path with leave-one-out': () =>
      path(new Ridge(), wide.X, wide.y, { leaveOneOut: true }),
    'a path with limits and free columns': () =>
      path(new Lasso(), wide.X, wide.y, {
        lower: 0,
        penaltyFactor: wide.X[0]!.map((_, j) => j % 3),
      }),
    'tall folds': () => crossValidate(new Lasso(), tall.X, tall.y, options),
    'wide folds': () => crossValidate(new Lasso(), wide.X, wide.y, options),
    'sparse folds': () => crossValidate(new Lasso(), thin.X, thin.y, options),
    'ridge folds': () => crossValidate(new Ridge(), tall.X, tall.y, options),
    'folds with missing cells': () =>
      crossValidate(new Lasso({ impute: 'median' }), holes, tall.y, options),
    'more folds than run together': () =>
      crossValidate(new Lasso(), wide.X, wide.y, { ...options, folds: 14 }),
    'overlapping folds': () =>
      crossValidate(new Lasso(), tall.X, tall.y, { folds: { kind: 'timeseries', k: 3 } }),
  };

  test.each(Object.entries(CALLS))(
    '%s: nothing stays, the second run grows nothing',
    async (_, call) => {
      await call();
      expect(runtime.bytesInUse).toBe(0);
      const { size } = runtime.memory;
      for (let k = 0; k < 3; k++) await call();
      expect(runtime.bytesInUse).toBe(0);
      expect(runtime.memory.size).toBe(size);
    },
  );

  test('fits that run at the same time do not disturb each other', async () => {
    const alone = await path(new Lasso(), tall.X, tall.y);
    const together = await Promise.all([
      path(new Lasso(), tall.X, tall.y),
      path(new Lasso(), wide.X, wide.y),
      crossValidate(new Lasso(), tall.X, tall.y, options),
      path(new Lasso(), tall.X, tall.y),
    ]);
    expect(together[0].coefs()).toEqual(alone.coefs());
    expect(together[3].coefs()).toEqual(alone.coefs());
    expect(runtime.bytesInUse).toBe(0);
  });
});

describe('after a failure', () => {
  const { X, y } = dense(40, 10);

  test('in the arguments nothing is left', async () => {
    const failing: (() => Promise<unknown>)[] = [
      () => new Lasso().fit(X, y.slice(1)),
      () => new Lasso().fit(X, y, { penaltyFactor: [1] }),
      () => new Lasso().fit(X, y, { lower: 1 }),
      () => new Lasso().fit(X, y, { featureNames: ['a'] }),
      () => path(new Lasso(), [...X.slice(1), [Number.NaN, ...X[0]!.slice(1)]], y),
      () => path(new Lasso(), X, y, { leaveOneOut: true, lower: 0 }),
      () => crossValidate(new Lasso(), X, y, { folds: 41 }),
      () =>
        crossValidate(
          new Lasso(),
          X,
          y.map(() => 1),
        ),
      () => crossValidate(new Lasso(), X, y, { select: () => 1e9 }),
    ];
    for (const call of failing) {
      await expect(call()).rejects.toThrow(/must/);
      expect(runtime.bytesInUse).toBe(0);
    }
  });

  test('in a callback nothing is left, and the error is the callback’s own', async () => {
    const own = new Error('enough');
    const onProgress = (): never => {
      throw own;
    };
    const failing: (() => Promise<unknown>)[] = [
      () => path(new Lasso(), X, y, { onProgress }),
      () => crossValidate(new Lasso(), X, y, { onProgress }),
      () => crossValidate(new Lasso(), X, y, { select: onProgress }),
    ];
    for (const call of failing) {
      await expect(call()).rejects.toBe(own);
      expect(runtime.bytesInUse).toBe(0);
    }
  });
});

describe('a resident matrix', () => {
  const { X, y, lambda } = dense(40, 10);

  test('is counted until it is freed, and freeing twice does no harm', () => {
    const matrix = Matrix.from(X);
    expect(runtime.bytesInUse).toBeGreaterThanOrEqual(40 * 10 * 8);
    matrix.free();
    expect(runtime.bytesInUse).toBe(0);
    matrix.free();
    expect(runtime.bytesInUse).toBe(0);
    expect(() => matrix.data).toThrow('Matrix: used after free()');
  });

  test('is freed at the end of its block by using', () => {
    {
      using matrix = Matrix.from(X);
      expect(matrix.rows).toBe(40);
      expect(runtime.bytesInUse).toBeGreaterThan(0);
    }
    expect(runtime.bytesInUse).toBe(0);
  });

  test('is fitted where it is: a fit needs less memory than a copy would', async () => {
    using matrix = Matrix.from(X);
    const before = runtime.bytesInUse;
    let most = 0;
    const onProgress = () => {
      most = Math.max(most, runtime.bytesInUse);
    };
    await path(new Lasso({ lambda }), matrix, y, { onProgress });
    const copied = runtime.bytesInUse;
    let mostCopied = 0;
    await path(new Lasso({ lambda }), X, y, {
      onProgress: () => {
        mostCopied = Math.max(mostCopied, runtime.bytesInUse);
      },
    });
    expect(copied).toBe(before);
    expect(mostCopied - most).toBe(40 * 10 * 8);
  });

  test('made in another memory is copied, and both stay as they were', async () => {
    using matrix = Matrix.from(X);
    const inUse = runtime.bytesInUse;
    const other = await init();
    const model = await new Lasso({ lambda }).fit(matrix, y, { runtime: other });
    expect(model.coef).toEqual(new Lasso({ lambda }).fitSync(X, y).coef);
    expect([runtime.bytesInUse, other.bytesInUse]).toEqual([inUse, 0]);
  });

  test('keeps its cells through every fit, and when the memory grows', async () => {
    using matrix = Matrix.from(X);
    for (let k = 0; k < 3; k++) await new Lasso({ lambda }).fit(matrix, y);
    await path(new Lasso(), dense(300, 400).X, dense(300, 400).y, { nLambda: 5 });
    expect(matrix.toArrays()).toEqual(X);
  });
});
