import { describe, expect, it } from 'vitest';
import {
  type Label,
  Lasso,
  Matrix,
  type MatrixLike,
  Ridge,
  resolveFolds,
} from '../../../src/index.ts';
import type { ResponseLike } from '../../../src/linear/index.ts';
import { conformalCV } from '../../../src/select/inference/index.ts';
import { sparseOf } from '../../support/byHand.ts';
import { random } from '../../support/random.ts';
import { draw } from './data.ts';

const { X, y } = draw(12, { n: 31, p: 4, active: 2 });
const fresh = draw(13, { n: 6, p: 4 }).X;
const estimator = new Ridge({ lambda: 0.2 });

/** The model of each row's fold, fitted to all rows of other folds. */
function modelsOfRows(fold: ArrayLike<number>, offset?: number[]) {
  const ids = [...new Set(Array.from(fold))];
  const models = new Map(
    ids.map((id) => {
      const rows = Array.from(fold).flatMap((f, i) => (f === id ? [] : [i]));
      const take = <T>(values: T[]) => rows.map((i) => values[i]!);
      const data = offset ? { offset: take(offset) } : {};
      return [id, estimator.fitSync(take(X), take(y), data)];
    }),
  );
  return Array.from(fold, (id) => models.get(id)!);
}

/** Barber and others (2021), definition of CV+ with the quantiles of their section 1.1. */
function byDefinition(fold: ArrayLike<number>, rows: number[][], coverage: number) {
  const models = modelsOfRows(fold);
  const n = y.length;
  const residual = models.map((m, i) => Math.abs(y[i]! - m.predict([X[i]!])[0]!));
  const rank = Math.ceil(coverage * (n + 1));
  return rows.map((row) => {
    const at = models.map((m) => m.predict([row])[0]!);
    const ascending = (a: number, b: number) => a - b;
    const above = at.map((v, i) => v + residual[i]!).sort(ascending);
    const below = at.map((v, i) => v - residual[i]!).sort(ascending);
    // ⌊(1 − coverage)(n + 1)⌋-th smallest = rank-th largest.
    return [below[n - rank] ?? -Infinity, above[rank - 1] ?? Infinity];
  });
}

const rowsOf = ({ lower, upper }: { lower: Float64Array; upper: Float64Array }) =>
  Array.from(lower, (value, i) => [value, upper[i]!]);

function expectClose(found: number[][], expected: number[][]) {
  found.forEach((row, i) => {
    // The same fits by the same solver: sums differ by rounding alone.
    row.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[i]![k]!, 10);
    });
  });
}

describe('CV+', () => {
  it.each([0.5, 0.8, 0.9, 0.95])(
    'intervals are those of the definition at %f',
    async (coverage) => {
      const fold = Int32Array.from(y, (_, i) => i % 5);
      const band = await conformalCV(estimator, X, y, { coverage, folds: fold });
      expectClose(rowsOf(band.interval(fresh)), byDefinition(fold, fresh, coverage));
      expect([band.n, band.coverage]).toEqual([31, coverage]);
    },
  );

  it('takes ten shuffled folds of the seed', async () => {
    const fold = new Int32Array(31);
    resolveFolds(10, { n: 31, seed: 3 }).forEach(({ test }, f) => {
      for (const i of test) fold[i] = f;
    });
    const band = await conformalCV(estimator, X, y, { seed: 3 });
    expectClose(rowsOf(band.interval(fresh)), byDefinition(fold, fresh, 0.9));
  });

  it('leaving one out is the jackknife+', async () => {
    const fold = Int32Array.from(y.keys());
    const band = await conformalCV(estimator, X, y, { folds: 'loo', coverage: 0.8 });
    expectClose(rowsOf(band.interval(fresh)), byDefinition(fold, fresh, 0.8));
  });

  it('is unbounded where the rows are too few', async () => {
    const band = await conformalCV(estimator, X.slice(0, 8), y.slice(0, 8), { folds: 2 });
    expect(rowsOf(band.interval(fresh))).toEqual(fresh.map(() => [-Infinity, Infinity]));
  });

  it('is the same for sparse X and knows offsets', async () => {
    const options = { folds: 4, coverage: 0.8 };
    const dense = await conformalCV(new Lasso({ lambda: 0.1 }), X, y, options);
    const sparse = await conformalCV(new Lasso({ lambda: 0.1 }), sparseOf(X), y, options);
    expectClose(rowsOf(sparse.interval(fresh)), rowsOf(dense.interval(fresh)));
    const offset = y.map((_, i) => i);
    const moved = y.map((v, i) => v + i);
    const shifted = await conformalCV(new Lasso({ lambda: 0.1 }), X, moved, { ...options, offset });
    const there = shifted.interval(fresh, { offset: fresh.map(() => 7) });
    const back = rowsOf(there).map((row) => row.map((v) => v - 7));
    expectClose(back, rowsOf(dense.interval(fresh)));
  });

  it('reports each fold and stops when told to', async () => {
    const done: number[] = [];
    const onProgress = (p: { done: number; total: number }) => done.push(p.done / p.total);
    await conformalCV(estimator, X, y, { folds: 4, onProgress });
    expect(done).toEqual([0.25, 0.5, 0.75, 1]);
    const controller = new AbortController();
    const { signal } = controller;
    const stop = () => controller.abort(new Error('enough'));
    const running = conformalCV(estimator, X, y, { signal, onProgress: stop });
    await expect(running).rejects.toThrow('enough');
  });

  it('covers new rows about as often as it says', async () => {
    const runs = 400;
    let covered = 0;
    for (let k = 0; k < runs; k++) {
      const data = draw(5000 + k, { n: 20, p: 3, active: 2 });
      const options = { folds: 4, coverage: 0.8, seed: k };
      const band = await conformalCV(estimator, data.X.slice(1), data.y.slice(1), options);
      const { lower, upper } = band.interval(data.X.slice(0, 1));
      covered += Number(lower[0]! <= data.y[0]! && data.y[0]! <= upper[0]!);
    }
    // Proven is 1 − 2 · 0.2 less a little; typical is 0.8. Four binomial standard deviations.
    expect(covered / runs).toBeGreaterThan(0.8 - 4 * Math.sqrt((0.8 * 0.2) / runs));
    expect(covered / runs).toBeLessThan(0.98);
  });
});

