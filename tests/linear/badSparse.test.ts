/** Sparse matrices that are none: an error that names the part, and nothing half done. */
import { describe, expect, test } from 'vitest';
import { type FitData, init, Lasso, SparseMatrix } from '../../src/index.ts';

const y = Array.from({ length: 12 }, (_, i) => Math.sin(i));
const lasso = new Lasso({ lambda: 0.1, impute: 'mean' });

const csc = (change: object): SparseMatrix =>
  new SparseMatrix({
    format: 'csc',
    data: Float64Array.of(1, 2, 3),
    indices: Int32Array.of(0, 1, 2),
    indptr: Int32Array.of(0, 1, 2, 3),
    rows: 12,
    cols: 3,
    ...change,
  });

const CASES: [what: string, given: { X: SparseMatrix; data?: FitData }, message: string][] = [
  [
    'NaN in a sparse X',
    { X: csc({ data: Float64Array.of(1, Number.NaN, 3) }) },
    'X must be finite, row 1, column 1, got NaN',
  ],
  [
    'NaN in a named sparse column',
    {
      X: csc({ data: Float64Array.of(1, Infinity, 3) }),
      data: { featureNames: ['age', 'weight', 'height'] },
    },
    'X must be finite, row 1, column 1 (weight), got Infinity',
  ],
  [
    'too few sparse starts',
    { X: csc({ indptr: Int32Array.of(0, 1, 3) }) },
    'X.indptr must have length 4 (one more than its lines), got 3',
  ],
  [
    'a sparse row beyond the last',
    { X: csc({ indices: Int32Array.of(0, 1, 12) }) },
    'X.indices must ascend within [0, 12) in each line, got "12 in line 2"',
  ],
  [
    'sparse rows out of order',
    { X: csc({ indices: Int32Array.of(3, 1, 2), indptr: Int32Array.of(0, 2, 2, 3) }) },
    'X.indices must ascend within [0, 12) in each line, got "1 in line 0"',
  ],
  [
    'a sparse row twice',
    { X: csc({ indices: Int32Array.of(1, 1, 2), indptr: Int32Array.of(0, 2, 2, 3) }) },
    'X.indices must ascend within [0, 12) in each line, got "1 in line 0"',
  ],
  [
    'sparse starts that descend',
    { X: csc({ indptr: Int32Array.of(0, 2, 1, 3) }) },
    'X.indptr must ascend, got "a descent at 1"',
  ],
];

test.each(CASES)('%s is refused', async (_, { X, data }, message) => {
  const runtime = await init();
  const error = await lasso.fit(X, y, data).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RangeError);
  expect((error as Error).message).toBe(`Lasso.fit: ${message}`);
  expect(runtime.bytesInUse).toBe(0);
});

describe('fit refuses', () => {
  test('a sparse format that it does not know', async () => {
    const unknown = csc({ format: 'coo' });
    await expect(lasso.fit(unknown, y)).rejects.toThrow(/^Lasso\.fit: X\.format must be/);
  });

  test('sparse parts that are not typed arrays', async () => {
    const parts = { data: [1, 2, 3], indices: [0, 1, 2], indptr: [0, 1, 2, 3] };
    const view = { ...parts, format: 'csc', rows: 12, cols: 3 } as unknown as SparseMatrix;
    await expect(lasso.fit(view, y)).rejects.toThrow(
      /^Lasso\.fit: X\.(data|indices|indptr) must be/,
    );
  });
});
