/** Genotypes and other small integers, one byte per cell, are solved as they are stored. */
import { afterAll, describe, expect, test } from 'vitest';
import {
  crossValidate,
  type DenseView,
  ElasticNet,
  type FittedLinear,
  init,
  Lasso,
  Matrix,
  MemoryError,
  path,
  Ridge,
} from '../../src/index.ts';
import { judge } from '../reference/judge.ts';
import { random } from '../support/random.ts';
import { bitsOf } from '../support/sameFit.ts';
import { certifiedGap } from '../support/tolerance.ts';

afterAll(async () => {
  await init();
});

/** n × p dosages of alleles that are rare to common, and a response of every tenth of them. */
function genotypes(n: number, p: number) {
  const { chance, normal } = random(n + p);
  const share = (j: number) => 0.1 + (0.4 * (j % 7)) / 6;
  const dosage = (j: number) => Number(chance(share(j))) + Number(chance(share(j)));
  const rows = Array.from({ length: n }, () => Array.from({ length: p }, (_, j) => dosage(j)));
  const y = rows.map((row) => row.reduce((sum, x, j) => (j % 10 ? sum : sum + x), normal()));
  const flat = rows.flat();
  const columns = rows[0]!.flatMap((_, j) => rows.map((row) => row[j]!));
  return { rows, y, flat, columns, n, p };
}

const SHAPES = { tall: genotypes(61, 12), wide: genotypes(30, 70) };
const ESTIMATORS = {
  lasso: new Lasso({ lambda: 0.1 }),
  ridge: new Ridge({ lambda: 0.5 }),
  'elastic net': new ElasticNet({ lambda: 0.1, l1Ratio: 0.5 }),
};
const CASES = Object.entries(SHAPES).flatMap(([shape, data]) =>
  Object.entries(ESTIMATORS).map(([name, estimator]) => ({ shape, name, data, estimator })),
);

/** What a fitted model says of new rows and of itself. */
function answers(model: FittedLinear, X: Matrix | number[][], y: number[]): unknown {
  return { ...model.verify(X, y), predictions: [...model.predict(X)] };
}

describe.each(CASES)('$name of $shape genotypes', ({ data, estimator }) => {
  const { rows, y } = data;

  test('has the bits of float64 storage and a certificate that the judge confirms', async () => {
    using bytes = Matrix.from(rows, { dtype: 'int8' });
    const model = await estimator.fit(bytes, y);
    const wide = await estimator.fit(rows, y);
    expect(bitsOf(model)).toEqual(bitsOf(wide));
    expect(answers(model, bytes, y)).toEqual(answers(wide, rows, y));
    expect(model.certificate.ok).toBe(true);
    expect(model.verify(bytes, y).ok).toBe(true);
    const { lambda, l1Ratio } = estimator.penalty;
    const found = judge({ X: rows, y, lambda, l1Ratio }, model);
    expect(found.relative).toBeLessThanOrEqual(certifiedGap(model.certificate.tol));
  });

  test('has the path and the cross-validation of float64 storage', async () => {
    using bytes = Matrix.from(rows, { dtype: 'int8' });
    const options = { nLambda: 20 };
    const [narrow, wide] = [
      await path(estimator, bytes, y, options),
      await path(estimator, rows, y, options),
    ];
    expect(narrow.coefs()).toEqual(wide.coefs());
    expect(narrow.certificates).toEqual(wide.certificates);
    expect(narrow.certificates.every(({ ok }) => ok)).toBe(true);
    const [first, second] = [
      await crossValidate(estimator, bytes, y, { ...options, folds: 4 }),
      await crossValidate(estimator, rows, y, { ...options, folds: 4 }),
    ];
    expect(first.curves).toEqual(second.curves);
    expect(first.oof?.data).toEqual(second.oof?.data);
    expect(bitsOf(first.model)).toEqual(bitsOf(second.model));
    expect(first.fits.failed).toBe(0);
  });
});

