/** Columns that a function of the training rows excludes: asked anew in every fold, never leaking. */
import { describe, expect, it } from 'vitest';
import {
  conformalCV,
  crossValidate,
  type FitData,
  GLM,
  knockoffs,
  Lasso,
  LogisticRegression,
  load,
  path,
  Ridge,
  recipe,
  SparseMatrix,
  TableEncoder,
  type TrainingRows,
} from '../../src/index.ts';
import { groupLasso } from '../../src/penalty/index.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';

type Exclude = (training: TrainingRows) => number[];

function problem(seed: number, n: number, p: number) {
  const draw = random(seed);
  const X = Array.from({ length: n }, () => Array.from({ length: p }, () => draw.normal()));
  const y = Float64Array.from(X, (x) => x[0]! - x[1]! + draw.normal());
  return { X, y };
}

/** All columns but the `count` of the largest |Σ w (y − ȳ) x|: classic screening. */
const screen =
  (count: number): Exclude =>
  ({ y, weights, featureNames, column }) => {
    const total = weights.reduce((sum, w) => sum + w, 0);
    const mean = y.reduce((sum, v, i) => sum + weights[i]! * v, 0) / total;
    const strength = featureNames.map((_, j) =>
      Math.abs(column(j).reduce((sum, x, i) => sum + weights[i]! * x * (y[i]! - mean), 0)),
    );
    const order = [...strength.keys()].sort((a, b) => strength[b]! - strength[a]!);
    return order.slice(count);
  };

/** The function, and the rows of every call. */
function watched(exclude: Exclude) {
  const calls: string[] = [];
  const watch: Exclude = (training) => {
    calls.push(training.rows.join());
    return exclude(training);
  };
  return { calls, watch };
}

const all = (n: number) => Int32Array.from({ length: n }, (_, i) => i).join();
const tight = { tol: 1e-12 };
/** A relative gap of tol leaves predictions, and so errors, within √tol of the optimum's. */
const CLOSE = Math.sqrt(tight.tol);

