/** Columns that a fit leaves out: by index, by name, or by a function of its training rows. */
import { describe, expect, it } from 'vitest';
import {
  crossValidate,
  GLM,
  Lasso,
  LogisticRegression,
  load,
  SparseMatrix,
  type TrainingRows,
} from '../../src/index.ts';
import { random } from '../support/random.ts';

const N = 40;
const P = 6;
const draw = random(7);
const rows = Array.from({ length: N }, () => Array.from({ length: P }, () => draw.normal()));
const y = Float64Array.from(rows, (x) => 2 * x[0]! - x[1]! + 0.5 * x[2]! + draw.normal());
const counts = Float64Array.from(rows, (x) => Math.round(Math.abs(3 * x[0]! + x[1]!)));
const labels = rows.map((x) => (x[0]! + 0.3 * x[3]! > 0.1 ? 'yes' : 'no'));
const names = ['age', 'income', 'height', 'weight', 'visits', 'rooms'];
const without = (...columns: number[]) =>
  Float64Array.from({ length: P }, (_, j) => (columns.includes(j) ? Infinity : 1));
const lasso = new Lasso({ lambda: 0.05 });
const same = (a: { coef: Float64Array }, b: { coef: Float64Array }) =>
  expect([...a.coef]).toEqual([...b.coef]);

describe('listed columns', () => {
  it('are left out bit for bit as by a penalty factor of Infinity', () => {
    const expected = lasso.fitSync(rows, y, { penaltyFactor: without(0, 4) });
    const model = lasso.fitSync(rows, y, { exclude: [4, 0] });
    same(model, expected);
    expect(model.coef[0]).toBe(0);
    expect(model.coef[1]).not.toBe(0);
    same(lasso.fitSync(rows, y, { exclude: Int32Array.of(0, 4, 4) }), expected);
    same(new Lasso({ lambda: 0.05, exclude: [0, 4] }).fitSync(rows, y), expected);
  });

  it('are found by their names, given or made', () => {
    const expected = lasso.fitSync(rows, y, { exclude: [1, 5] });
    same(lasso.fitSync(rows, y, { featureNames: names, exclude: ['rooms', 'income'] }), expected);
    same(lasso.fitSync(rows, y, { exclude: ['x5', 'x1'] }), expected);
  });

  it('keep the factors of the others and leave the array of the caller alone', () => {
    const penaltyFactor = Float64Array.of(1, 2, 0, 1, 1, 3);
    const model = lasso.fitSync(rows, y, { penaltyFactor, exclude: [1] });
    const expected = Float64Array.of(1, Infinity, 0, 1, 1, 3);
    same(model, lasso.fitSync(rows, y, { penaltyFactor: expected }));
    expect(penaltyFactor[1]).toBe(2);
  });

  it('change nothing where there are none', () => {
    same(lasso.fitSync(rows, y, { exclude: [] }), lasso.fitSync(rows, y));
  });

  it('leave the intercept alone where they are all', () => {
    const model = lasso.fitSync(rows, y, { exclude: [0, 1, 2, 3, 4, 5] });
    expect([...model.coef]).toEqual(new Array(P).fill(0));
    expect(model.intercept).toBeCloseTo(y.reduce((sum, v) => sum + v, 0) / N, 14);
  });

  it('share the Gram matrix of the folds', async () => {
    const found = await crossValidate(lasso, rows, y, { folds: 4, exclude: [0] });
    const expected = await crossValidate(lasso, rows, y, {
      folds: 4,
      penaltyFactor: without(0),
    });
    expect([...found.curve.mean]).toEqual([...expected.curve.mean]);
  });

  it('are refused where they are no columns', () => {
    const fitting = (exclude: unknown) => () =>
      lasso.fitSync(rows, y, { exclude: exclude as number[], featureNames: names });
    expect(fitting([0, 6])).toThrow(
      new RangeError('Lasso.fit: exclude[1] must be a column index in [0, 6), got 6'),
    );
    expect(fitting([-1])).toThrow('exclude[0] must be a column index in [0, 6), got -1');
    expect(fitting([1.5])).toThrow('exclude[0] must be a column index in [0, 6), got 1.5');
    expect(fitting(['incone'])).toThrow(
      new RangeError(
        'Lasso.fit: exclude[0] must be the name of a column, got "incone"; did you mean income?',
      ),
    );
    expect(fitting([true])).toThrow(
      new TypeError('Lasso.fit: exclude[0] must be a column index or name, got true'),
    );
    const forms = 'must be column indices, column names or a function of the training rows';
    expect(fitting('age')).toThrow(new TypeError(`Lasso.fit: exclude ${forms}, got "age"`));
    expect(fitting(3)).toThrow(`exclude ${forms}, got 3`);
    expect(fitting(new Set([1]))).toThrow(`exclude ${forms}, got Set`);
  });
});

