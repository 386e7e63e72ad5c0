import { describe, expect, it } from 'vitest';
import { type Label, Lasso, Matrix } from '../../../src/index.ts';
import type { PredictOptions } from '../../../src/linear/index.ts';
import { coverageRank } from '../../../src/select/inference/conformal/coverageRank.ts';
import { conformal } from '../../../src/select/inference/index.ts';
import { random } from '../../support/random.ts';
import { draw } from './data.ts';

/** A model of numbers that predicts the first cell of a row. */
const first = {
  predict: (X: unknown, { offset }: PredictOptions = {}) =>
    Float64Array.from(
      X as number[][],
      (row, i) => row[0]! + ((offset as number[] | undefined)?.[i] ?? 0),
    ),
};

/** A classifier whose probabilities are the cells of X. */
function reader<L extends Label>(classes: L[]) {
  return {
    classes,
    predict: (X: unknown) => (X as number[][]).map(() => classes[0]!),
    predictProba: (X: unknown) => {
      const rows = X as number[][];
      const data = Float64Array.from(rows.flat());
      return Matrix.wrap({ data, rows: rows.length, cols: classes.length });
    },
  };
}

/** Probabilities of `classes` classes per row. */
function proportions(seed: number, rows: number, classes: number): number[][] {
  const { uniform } = random(seed);
  return Array.from({ length: rows }, () => {
    const row = Array.from({ length: classes }, () => uniform() ** 3);
    const sum = row.reduce((a, b) => a + b);
    return row.map((v) => v / sum);
  });
}

describe('the rank that covers', () => {
  it('is ⌈(n + 1) coverage⌉ for decimal coverages', () => {
    for (let percent = 1; percent < 100; percent++) {
      const sizes = Array.from({ length: 400 }, (_, k) => k + 1);
      const exact = sizes.map((n) => Math.floor(((n + 1) * percent + 99) / 100));
      expect(sizes.map((n) => coverageRank(n, percent / 100))).toEqual(exact);
    }
  });
});

describe('a split interval', () => {
  it('is the prediction and the residual of that rank on both sides', () => {
    const { normal } = random(3);
    for (const n of [9, 10, 19, 20, 57, 100]) {
      const X = Array.from({ length: n }, () => [normal()]);
      const y = X.map(([x]) => x! + normal());
      const band = conformal(first, X, y, { coverage: 0.9 });
      const sorted = y.map((v, i) => Math.abs(v - X[i]![0]!)).sort((a, b) => a - b);
      const half = sorted[Math.ceil((n + 1) * 0.9) - 1]!;
      const { lower, upper } = band.interval([[1], [-2]]);
      expect(Array.from(lower)).toEqual([1 - half, -2 - half]);
      expect(Array.from(upper)).toEqual([1 + half, -2 + half]);
      expect([band.n, band.coverage]).toEqual([n, 0.9]);
    }
  });

  it('is unbounded where the rows are too few', () => {
    const X = Array.from({ length: 8 }, (_, i) => [i]);
    const { lower, upper } = conformal(
      first,
      X,
      X.map(([x]) => x!),
    ).interval([[0]]);
    expect([lower[0], upper[0]]).toEqual([-Infinity, Infinity]);
  });

  it('knows the offset of the calibration rows and of new ones', () => {
    const X = Array.from({ length: 19 }, (_, i) => [i]);
    const y = X.map(([x]) => x! + 100);
    const offset = y.map(() => 99);
    const band = conformal(first, X, y, { offset });
    const { lower, upper } = band.interval([[5]], { offset: [20] });
    expect([lower[0], upper[0]]).toEqual([24, 26]);
  });

  it('covers new rows as often as it says, whatever the model', () => {
    const { normal, uniform } = random(8);
    let covered = 0;
    const draws = 4000;
    for (let k = 0; k < draws; k++) {
      const point = () => [normal()];
      const outcome = ([x]: number[]) => x! * x! + (1 + x! * x!) * uniform();
      const X = Array.from({ length: 29 }, point);
      const band = conformal(first, X, X.map(outcome), { coverage: 0.8 });
      const next = point();
      const { lower, upper } = band.interval([next]);
      const y = outcome(next);
      covered += Number(lower[0]! <= y && y <= upper[0]!);
    }
    // 24 of 30 ranks cover: exactly 0.8 without ties. Four binomial standard deviations.
    expect(Math.abs(covered / draws - 0.8)).toBeLessThan(4 * Math.sqrt((0.8 * 0.2) / draws));
  });

  it('surrounds the predictions of a fitted model', () => {
    const { X, y } = draw(2, { n: 60, p: 5, active: 2 });
    const model = new Lasso({ lambda: 0.1 }).fitSync(X.slice(0, 30), y.slice(0, 30));
    const { lower, upper } = conformal(model, X.slice(30), y.slice(30)).interval(X);
    const predicted = model.predict(X);
    for (const [i, value] of predicted.entries()) {
      expect((lower[i]! + upper[i]!) / 2).toBeCloseTo(value, 12);
      expect(upper[i]! - lower[i]!).toBeGreaterThan(0);
    }
  });
});