/** Learns the share of each class, and of each class at each value of the first cell. */
const counter = {
  async fit(rows: MatrixLike, labels: ResponseLike) {
    const { data } = rows as { data: Float64Array };
    const seen = Array.from(labels as Label[], (label, i) => ({ label, at: data[i]! }));
    const classes = [...new Set(seen.map(({ label }) => label))].sort();
    const share = (at: number, label: Label) => {
      const here = seen.filter((each) => each.at === at);
      return (
        (here.filter((each) => each.label === label).length + 1) / (here.length + classes.length)
      );
    };
    const cells = (given: MatrixLike) => {
      if (Array.isArray(given)) return given.map((row) => row[0] as number);
      const view = given as { data: Float64Array; rows: number };
      return Array.from(view.data.slice(0, view.rows));
    };
    return {
      classes,
      predict: (given: MatrixLike) => cells(given).map(() => classes[0]!),
      predictProba: (given: MatrixLike) => {
        const table = cells(given).map((at) => classes.map((label) => share(at, label)));
        const data = Float64Array.from(table.flat());
        return Matrix.wrap({ data, rows: table.length, cols: classes.length });
      },
    };
  },
};

describe('CV+ sets', () => {
  const { below, uniform } = random(31);
  const rows = Array.from({ length: 40 }, () => [below(3)]);
  const labels = rows.map(([at]) => (uniform() < 0.6 ? 'abc'[at!]! : 'abc'[below(3)]!));

  it.each(['lac', 'aps'] as const)('hold the classes of the definition, %s', async (score) => {
    const fold = Int32Array.from(rows, (_, i) => i % 4);
    const options = { folds: fold, score, coverage: 0.7 };
    const band = await conformalCV<Label>(counter, rows, labels, options);
    const models = await Promise.all(
      [0, 1, 2, 3].map((f) => {
        const others = rows.flatMap((_, i) => (fold[i] === f ? [] : [i]));
        const data = Float64Array.from(others, (i) => rows[i]![0]!);
        const view = { data, rows: data.length, cols: 1 };
        return counter.fit(
          view,
          others.map((i) => labels[i]!),
        );
      }),
    );
    const scoreOf = (f: number, row: number[], label: Label) => {
      const p = Array.from(models[f]!.predictProba([row]).row(0));
      const own = p[models[f]!.classes.indexOf(label)]!;
      return score === 'lac' ? 1 - own : p.filter((v) => v >= own).reduce((a, b) => a + b);
    };
    const expected = [[0], [1], [2], [9]].map((row) =>
      ['a', 'b', 'c'].filter((label) => {
        const beaten = rows.filter(
          (own, i) => scoreOf(fold[i]!, own, labels[i]!) < scoreOf(fold[i]!, row, label),
        );
        return beaten.length < 0.7 * 41;
      }),
    );
    expect(band.predictSet([[0], [1], [2], [9]])).toEqual(expected);
  });

  it('take a class that a fold never saw as one of probability 0', async () => {
    const fold = Int32Array.from(rows, (_, i) => i % 4);
    const rare = labels.map((label, i) => (i === 0 ? 'z' : label));
    const band = await conformalCV<Label>(counter, rows, rare, { folds: fold, coverage: 0.5 });
    const sets = band.predictSet([[0], [1]]);
    expect(sets.flat()).not.toContain('z');
    const all = await conformalCV<Label>(counter, rows, rare, { folds: fold, coverage: 0.99 });
    expect(all.predictSet([[0]])[0]!.toSorted()).toEqual(['a', 'b', 'c', 'z']);
  });
});

describe('conformalCV refuses', () => {
  it('what it cannot use', async () => {
    const call = (options: object, target: unknown = y, by: unknown = estimator) =>
      conformalCV(by as Ridge, X, target as number[], options);
    await expect(call({ coverage: 1 })).rejects.toThrow(
      'conformalCV: coverage must lie strictly between 0 and 1, got 1',
    );
    await expect(call({ score: 'x' })).rejects.toThrow(
      `conformalCV: score must be 'lac' or 'aps', got "x"`,
    );
    await expect(call({}, y, {})).rejects.toThrow('conformalCV: estimator must have a method fit');
    await expect(call({ fold: 3 })).rejects.toThrow('unknown option fold; did you mean folds?');
    await expect(call({}, y.slice(1))).rejects.toThrow('conformalCV: y must have length 31');
    await expect(call({ folds: 40 })).rejects.toThrow('folds: k must be at most 31');
    await expect(call({ folds: { kind: 'holdout' } })).rejects.toThrow(
      'conformalCV: folds must test every row once and train on all others, got "other splits"',
    );
    const constant = { fit: async () => ({ predict: () => new Float64Array(31) }) };
    await expect(call({ folds: 2 }, y.map(String), constant)).rejects.toThrow(
      'conformalCV: y must hold numbers for a model that predicts numbers, got "',
    );
    await expect(call({ folds: 2 }, y, constant)).rejects.toThrow(
      'conformalCV: model.predict(X) must have length',
    );
  });
});
