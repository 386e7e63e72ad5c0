/** A model that was saved and loaded is the model that was fitted. */
import { describe, expect, test } from 'vitest';
import {
  crossValidate,
  ElasticNet,
  type FittedLinear,
  Lasso,
  load,
  path,
  Ridge,
  SparseMatrix,
} from '../../src/index.ts';
import { encodeModel } from '../../src/model/file.ts';
import { randomProblem } from '../support/problems.ts';
import { bitsOf } from '../support/sameFit.ts';

const { X: matrix, y: response, lambda } = randomProblem({ seed: 41, n: 40, p: 6 });
const X = matrix as number[][];
const y = Array.from(response);
const holes = X.map((row, i) => row.map((x, j) => (j === 2 && i % 5 === 0 ? Number.NaN : x)));
const weights = y.map((_, i) => 1 + (i % 3));
const offset = y.map((_, i) => Math.sin(i));
const featureNames = ['a', 'b', 'c', 'd', 'e', 'f'];

const MODELS: Record<string, () => FittedLinear | Promise<FittedLinear>> = {
  lasso: () => new Lasso({ lambda }).fitSync(X, y),
  'a named elastic net': () => new ElasticNet({ lambda }).fitSync(X, y, { featureNames }),
  ridge: () => new Ridge({ lambda }).fitSync(X, y),
  'with limits and factors': () =>
    new Lasso({ lambda }).fitSync(X, y, {
      lower: [0, -Infinity, -0.5, 0, 0, -1],
      upper: 0.75,
      penaltyFactor: [1, 0, 2, Infinity, 1, 1],
    }),
  'with missing cells': () => new Lasso({ lambda, impute: 'mean' }).fitSync(holes, y),
  'without intercept, not standardized': () =>
    new Lasso({ lambda, intercept: false, standardize: false }).fitSync(X, y),
  'a point of a path': async () => (await path(new Lasso(), X, y)).model(30),
  'a cross-validated one': async () => (await crossValidate(new Lasso(), X, y)).model,
  'of a constant y': () =>
    new Lasso().fitSync(
      X,
      y.map(() => 0.1),
    ),
  'without certificate': () => new Lasso({ lambda, tol: 1e-17 }).fitSync(X, y),
};

describe.each(Object.entries(MODELS))('%s', (_, make) => {
  test('comes back bit for bit, by bytes, text and object', async () => {
    const model = await make();
    const bytes = model.save();
    const forms = [bytes, new TextDecoder().decode(bytes), JSON.parse(JSON.stringify(model))];
    for (const loaded of [...forms, Buffer.from(bytes)].map((form) => load(form))) {
      expect(loaded).not.toBe(model);
      expect(bitsOf(loaded)).toEqual(bitsOf(model));
      expect(loaded.settings).toEqual(model.settings);
      expect(loaded.nonzero).toEqual(model.nonzero);
      expect(loaded.summary()).toBe(model.summary());
      expect(loaded.predict(X)).toEqual(model.predict(X));
      expect(loaded.save()).toEqual(bytes);
    }
  });
});

