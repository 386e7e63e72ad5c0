/** When memory runs out: a typed error, nothing kept, and the next fit is what it would have been. */
import { afterAll, describe, expect, test } from 'vitest';
import {
  crossValidate,
  init,
  Lasso,
  Matrix,
  type MatrixLike,
  MemoryError,
  path,
  Ridge,
  type Runtime,
  SparseMatrix,
} from '../../src/index.ts';
import { randomProblem } from '../support/problems.ts';
import { bitsOf } from '../support/sameFit.ts';

const LIMIT = 8 * 2 ** 20;
const { X, y, lambda } = randomProblem({ seed: 8, n: 60, p: 20 });
const rows = X as number[][];
const target = Array.from(y);

/** A matrix that is too large, and some that fit but leave too little room to work. */
const view = (n: number, p: number) => {
  const data = Float64Array.from({ length: n * p }, (_, k) => Math.sin(k * k));
  return { data, rows: n, cols: p };
};
const responseOf = (n: number) => Float64Array.from({ length: n }, (_, i) => Math.cos(3 * i));

const CALLS: Record<string, (runtime: Runtime) => Promise<unknown>> = {
  'a Gram matrix above the limit': (runtime) =>
    path(new Lasso(), view(700, 690), responseOf(700), { runtime, nLambda: 400 }),
  'a kernel matrix above the limit': (runtime) =>
    new Ridge().fit(view(690, 700), responseOf(690), { runtime }),
  'a working set above the limit': (runtime) =>
    path(new Lasso(), view(700, 900), responseOf(700), { runtime, lambdaMinRatio: 1e-8 }),
  'folds above the limit': (runtime) =>
    crossValidate(new Lasso(), view(90, 9000), responseOf(90), { runtime }),
};

afterAll(async () => {
  await init();
});

describe('with 8 MiB', () => {
  test.each(Object.entries(CALLS))(
    '%s: MemoryError, then the same bits as before',
    async (_, call) => {
      const runtime = await init({ memoryMB: 8 });
      const estimator = new Lasso({ lambda });
      const before = await estimator.fit(rows, target, { runtime });
      const error = await call(runtime).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(MemoryError);
      const { name, message, bytes } = error as MemoryError;
      expect(name).toBe('MemoryError');
      expect(bytes).toBeGreaterThan(0);
      expect(message).toBe(
        `memory: cannot reserve ${bytes} bytes within the limit of ${LIMIT} bytes; ` +
          'use init({ memoryMB }) with more, float32 storage or a sparse matrix',
      );
      expect(runtime.bytesInUse).toBe(0);
      const after = await estimator.fit(rows, target, { runtime });
      expect(bitsOf(after)).toEqual(bitsOf(before));
    },
  );

  test('a matrix above it is refused before anything is copied', async () => {
    const runtime = await init({ memoryMB: 8 });
    const { size } = runtime.memory;
    const held = Matrix.zeros(10, 10);
    const sparse = new SparseMatrix({
      format: 'csc',
      data: new Float64Array(8e5),
      indices: Int32Array.from({ length: 8e5 }, (_, k) => k),
      indptr: Int32Array.of(0, 8e5),
      rows: 8e5,
      cols: 1,
    });
    const rest =
      'streamed moments, for data beyond one memory, are planned; until then ' +
      'use init({ memoryMB }) with more, float32 storage or a sparse matrix';
    const beyond = (where: string, bytes: number, shape: string) =>
      `${where} must fit into WebAssembly memory (${LIMIT} bytes, 800 in use), ` +
      `got ${bytes} bytes (${shape}); ${rest}`;
    const lasso = (X: MatrixLike, n: number) =>
      new Lasso({ lambda }).fit(X, responseOf(n), { runtime });
    const refused: [() => unknown, string][] = [
      [() => lasso(view(2000, 600), 2000), beyond('Lasso.fit: X', 9.6e6, '2000 × 600, float64')],
      [() => lasso(sparse, 8e5), beyond('Lasso.fit: X', 9_600_004, '800000 × 1, 800000 entries')],
      [
        async () => Matrix.zeros(3000, 700, { dtype: 'float32' }),
        beyond('Matrix.zeros: rows × cols', 8.4e6, '3000 × 700, float32'),
      ],
    ];
    for (const [call, message] of refused) {
      const error = await Promise.resolve(call()).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(RangeError);
      expect(error).toBeInstanceOf(MemoryError);
      expect((error as MemoryError).message).toBe(message);
      expect(runtime.bytesInUse).toBe(800);
      expect(runtime.memory.size).toBeLessThan(size + 2 ** 20);
    }
    held.free();
  });

  test('the memory never grows above it', async () => {
    const runtime = await init({ memoryMB: 8 });
    for (const call of Object.values(CALLS)) await call(runtime).catch(() => undefined);
    expect(runtime.memory.size).toBeLessThanOrEqual(LIMIT);
  });

  test('matrices that do not fit are refused and leave what is there', async () => {
    const runtime = await init({ memoryMB: 8 });
    const resident = Matrix.from(rows);
    const before = runtime.bytesInUse;
    expect(() => Matrix.zeros(1e6, 1e6)).toThrow(MemoryError);
    expect(() => Matrix.zeros(2000, 600)).toThrow(MemoryError);
    expect(runtime.bytesInUse).toBe(before);
    expect(resident.toArrays()).toEqual(rows);
    expect(Matrix.zeros(2000, 600, { dtype: 'float32' }).data.length).toBe(1.2e6);
    resident.free();
  });

  test('a coarse grid on wide data needs no more than a fine one', async () => {
    const wide = view(60, 4000);
    const fine = await path(new Lasso(), wide, responseOf(60), {
      runtime: await init({ memoryMB: 8 }),
    });
    const options = { lambdas: [fine.lambdas[50]!], runtime: await init({ memoryMB: 32 }) };
    const coarse = await path(new Lasso(), wide, responseOf(60), options);
    expect(coarse.certificates[0]!.ok).toBe(true);
    expect(coarse.model(0).df).toBeLessThanOrEqual(60);
  });

  test('fits in memories of their own do not touch each other', async () => {
    const small = await init({ memoryMB: 8 });
    const large = await init();
    const wide = view(2000, 600);
    await expect(new Lasso().fit(wide, responseOf(2000), { runtime: small })).rejects.toThrow(
      MemoryError,
    );
    const model = await new Lasso().fit(wide, responseOf(2000), { runtime: large });
    expect(model.certificate.ok).toBe(true);
    expect([small.bytesInUse, large.bytesInUse]).toEqual([0, 0]);
  });
});