describe('a function', () => {
  /** What a fit shows to the function. */
  const shown = (fitting: (exclude: (t: TrainingRows) => number[]) => unknown) => {
    const seen: (TrainingRows & { cells: Float64Array[] })[] = [];
    fitting((training) => {
      const cells = training.featureNames.map((_, j) => training.column(j));
      seen.push({ ...training, cells });
      return [1];
    });
    return seen;
  };

  it('is asked once, sees the data of the fit, and decides its columns', () => {
    let model = lasso.fitSync(rows, y);
    const [seen, ...more] = shown((exclude) => {
      model = lasso.fitSync(rows, y, { exclude, featureNames: names });
    });
    expect(more).toEqual([]);
    same(model, lasso.fitSync(rows, y, { exclude: [1] }));
    expect([...seen!.rows]).toEqual(rows.map((_, i) => i));
    expect([...seen!.y]).toEqual([...y]);
    expect(seen!.featureNames).toEqual(names);
    for (const w of seen!.weights) expect(w).toBeCloseTo(1, 13);
    seen!.cells.forEach((cells, j) => {
      expect([...cells]).toEqual(rows.map((x) => x[j]!));
    });
  });

  it('may be a generator', () => {
    const model = lasso.fitSync(rows, y, {
      *exclude({ featureNames, column }) {
        for (const j of featureNames.keys()) if (column(j)[0]! > 0) yield j;
      },
    });
    const positive = [...rows[0]!.keys()].filter((j) => rows[0]![j]! > 0);
    expect(positive.length).toBeGreaterThan(0);
    expect(positive.length).toBeLessThan(P);
    same(model, lasso.fitSync(rows, y, { exclude: positive }));
  });

  it('sees rows of positive weight, with weights that sum to their number', () => {
    const weights = Float64Array.from({ length: N }, (_, i) => (i % 4 === 0 ? 0 : 1 + (i % 3)));
    const offset = Float64Array.from({ length: N }, (_, i) => i);
    const [seen] = shown((exclude) => lasso.fitSync(rows, y, { exclude, weights, offset }));
    const kept = [...weights.keys()].filter((i) => weights[i]! > 0);
    const total = weights.reduce((sum, w) => sum + w, 0);
    expect([...seen!.rows]).toEqual(kept);
    expect([...seen!.y]).toEqual(kept.map((i) => y[i]! - i));
    kept.forEach((i, k) => {
      expect(seen!.weights[k]).toBeCloseTo((weights[i]! * kept.length) / total, 12);
    });
    expect([...seen!.cells[3]!]).toEqual(kept.map((i) => rows[i]![3]!));
  });

  it('gets the cells of every storage as dense numbers, missing ones as NaN', () => {
    const small = rows.map((x) => x.map((value) => Math.round(value)));
    const cells = (X: Parameters<typeof lasso.fitSync>[0], options = {}) => {
      const [seen] = shown((exclude) =>
        new Lasso({ lambda: 0.05, ...options }).fitSync(X, y, { exclude }),
      );
      return Array.from(small, (_, i) => seen!.cells.map((column) => column[i]!));
    };
    const list = small.flatMap((x, i) => x.map((v, j) => ({ i, j, v })).filter(({ v }) => v !== 0));
    const sparse = SparseMatrix.fromTriplets({
      i: list.map(({ i }) => i),
      j: list.map(({ j }) => j),
      v: list.map(({ v }) => v),
      rows: N,
      cols: P,
    });
    const zeros = small.map((x) => x.map((value) => value + 0));
    expect(cells(small)).toEqual(small);
    expect(cells(small, { dtype: 'float32' })).toEqual(small);
    expect(cells(sparse)).toEqual(zeros.map((x) => x.map((v) => (v === 0 ? 0 : v))));
    expect(cells(sparse.toCsr())).toEqual(zeros.map((x) => x.map((v) => (v === 0 ? 0 : v))));
    const bytes = { data: Int8Array.from(small.flat()), rows: N, cols: P };
    expect(cells(bytes)).toEqual(zeros.map((x) => x.map((v) => (v === 0 ? 0 : v))));
    const holes = small.map((x, i) => x.map((v, j) => (i === 3 && j === 2 ? Number.NaN : v)));
    expect(cells(holes, { impute: 'mean' })).toEqual(holes);
  });

  it('sees classes by their index, and decides the columns of a classifier', () => {
    const logistic = new LogisticRegression({ lambda: 0.02 });
    let found: readonly unknown[] | undefined;
    const model = logistic.fitSync(rows, labels, {
      exclude: ({ y: codes, classes }) => {
        found = Array.from(codes, (code) => classes![code]);
        return [0];
      },
    });
    expect(found).toEqual(labels);
    expect(model.coef[0]).toBe(0);
    const three = rows.map((x) => (x[0]! > 0.5 ? 'a' : x[1]! > 0 ? 'b' : 'c'));
    const many = new LogisticRegression({ lambda: 0.02 }).fitSync(rows, three, {
      exclude: ({ y: codes, classes }) => {
        found = Array.from(codes, (code) => classes![code]);
        return [2];
      },
    });
    expect(found).toEqual(three);
    const expected = new LogisticRegression({ lambda: 0.02, exclude: [2] }).fitSync(rows, three);
    expect(many.toJSON()).toEqual(expected.toJSON());
  });

  it('decides the columns of counts, and sees times before events of survival', () => {
    const poisson = new GLM({ family: 'poisson', lambda: 0.05 });
    const one = poisson.fitSync(rows, counts, { exclude: () => [0] });
    const other = poisson.fitSync(rows, counts, { penaltyFactor: without(0) });
    expect(one.toJSON()).toEqual(other.toJSON());
    const time = Float64Array.from(rows, (x) => 1 + Math.abs(x[0]!));
    const event = Float64Array.from(rows, (_, i) => Number(i % 3 > 0));
    let seen: number[] = [];
    new GLM({ family: 'cox', lambda: 0.05 }).fitSync(
      rows,
      { time, event },
      {
        exclude: ({ y: both }) => {
          seen = [...both];
          return [];
        },
      },
    );
    expect(seen).toEqual([...time, ...event]);
  });

  it('leaves a saved model that its data verify', () => {
    const exclude = () => [0];
    for (const [model, target] of [
      [lasso.fitSync(rows, y, { exclude }), y],
      [new GLM({ family: 'poisson', lambda: 0.05 }).fitSync(rows, counts, { exclude }), counts],
    ] as const) {
      const again = load(JSON.stringify(model.toJSON()));
      const certificate = again.verify(rows, target);
      expect(certificate.ok).toBe(true);
      expect(certificate.relative).toBeCloseTo(model.certificate.relative, 10);
    }
  });
});