describe('verify', () => {
  const model = new Lasso({ lambda }).fitSync(X, y, { weights, offset });
  const data = { weights, offset };
  const edited = (patch: object) => load(encodeModel('linear', { ...model.settings, ...patch }));

  test('holds on the training data, also of a loaded model', () => {
    expect(model.verify(X, y, data)).toMatchObject({ ok: true, tol: 1e-6, lambda });
    expect(load(model.save()).verify(X, y, data).ok).toBe(true);
    expect(edited({}).verify(X, y, data)).toEqual(model.verify(X, y, data));
  });

  test('fails where any coefficient or the intercept is moved', () => {
    for (const j of [0, 1, 2, 3, 4, 5]) {
      const coef = model.coef.slice();
      coef[j]! += 0.02;
      expect(edited({ coef }).verify(X, y, data).ok, `column ${j}`).toBe(false);
    }
    const intercept = model.intercept + 0.02;
    expect(edited({ intercept }).verify(X, y, data).ok).toBe(false);
  });

  test('does not believe what the model says of itself', () => {
    const coef = new Float64Array(6);
    const certificate = { ...model.certificate, gap: 0, relative: 0, ok: true };
    expect(edited({ coef, certificate }).verify(X, y, data).ok).toBe(false);
  });

  test('fails for another strength', () => {
    expect(edited({ lambda: 1.1 * lambda }).verify(X, y, data).ok).toBe(false);
    expect(edited({ l1Ratio: 0.9 }).verify(X, y, data).ok).toBe(false);
  });

  test('fails on other data, and without the weights or the offset of the fit', () => {
    expect(model.verify(X, y.toReversed(), data).ok).toBe(false);
    expect(model.verify(X.slice(1), y.slice(1), {}).ok).toBe(false);
    expect(model.verify(X, y, { offset }).ok).toBe(false);
    expect(model.verify(X, y, { weights }).ok).toBe(false);
    const other = X.map((row) => row.map((x, j) => (j === 0 ? -x : x)));
    expect(model.verify(other, y, data).ok).toBe(false);
  });

  test('fails where a limit is broken, and tells what to do', () => {
    const limited = new Lasso({ lambda }).fitSync(X, y, { lower: 0 });
    const coef = limited.coef.slice();
    coef[1] = -1e-9;
    const state = { ...limited.settings, coef };
    const { ok, gap, advice } = load(encodeModel('linear', state)).verify(X, y);
    expect({ ok, gap }).toEqual({ ok: false, gap: Infinity });
    expect(advice).toMatch(/^no finite bound/);
  });

  test('reads the forms that fit reads', () => {
    const plain = new Lasso({ lambda }).fitSync(X, y);
    const cells = X.flatMap((row, i) => row.map((v, j) => ({ i, j, v })));
    const sparse = SparseMatrix.fromTriplets({
      i: cells.map(({ i }) => i),
      j: cells.map(({ j }) => j),
      v: cells.map(({ v }) => v),
      rows: 40,
      cols: 6,
    });
    const view = { data: Float64Array.from(X.flat()), rows: 40, cols: 6 };
    for (const form of [sparse, sparse.toCsr(), view]) expect(plain.verify(form, y).ok).toBe(true);
  });
});

describe('missing cells of new rows', () => {
  const model = new Lasso({ lambda: 0.01, impute: 'mean' }).fitSync(holes, y, { featureNames });
  const known = holes.map((row) => row[2]!).filter((x) => !Number.isNaN(x));
  const mean = known.reduce((sum, x) => sum + x, 0) / known.length;
  const row = X[3]!;
  const filledWith = (j: number, x: number) => [row.map((value, k) => (k === j ? x : value))];

  test.each([
    ['fitted', model],
    ['loaded', load(model.save())],
  ])('are filled as at the fit by a %s model', (_, each) => {
    const expected = each.predict(filledWith(2, mean))[0]!;
    expect(each.predict(filledWith(2, Number.NaN))[0]).toBeCloseTo(expected, 12);
    expect(each.verify(holes, y).ok).toBe(true);
  });

  test('are filled as well in a column that had none', () => {
    const column = holes.map((each) => each[4]!);
    const average = column.reduce((sum, x) => sum + x, 0) / column.length;
    const expected = model.predict(filledWith(4, average))[0]!;
    expect(model.predict(filledWith(4, Number.NaN))[0]).toBeCloseTo(expected, 12);
  });

  test('are refused by a model that was not told to impute, and infinite ones by any', () => {
    const plain = new Lasso({ lambda: 0.01 }).fitSync(X, y, { featureNames });
    expect(() => plain.predict(filledWith(4, Number.NaN))).toThrow(
      'predict: X must be finite, row 0, column 4 (e), got NaN',
    );
    expect(() => model.predict(filledWith(2, Infinity))).toThrow(
      'predict: X must be finite, row 0, column 2 (c), got Infinity',
    );
  });

  test('by the median are those of the rows with weight', () => {
    const cells = [[1], [Number.NaN], [2], [10], [3], [1e9]];
    const target = [1, 2, 3, 4, 5, 6];
    const data = { weights: [1, 1, 1, 1, 1, 0] };
    const median = new Ridge({ lambda: 1, impute: 'median' }).fitSync(cells, target, data);
    expect(median.predict([[Number.NaN]])).toEqual(median.predict([[2.5]]));
  });
});

describe('what is stored beside a model', () => {
  test('comes back with it, and leaves the first model alone', () => {
    const model = new Lasso({ lambda }).fitSync(X, y);
    const meta = { target: 'price', levels: ['a', 'b'], cut: [Infinity, -0, 0.1] };
    const marked = model.withMeta(meta);
    expect(model.meta).toBeUndefined();
    expect(load(marked.save()).meta).toStrictEqual(meta);
    expect(load(marked.save()).coef).toEqual(model.coef);
  });
});
