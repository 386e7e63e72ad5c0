/** The forms in which a response may come are different words for the same data. */
import { describe, expect, test } from 'vitest';
import {
  type FittedClassifier,
  GLM,
  type Label,
  LogisticRegression,
  load,
  type ResponseLike,
} from '../../../src/index.ts';
import { readGolden } from '../../reference/golden.ts';
import { relativeDifference } from '../../support/tolerance.ts';
import { PREDICTION, SAME_FIT } from './tolerance.ts';

interface Data {
  X: number[][];
  y: number[];
  weights: number[];
}
const binary = readGolden<Data & { trials: number[]; successes: number[] }>('data/binary.json');
const counts = readGolden<Data & { exposure: number[] }>('data/counts.json');
const classes = readGolden<Data>('data/classes.json');
const tol = 1e-12;
const lambda = 0.02;

/** Same coefficients and intercepts. */
function expectSame(a: FittedClassifier<Label>, b: FittedClassifier<Label>): void {
  expect(relativeDifference(a.coef, b.coef)).toBeLessThanOrEqual(SAME_FIT);
  expect(relativeDifference(a.intercepts, b.intercepts)).toBeLessThanOrEqual(SAME_FIT);
}

describe('labels', () => {
  const { X, y } = binary;
  const base = new LogisticRegression({ lambda, tol }).fitSync(X, y);
  const named: [string, readonly Label[], readonly Label[]][] = [
    ['text', y.map((v) => (v ? 'yes' : 'no')), ['no', 'yes']],
    ['other numbers', y.map((v) => (v ? 30 : -4)), [-4, 30]],
    ['booleans', y.map((v) => v === 1), [false, true]],
  ];

  test.each(named)('of %s come back in their own type', (_, labels, order) => {
    const model = new LogisticRegression({ lambda, tol }).fitSync(X, labels);
    expect(model.classes).toEqual(order);
    expect(Array.from(model.coef)).toEqual(Array.from(base.coef));
    const predicted = model.predict(X);
    expect(predicted).toEqual(base.predict(X).map((v) => order[v as number]));
    const file = load<FittedClassifier>(model.save());
    expect(file.classes).toEqual(order);
    expect(file.predict(X)).toEqual(predicted);
    expect(file.verify(X, labels).ok).toBe(true);
  });

  test('of three classes give the most probable one, whatever their type', () => {
    const { X, y } = classes;
    const letters = y.map((k) => 'cab'[k]!);
    const model = new LogisticRegression({ lambda, tol }).fitSync(X, letters);
    expect(model.classes).toEqual(['a', 'b', 'c']);
    const probabilities = model.predictProba(X);
    const rows = probabilities.toArrays() as number[][];
    model.predict(X).forEach((label, i) => {
      const best = Math.max(...rows[i]!);
      expect(rows[i]![model.classes.indexOf(label as string)]).toBe(best);
      expect(Math.abs(rows[i]!.reduce((a, b) => a + b) - 1)).toBeLessThanOrEqual(PREDICTION);
    });
  });
});

