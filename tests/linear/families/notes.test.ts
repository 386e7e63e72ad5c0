/** Fits without a penalty that have no optimum, or many: they end, and say so. */
import { describe, expect, test } from 'vitest';
import { dependentColumns } from '../../../src/linear/dependence.ts';
import {
  type FittedModel,
  GLM,
  Lasso,
  LogisticRegression,
  path,
} from '../../../src/linear/index.ts';
import { random } from '../../support/random.ts';

const N = 60;
const draw = random(4);
const X = Array.from({ length: N }, () => [draw.normal(), draw.normal(), draw.normal()]);
const separate = X.map((x) => (x[0]! + x[1]! > 0 ? 'b' : 'a'));
const mixed = X.map((x) => (x[0]! + 2 * draw.normal() > 0 ? 'b' : 'a'));

const ENDLESS = 'without a penalty their coefficients grow without bound; use lambda > 0';
const MANY = 'without a penalty their coefficients are not unique';

describe('separated classes without a penalty', () => {
  const three = X.map((x) => (x[0]! > 0.5 ? 'c' : x[0]! < -0.5 ? 'a' : 'b'));
  const separated = `the classes are separated by the columns: ${ENDLESS}`;

  test.each([
    ['two classes', separate],
    ['three classes', three],
  ])('end with %s, are not certified, and say why; so does verify', (_, y) => {
    const model = new LogisticRegression({ lambda: 0 }).fitSync(X, y);
    expect(model.certificate.ok).toBe(false);
    expect(model.certificate.advice).toBe(separated);
    expect(model.notes).toContain(separated);
    expect(model.summary()).toContain(separated);
    expect(Array.from(model.coef).every(Number.isFinite)).toBe(true);
    expect(model.predict(X)).toEqual(y);
    const own = model.verify(X, y);
    expect([own.ok, own.advice]).toEqual([false, separated]);
  });

  test('are certified with a penalty, and nothing is said', () => {
    const model = new LogisticRegression({ lambda: 0.01 }).fitSync(X, separate);
    expect(model.certificate.ok).toBe(true);
    expect(model.notes).toEqual([]);
    expect(model.verify(X, separate).ok).toBe(true);
  });

  test('are seen through the columns of penalty factor 0 alone', () => {
    const factors = { penaltyFactor: [0, 0, 1] };
    const model = new LogisticRegression({ lambda: 0.1 }).fitSync(X, separate, factors);
    expect(model.certificate.advice).toBe(separated);
    const third = { penaltyFactor: [1, 1, 0] };
    const other = new LogisticRegression({ lambda: 0.1 }).fitSync(X, separate, third);
    expect([other.certificate.ok, other.notes]).toEqual([true, []]);
  });

  test('are said of λ = 0 alone along a path', async () => {
    const lambdas = [0.1, 0.01, 0];
    const found = await path(new LogisticRegression(), X, separate, { lambdas });
    expect([0, 1, 2].map((k) => found.model(k).notes)).toEqual([[], [], [separated]]);
  });

  test('are found with shares of 0 and 1, and not where some row is shared', () => {
    const shares = separate.map((label) => Number(label === 'b'));
    const model = new GLM({ family: 'binomial', lambda: 0 }).fitSync(X, [...shares]);
    expect(model.notes).toContain(separated);
    const some = shares.map((share, i) => (i === 7 ? 0.75 : i === 8 ? 0.25 : share));
    const shared = new GLM({ family: 'binomial', lambda: 0 }).fitSync(X, some);
    expect(shared.notes.join()).not.toContain('separated');
  });

  test('are suspected where a column tells some rows apart', () => {
    const step = X.map((x) => [x[0]!, x[1]!, Number(x[2]! > 0.8)]);
    const y = mixed.map((label, i) => (step[i]![2] === 1 ? 'b' : label));
    const apart = step.filter((row) => row[2] === 1).length;
    const model = new LogisticRegression({ lambda: 0 }).fitSync(step, y);
    expect(apart).toBeGreaterThan(2);
    expect(model.notes).toEqual([
      `${apart} rows are classified all but certainly: coefficients without a penalty may grow ` +
        'without bound; compare lambda > 0',
    ]);
  });

  test('are not suspected in data that overlap', () => {
    const model = new LogisticRegression({ lambda: 0, tol: 1e-10 }).fitSync(X, mixed);
    expect(model.certificate.ok).toBe(true);
    expect(model.notes).toEqual([]);
  });
});

describe('other families without a penalty', () => {
  test('survival times in the order of a column have no optimum', () => {
    const y = { time: X.map((x) => 50 - 5 * x[0]!), event: X.map(() => 1) };
    const model = new GLM({ family: 'cox', lambda: 0 }).fitSync(X, y);
    const why = `the columns order all events: ${ENDLESS}`;
    expect([model.certificate.ok, model.notes]).toEqual([false, [why]]);
    expect(model.verify(X, y).advice).toBe(why);
    const swapped = { ...y, time: y.time.map((t, i) => (i === 5 ? 90 : t)) };
    expect(new GLM({ family: 'cox', lambda: 0 }).fitSync(X, swapped).notes).toEqual([]);
  });

  test('counts that are 0 throughout a group are suspected', () => {
    const group = X.map((x) => [Number(x[0]! > 0), x[1]!]);
    const y = group.map((row, i) => (row[0] === 1 ? i % 4 : 0));
    const model = new GLM({ family: 'poisson', lambda: 0 }).fitSync(group, y);
    const zeros = group.filter((row) => row[0] === 0).length;
    expect(model.notes).toEqual([
      `${zeros} rows with y = 0 have means next to 0: coefficients without a penalty may grow ` +
        'without bound; compare lambda > 0',
    ]);
  });
});

describe('columns that depend on each other', () => {
  const wide = X.map((x) => [...x, x[0]! - 2 * x[1]! + 3, 7 * x[2]!]);
  const notes = [
    `columns x0, x1, x3 depend on each other: ${MANY}`,
    `columns x2, x4 depend on each other: ${MANY}`,
  ];

  test.each<[string, (lambda: number) => FittedModel]>([
    [
      'a lasso',
      (lambda) =>
        new Lasso({ lambda }).fitSync(
          wide,
          X.map((x) => x[0]! + x[2]!),
        ),
    ],
    ['a logistic regression', (lambda) => new LogisticRegression({ lambda }).fitSync(wide, mixed)],
  ])('are named by %s without a penalty, and not with one', (_, at) => {
    expect(at(0).notes).toEqual(notes);
    expect(at(0.01).notes).toEqual([]);
  });

  test('are counted where they exceed the rows', () => {
    const rows = Array.from({ length: 6 }, () => Array.from({ length: 9 }, () => draw.normal()));
    const model = new GLM({ family: 'poisson', lambda: 0 }).fitSync(rows, [1, 3, 2, 2, 1, 4]);
    expect(model.notes).toEqual([
      '9 columns without a penalty exceed the rows: their coefficients are not unique',
    ]);
  });

  test('are found by their positions, with every part and no other', () => {
    const a = Float64Array.of(1, 2, 0, 1);
    const b = Float64Array.of(0, 1, 1, 3);
    const c = Float64Array.of(5, 0, 1, 0);
    const sum = a.map((value, i) => 2 * value - c[i]!);
    const columns = [a, b, c, sum, b.map((value) => -4 * value)];
    expect(dependentColumns(5, (k) => columns[k]!.slice())).toEqual([
      [0, 2, 3],
      [1, 4],
    ]);
    expect(dependentColumns(3, (k) => columns[k]!.slice())).toEqual([]);
  });
});