describe('every form of bytes', () => {
  const { rows, y, flat, columns, n, p } = SHAPES.wide;
  const lasso = new Lasso({ lambda: 0.1 });
  const expected = bitsOf(lasso.fitSync(rows, y));
  const shape = { rows: n, cols: p };
  const rowMajor = () => {
    const matrix = Matrix.zeros(n, p, { dtype: 'int8', order: 'row' });
    matrix.data.set(flat);
    return matrix;
  };
  const FORMS: Record<string, () => DenseView> = {
    'a row-major Int8Array': () => ({ data: Int8Array.from(flat), ...shape }),
    'a column-major Int8Array': () => ({ data: Int8Array.from(columns), ...shape, order: 'col' }),
    'a row-major Uint8Array': () => ({ data: Uint8Array.from(flat), ...shape }),
    'a column-major Uint8Array': () => ({ data: Uint8Array.from(columns), ...shape, order: 'col' }),
    'a part of a larger array': () => {
      const data = Int8Array.from([9, 9, 9, ...columns]).subarray(3);
      return { data, ...shape, order: 'col' };
    },
    'a wrapped Int8Array': () => Matrix.wrap({ data: Int8Array.from(flat), ...shape }),
    'a row-major resident Matrix': rowMajor,
    'a view of a resident Matrix': () => ({ ...viewOf(Matrix.from(rows, { dtype: 'int8' })) }),
  };

  test.each(Object.entries(FORMS))('%s gives the same bits', (_, make) => {
    expect(bitsOf(lasso.fitSync(make(), y))).toEqual(expected);
    expect(bitsOf(lasso.with({ dtype: 'float64' }).fitSync(make(), y))).toEqual(expected);
    expect(bitsOf(lasso.with({ dtype: 'float32' }).fitSync(make(), y))).toEqual(expected);
  });

  test('bytes above 127 are numbers too, in float32', () => {
    const large = flat.map((x) => x * 100);
    const data = Uint8Array.from(large);
    const model = lasso.fitSync({ data, ...shape }, y);
    const wide = lasso.fitSync({ data: Float64Array.from(large), ...shape }, y);
    expect(data).toContain(200);
    expect(bitsOf(model)).toEqual(bitsOf(wide));
  });
});

/** The column-major cells of a matrix where they are. */
function viewOf({ data, rows, cols }: Matrix): DenseView {
  return { data, rows, cols, order: 'col' };
}

describe('no value means missing', () => {
  const { columns, y, n, p } = SHAPES.tall;
  const odd = columns.map((x, k) => [x, -9, -128, 127][k % 5] ?? x);
  const narrow: DenseView = { data: Int8Array.from(odd), rows: n, cols: p, order: 'col' };
  const wide: DenseView = { ...narrow, data: Float64Array.from(odd) };

  test('−128, −9 and 127 are numbers, whatever is to be imputed', () => {
    for (const impute of [undefined, 'mean', 'median'] as const) {
      const lasso = new Lasso({ lambda: 0.1, ...(impute && { impute }) });
      const model = lasso.fitSync(narrow, y);
      expect(bitsOf(model)).toEqual(bitsOf(lasso.fitSync(wide, y)));
      expect(model.certificate.ok).toBe(true);
    }
  });

  test.each(['mean', 'median'] as const)('new rows may miss cells, filled by the %s', (impute) => {
    const ridge = new Ridge({ lambda: 0.1, impute });
    const holes = [Array.from({ length: p }, (_, j) => (j % 2 ? Number.NaN : 1))];
    const [model, other] = [ridge.fitSync(narrow, y), ridge.fitSync(wide, y)];
    expect(model.predict(holes)).toEqual(other.predict(holes));
    expect(Number.isFinite(model.predict(holes)[0])).toBe(true);
  });
});

describe('in memory', () => {
  const [n, p] = [400, 20_000];
  const cells = n * p;
  const { below, normal } = random(7);
  const dosages = Int8Array.from({ length: cells }, () => below(3));
  const response = Float64Array.from(
    { length: n },
    (_, i) => dosages[i]! - dosages[n + i]! + normal(),
  );
  const lasso = new Lasso({ lambda: 0.1 });

  test('a matrix takes a byte per cell, and a path on it is worked in place', async () => {
    const runtime = await init();
    const before = runtime.bytesInUse;
    const X = Matrix.zeros(n, p, { dtype: 'int8' });
    X.data.set(dosages);
    expect(runtime.bytesInUse - before).toBe(cells);
    const size = runtime.memory.size;
    const found = await path(lasso, X, response, { nLambda: 10, lambdaMinRatio: 0.3 });
    expect(found.certificates.every(({ ok }) => ok)).toBe(true);
    // Vectors of n and p numbers, but no copy of X, not even of one byte per cell.
    expect(runtime.memory.size - size).toBeLessThan(cells);
    expect(runtime.bytesInUse - before).toBe(cells);
    X.free();
  });

  test('a view is copied in as bytes', async () => {
    const runtime = await init({ memoryMB: 24 });
    const view: DenseView = { data: dosages, rows: n, cols: p, order: 'col' };
    const model = await lasso.fit(view, response, { runtime });
    expect(model.certificate.ok).toBe(true);
    const wider = lasso.with({ dtype: 'float32' }).fit(view, response, { runtime });
    await expect(wider).rejects.toThrow(MemoryError);
    expect(runtime.bytesInUse).toBe(0);
  });
});