describe('binomial', () => {
  const { X, y, trials, successes, weights } = binary;
  const model = new GLM({ family: 'binomial', lambda, tol });
  const failures = successes.map((s, i) => trials[i]! - s);

  test('counts of failures and successes are rows of weights', () => {
    const counted = model.fitSync(
      X,
      failures.map((f, i) => [f, successes[i]!]),
    );
    const rows = [...X, ...X];
    const labels = [...X.map(() => 0), ...X.map(() => 1)];
    const repeated = model.fitSync(rows, labels, { weights: [...failures, ...successes] });
    expectSame(counted, repeated);
  });

  test('shares with weights are counts', () => {
    const counted = model.fitSync(
      X,
      failures.map((f, i) => [f, successes[i]!]),
    );
    const shares = successes.map((s, i) => s / trials[i]!);
    expectSame(counted, model.fitSync(X, shares, { weights: trials }));
  });

  test('class weights are row weights; balanced ones are n / (K count)', () => {
    const count = y.reduce((a, b) => a + b, 0);
    const balanced = [y.length / (2 * (y.length - count)), y.length / (2 * count)];
    const by = (classWeight: 'balanced' | Record<string, number>) =>
      new GLM({ family: 'binomial', lambda, tol, classWeight }).fitSync(X, y, { weights });
    const rows = (of: readonly number[]) =>
      model.fitSync(X, y, { weights: weights.map((w, i) => w * of[y[i]!]!) });
    expectSame(by('balanced'), rows(balanced));
    expectSame(by({ 1: 3 }), rows([1, 3]));
    expect(by('balanced').verify(X, y, { weights }).ok).toBe(true);
    expect(load<FittedClassifier>(by({ 1: 3 }).save()).verify(X, y, { weights }).ok).toBe(true);
    expect(by({ 1: 3 }).verify(X, y).relative).toBeGreaterThan(1e-6);
  });

  test('equals a multinomial of two classes whose penalty counts both of them', () => {
    // λ(‖w‖₁ + ‖−w‖₁) with w half the log odds is λ times the log odds
    const two = new GLM({ family: 'multinomial', lambda, tol }).fitSync(X, y);
    const one = model.fitSync(X, y);
    const p = X[0]!.length;
    const odds = one.coef.map((_, j) => two.coef[p + j]! - two.coef[j]!);
    expect(relativeDifference(odds, one.coef)).toBeLessThanOrEqual(SAME_FIT);
    const shift = two.intercepts[1]! - two.intercepts[0]!;
    expect(relativeDifference([shift], [one.intercept])).toBeLessThanOrEqual(SAME_FIT);
    expect(Math.abs(two.intercepts[0]! + two.intercepts[1]!)).toBeLessThanOrEqual(PREDICTION);
  });
});

describe('counts', () => {
  const { X, y, exposure } = counts;

  test('with the offset log t are rates with weight t', () => {
    const model = new GLM({ family: 'poisson', lambda, tol, standardize: false });
    const offset = exposure.map(Math.log);
    const shifted = model.fitSync(X, y, { offset });
    // Σ t_i [e^η − (y_i / t_i) η] is the same loss; weights are scaled to mean 1, and λ with them
    const mean = exposure.reduce((a, b) => a + b, 0) / exposure.length;
    const rates = y.map((count, i) => count / exposure[i]!);
    const weighed = model.with({ lambda: lambda / mean }).fitSync(X, rates, { weights: exposure });
    expect(relativeDifference(shifted.coef, weighed.coef)).toBeLessThanOrEqual(SAME_FIT);
    expect(Math.abs(shifted.intercept - weighed.intercept)).toBeLessThanOrEqual(SAME_FIT);
    const means = shifted.predict(X, { offset });
    const expected = weighed.predict(X).map((rate, i) => rate * exposure[i]!);
    expect(relativeDifference(means, expected)).toBeLessThanOrEqual(SAME_FIT);
  });
});

describe('survival times', () => {
  const { X, time, event } = readGolden<{ X: number[][]; time: number[]; event: number[] }>(
    'data/lifetimes.json',
  );

  test('come as columns, records, booleans or a matrix', () => {
    const model = new GLM({ family: 'cox', lambda, tol });
    const base = model.fitSync(X, { time, event });
    const forms: ResponseLike[] = [
      time.map((t, i) => ({ time: t, event: event[i]! })),
      { time: Float64Array.from(time), event: event.map((e) => e === 1) },
      time.map((t, i) => [t, event[i]!]),
    ];
    for (const y of forms)
      expect(Array.from(model.fitSync(X, y).coef)).toEqual(Array.from(base.coef));
    const hazards = base.predictLink(X).map(Math.exp);
    expect(relativeDifference(base.predict(X), hazards)).toBeLessThanOrEqual(PREDICTION);
  });
});