describe('in cross-validation', () => {
  it.each([
    ['tall', 60, 5],
    ['wide', 24, 40],
  ])('a function is asked once per fold and once for all rows: %s data', async (_, n, p) => {
    const { X, y } = problem(3, n, p);
    const { calls, watch } = watched(screen(3));
    const cv = await crossValidate(new Lasso(), X, y, { folds: 4, exclude: watch });
    const expected = [all(n), ...cv.splits.map(({ train }) => train.join())];
    expect([...calls].sort()).toEqual(expected.sort());
  });

  it('each fold is the fit of its training rows with the columns that these choose', async () => {
    const { X, y } = problem(5, 48, 12);
    const exclude = screen(4);
    const lambdas = [0.5, 0.1, 0.02];
    const options = { folds: 4, lambdas, exclude };
    const cv = await crossValidate(new Lasso(tight), X, y, options);
    const chosen = new Set<string>();
    for (const [k, { train, test }] of cv.splits.entries()) {
      const Xk = Array.from(train, (i) => X[i]!);
      const yk = Float64Array.from(train, (i) => y[i]!);
      const models = await path(new Lasso(tight), Xk, yk, { lambdas, exclude });
      chosen.add(models.model(2).nonzero.join());
      const errors = Array.from(lambdas, (_, l) => {
        const predicted = models.model(l).predict(Array.from(test, (i) => X[i]!));
        return predicted.reduce((s, v, q) => s + (v - y[test[q]!]!) ** 2, 0) / test.length;
      });
      const found = errors.map((_, l) => cv.curve.perFold.row(k)[l]!);
      expect(relativeDifference(found, errors)).toBeLessThan(CLOSE);
    }
    expect(chosen.size).toBeGreaterThan(1);
  });

  it('noise that looks useful on all rows is not believed', async () => {
    const draw = random(11);
    const n = 40;
    const X = Array.from({ length: n }, () => Array.from({ length: 400 }, () => draw.normal()));
    const y = Float64Array.from({ length: n }, () => draw.normal());
    const ridge = new Ridge({ lambda: 0.1 });
    let leaky: number[] = [];
    await ridge.fit(X, y, { exclude: (training) => (leaky = screen(10)(training)) });
    const options = { folds: 5, lambdas: [0.1] };
    const honest = await crossValidate(ridge, X, y, { ...options, exclude: screen(10) });
    const flattered = await crossValidate(ridge, X, y, { ...options, exclude: leaky });
    const mean = y.reduce((sum, v) => sum + v, 0) / n;
    const variance = y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
    expect(flattered.curve.mean[0]).toBeLessThan(0.7 * variance);
    expect(honest.curve.mean[0]).toBeGreaterThan(variance);
  });

  it('test rows do not change what a fold is shown', async () => {
    const { X, y } = problem(8, 30, 4);
    const folds = Int32Array.from({ length: 30 }, (_, i) => i % 3);
    const seen = async (rows: number[][], values: Float64Array) => {
      const sums: number[] = [];
      const exclude: Exclude = ({ rows: own, y: target, column }) => {
        if (own.length < 30 && !own.includes(0)) sums.push(...target, ...column(0), ...column(3));
        return [];
      };
      await crossValidate(new Lasso(), rows, values, { folds, exclude, nLambda: 3 });
      return sums;
    };
    const poisoned = X.map((x, i) => (i % 3 === 0 ? x.map((v) => 5 * v + 7) : x));
    const other = y.map((v, i) => (i % 3 === 0 ? -v : v));
    const before = await seen(X, y);
    expect(before.length).toBe(60);
    expect(await seen(poisoned, other)).toEqual(before);
  });

  it('missing cells are shown as such, and filled by the training rows afterwards', async () => {
    const { X, y } = problem(9, 40, 5);
    const holes = X.map((x, i) => x.map((v, j) => (j > 2 && i % 4 < j - 2 ? Number.NaN : v)));
    const { calls, watch } = watched(({ featureNames, column }) =>
      [...featureNames.keys()].filter((j) => column(j).filter(Number.isNaN).length > 15),
    );
    const data: FitData = { impute: 'mean' };
    const cv = await crossValidate(new Lasso(), holes, y, { ...data, folds: 4, exclude: watch });
    expect(calls).toHaveLength(5);
    expect(cv.model.coef[4]).toBe(0);
    expect(cv.model.settings.penaltyFactor[4]).toBe(Infinity);
    expect(cv.model.settings.penaltyFactor[3]).toBe(1);
  });

  it('sparse columns, classes and counts take the same road', async () => {
    const { X, y } = problem(13, 60, 8);
    const list = X.flatMap((x, i) => x.map((v, j) => ({ i, j, v: Math.max(v, 0) })));
    const kept = list.filter(({ v }) => v > 0);
    const sparse = SparseMatrix.fromTriplets({
      i: kept.map(({ i }) => i),
      j: kept.map(({ j }) => j),
      v: kept.map(({ v }) => v),
      rows: 60,
      cols: 8,
    });
    const dense = X.map((x) => x.map((v) => Math.max(v, 0)));
    const options = { folds: 3, exclude: screen(4), nLambda: 20 };
    const labels = Array.from(y, (v) => (v > 0 ? 'up' : 'down'));
    const counts = y.map((v) => Math.round(Math.abs(v)));
    for (const [estimator, target] of [
      [new Lasso(tight), y],
      [new LogisticRegression(tight), labels],
      [new GLM({ family: 'poisson', ...tight }), counts],
    ] as const) {
      const a = await crossValidate(estimator as Lasso, sparse, target, options);
      const b = await crossValidate(estimator as Lasso, dense, target, options);
      expect(relativeDifference(a.curve.mean, b.curve.mean)).toBeLessThan(CLOSE);
      expect([...a.model.settings.penaltyFactor].filter((f) => f === Infinity)).toHaveLength(4);
      expect(a.fits.failed).toBe(0);
    }
  });
});

describe('with recipes', () => {
  const draw = random(17);
  const records = Array.from({ length: 36 }, (_, i) => ({
    city: ['rome', 'oslo', 'lima'][i % 3]!,
    size: draw.normal(),
  }));
  const y = Float64Array.from(records, (r) => r.size + Number(r.city === 'oslo') + draw.normal());
  const source = recipe(records, new TableEncoder());

  it('a function is asked about the columns that each fold has learned', async () => {
    const { calls, watch } = watched(({ featureNames }) => [featureNames.indexOf('size')]);
    const cv = await crossValidate(new Lasso(), source, y, { folds: 3, exclude: watch });
    const expected = [all(36), ...cv.splits.map(({ train }) => train.join())];
    expect([...calls].sort()).toEqual(expected.sort());
    const weakest = cv.path.model(cv.path.lambdas.length - 1);
    expect(weakest.coef[weakest.featureNames.indexOf('size')]).toBe(0);
    expect(weakest.nonzero.length).toBeGreaterThan(0);
  });

  it('indices and names are refused', () => {
    expect(() => new Lasso().fitSync(source, y, { exclude: [0] })).toThrow(
      new RangeError(
        'recipe: exclude must be a function of the training rows, got an array of length 1; ' +
          'what a fold learns decides its columns',
      ),
    );
    expect(() => new Lasso({ exclude: ['size'] }).fitSync(source, y)).toThrow('recipe: exclude');
  });
});