describe('a set of classes', () => {
  const classes = ['a', 'b', 'c', 'd'];
  const X = proportions(5, 60, 4);
  const { uniform } = random(6);
  const draws = (rows: number[][]) =>
    rows.map((p) => {
      const u = uniform();
      const below = (k: number) => p.slice(0, k + 1).reduce((a, b) => a + b);
      return classes.find((_, k) => u < below(k)) ?? 'd';
    });
  const y = draws(X);
  const fresh = proportions(7, 30, 4);
  const scores = {
    lac: (p: number[], k: number) => 1 - p[k]!,
    aps: (p: number[], k: number) => p.filter((v) => v >= p[k]!).reduce((a, b) => a + b),
  };

  it.each(['lac', 'aps'] as const)('%s holds the classes that score as the truth does', (score) => {
    const f = scores[score];
    const own = X.map((p, i) => f(p, classes.indexOf(y[i]!))).sort((a, b) => a - b);
    const limit = own[Math.ceil(61 * 0.8) - 1]!;
    const expected = fresh.map((p) => classes.filter((_, k) => f(p, k) <= limit));
    const set = conformal(reader(classes), X, y, { coverage: 0.8, score }).predictSet(fresh);
    expect(set).toEqual(expected);
    expect(new Set(set.map((labels) => labels.length)).size).toBeGreaterThan(1);
  });

  it('keeps the kind of the labels, numbers and booleans too', () => {
    const two = proportions(9, 30, 2);
    const set = conformal(reader([true, false]), two, Array(30).fill(true)).predictSet(two);
    expect(new Set(set.flat())).toEqual(new Set([true, false]));
    const ones = conformal(reader([7, 8]), two, Array(30).fill(8)).predictSet(two);
    expect(new Set(ones.flat())).toEqual(new Set([7, 8]));
  });

  it('holds every class where the rows are too few', () => {
    const set = conformal(reader(classes), X.slice(0, 5), y.slice(0, 5)).predictSet(fresh);
    expect(set).toEqual(fresh.map(() => classes));
  });

  it.each(['lac', 'aps'] as const)('%s covers new rows as often as it says', (score) => {
    let covered = 0;
    const runs = 2000;
    for (let k = 0; k < runs; k++) {
      const rows = proportions(10_000 + k, 20, 4);
      const truth = draws(rows);
      // The model errs: it is sure where the truth is not.
      const model = rows.map((p) => p.map((v, j) => (v + Number(j === 0)) / 2));
      const band = conformal(reader(classes), model.slice(1), truth.slice(1), {
        coverage: 0.85,
        score,
      });
      covered += Number(band.predictSet(model.slice(0, 1))[0]!.includes(truth[0]!));
    }
    // At least 17 of 20 ranks cover; four binomial standard deviations.
    const deviation = Math.sqrt((0.85 * 0.15) / runs);
    expect(covered / runs).toBeGreaterThan(0.85 - 4 * deviation);
    expect(covered / runs).toBeLessThan(0.85 + 0.05 + 4 * deviation);
  });
});

describe('conformal refuses', () => {
  const X = [[1], [2]];
  const call = (model: unknown, y: unknown, options: object = {}) =>
    conformal(model as typeof first, X, y as number[], options);

  it('coverages, scores and methods that are none', () => {
    for (const coverage of [0, 1, 1.5, Number.NaN])
      expect(() => call(first, [1, 2], { coverage })).toThrow(
        `conformal: coverage must lie strictly between 0 and 1, got ${coverage}`,
      );
    expect(() => call(first, [1, 2], { score: 'raps' })).toThrow(
      `conformal: score must be 'lac' or 'aps', got "raps"`,
    );
    expect(() => call(first, [1, 2], { method: 'cv+' })).toThrow(
      `conformal: method must be 'split', got "cv+"; conformalCV refits an estimator`,
    );
    expect(() => call(first, [1, 2], { covrage: 0.9 })).toThrow('did you mean coverage?');
  });

  it('models, rows and outcomes that do not go together', () => {
    expect(() => call({}, [1, 2])).toThrow('conformal: model must be a fitted model with predict');
    expect(() => call(first, [1])).toThrow(
      'conformal: y must have length 2 (one per row of X), got 1',
    );
    expect(() => call(first, [])).toThrow('conformal: y must hold at least one row, got 0');
    expect(() => call(first, 3)).toThrow('conformal: y must be an array of numbers or labels');
    expect(() => call(first, [1, Number.NaN])).toThrow('conformal: y[1] must be finite, got NaN');
    expect(() => call(first, ['a', 'b'])).toThrow('conformal: y[0] must be a number, got "a"');
    const words = { predict: () => ['a', 'b'] };
    expect(() => call(words, [1, 2])).toThrow(
      'conformal: model.predict must give numbers, or the model have predictProba, got "a"',
    );
  });

  it('classes that the model does not know', () => {
    const rows = proportions(1, 2, 2);
    const model = reader(['a', 'b']);
    expect(() => conformal(model, rows, ['a', 'c'])).toThrow(
      'conformal: y[1] must be one of the classes of the model, got "c"',
    );
    expect(() => conformal(model, rows, ['a'])).toThrow('conformal: y must have length 2');
  });

  it('intervals of classes and sets of numbers', () => {
    const rows = proportions(1, 2, 2);
    expect(() => conformal(reader(['a', 'b']), rows, ['a', 'b']).interval(rows)).toThrow(
      'interval: model must predict numbers (classes have predictSet), got "a classifier"',
    );
    expect(() => call(first, [1, 2]).predictSet(X)).toThrow(
      'predictSet: model must have predictProba and classes, got "a model of numbers"',
    );
  });
});