describe('errors and neighbours', () => {
  const { X, y } = problem(19, 30, 4);
  const fitting = (exclude: unknown) => () =>
    new Lasso().fitSync(X, y, { exclude: exclude as () => number[] });

  it('what the function returns must be columns', () => {
    expect(fitting(() => undefined)).toThrow(
      new TypeError('Lasso.fit: exclude must return column indices, got undefined'),
    );
    expect(fitting(async () => [1])).toThrow('exclude must return column indices, got Promise');
    expect(fitting(() => [4])).toThrow(
      new RangeError(
        'Lasso.fit: an index that exclude returns must be a column index in [0, 4), got 4',
      ),
    );
    expect(fitting(() => ['x1'])).toThrow(
      new TypeError('Lasso.fit: an index that exclude returns must be a column index, got "x1"'),
    );
    expect(fitting(({ column }: TrainingRows) => column(-1))).toThrow(
      'Lasso.fit: exclude.column must be a column index in [0, 4), got -1',
    );
    expect(
      fitting(() => {
        throw new Error('their own');
      }),
    ).toThrow('their own');
  });

  it('columns cannot be read once the function has returned', () => {
    let kept: TrainingRows | undefined;
    fitting((training: TrainingRows) => {
      kept = training;
      return [];
    })();
    expect(() => kept!.column(2)).toThrow(
      new RangeError('Lasso.fit: exclude must read columns before it returns, got 2'),
    );
  });

  it('leave-one-out errors of a path are refused, as they would have seen the row', async () => {
    const ridge = new Ridge();
    const options = { leaveOneOut: true, exclude: () => [1] };
    await expect(path(ridge, X, y, options)).rejects.toThrow(
      new RangeError(
        'path: leaveOneOut must be left out where exclude is a function, got true; ' +
          "crossValidate with folds 'loo' asks it anew in every fold",
      ),
    );
    const listed = await path(ridge, X, y, { leaveOneOut: true, exclude: [1] });
    expect(listed.model(0).coef[1]).toBe(0);
  });

  it('groups of a penalty go as a whole', () => {
    const grouped = new GLM({ penalty: groupLasso({ lambda: 0.1, groups: [0, 0, 1, 1] }) });
    expect(() => grouped.fitSync(X, y, { exclude: [1] })).toThrow('both columns are in group 0');
    const model = grouped.fitSync(X, y, { exclude: () => [0, 1] });
    expect([...model.settings.penaltyFactor]).toEqual([Infinity, Infinity, 1, 1]);
    const certificate = load(JSON.stringify(model.toJSON())).verify(X, y);
    expect(certificate.ok).toBe(true);
  });

  it('adaptive penalties learn the factors of what is left', async () => {
    const { adaptive, l1 } = await import('../../src/penalty/index.ts');
    const estimator = new GLM({ penalty: adaptive(l1(0.05)) });
    const one = estimator.fitSync(X, y, { exclude: () => [0] });
    const other = estimator.fitSync(X, y, { penaltyFactor: [Infinity, 1, 1, 1] });
    expect(one.settings.penaltyFactor[0]).toBe(Infinity);
    expect([...one.settings.penaltyFactor]).toEqual([...other.settings.penaltyFactor]);
  });

  it('refits pass it on, knockoffs refuse it', async () => {
    const { calls, watch } = watched(() => [1]);
    await conformalCV(new Ridge(), X, y, { folds: 3, exclude: watch });
    expect(calls).toHaveLength(3);
    await expect(knockoffs(X, y, { estimator: new Lasso({ exclude: [1] }) })).rejects.toThrow(
      new TypeError('knockoffs: estimator must exclude no columns, got an array of length 1'),
    );
  });
});
