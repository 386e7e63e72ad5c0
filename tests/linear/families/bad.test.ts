/** Responses that no family can be fitted to: an error that names the row, the value and the rule. */
import { describe, expect, test } from 'vitest';
import {
  type FamilyChoice,
  GLM,
  LogisticRegression,
  type ResponseLike,
} from '../../../src/linear/index.ts';

const N = 12;
const X = Array.from({ length: N }, (_, i) => [Math.sin(7 * i), Math.cos(3 * i)]);
const counts = Array.from({ length: N }, (_, i) => 1 + (i % 4));
const labels = Array.from({ length: N }, (_, i) => (i % 3 > 0 ? 'yes' : 'no'));
const time = Array.from({ length: N }, (_, i) => 1 + i);
const event = Array.from({ length: N }, (_, i) => i % 2);

const put = <T>(values: readonly T[], at: number, value: unknown) =>
  values.map((old, i) => (i === at ? value : old)) as T[];

function message(family: FamilyChoice, y: unknown, rows = X): string {
  const model = new GLM({ family, lambda: 0.1 });
  try {
    model.fitSync(rows, y as ResponseLike);
  } catch (error) {
    expect(error).toSatisfy((e) => e instanceof RangeError || e instanceof TypeError);
    return (error as Error).message;
  }
  return 'no error';
}

type Case = [family: FamilyChoice, what: string, y: unknown, message: string];

const CASES: Case[] = [
  [
    'poisson',
    'a negative count',
    put(counts, 3, -1),
    'y[3] must be >= 0 for family poisson, got -1',
  ],
  [
    'poisson',
    'zeros alone',
    counts.map(() => 0),
    'y must hold a value > 0 for family poisson, got 0; all are 0',
  ],
  ['gamma', 'a zero', put(counts, 5, 0), 'y[5] must be > 0 for family gamma, got 0'],
  [
    { name: 'tweedie', power: 1.5 },
    'a negative amount',
    put(counts, 0, -0.5),
    'y[0] must be >= 0 for family tweedie, got -0.5',
  ],
  [
    { name: 'negativeBinomial', theta: 2 },
    'a negative count',
    put(counts, 11, -2),
    'y[11] must be >= 0 for family negativeBinomial, got -2',
  ],
  ['poisson', 'NaN', put(counts, 2, Number.NaN), 'y[2] must be finite, got NaN'],
  ['huber', 'infinity', put(counts, 2, Infinity), 'y[2] must be finite, got Infinity'],
  ['quantile', 'text', put(counts, 2, 'two'), 'y[2] must be a number, got "two"'],
  [
    'poisson',
    'too few values',
    counts.slice(1),
    'y must have length 12 (one per row of X), got 11',
  ],
  [
    'binomial',
    'one class',
    labels.map(() => 'yes'),
    'y must hold at least two classes, got 1; only "yes"',
  ],
  [
    'binomial',
    'three classes',
    put(labels, 4, 'perhaps'),
    "y must hold 2 classes, got 3; use family: 'multinomial'",
  ],
  [
    'binomial',
    'a share above 1',
    put(
      counts.map(() => 0.5),
      6,
      1.5,
    ),
    'y[6] must lie in [0, 1] as a share, got 1.5',
  ],
  [
    'binomial',
    'labels of two types',
    put(labels, 7, true),
    'y[7] must be a string like y[0], got true',
  ],
  ['binomial', 'a label that is NaN', put(counts, 1, Number.NaN), 'y[1] must be finite, got NaN'],
  [
    'binomial',
    'too few labels',
    labels.slice(2),
    'y must have length 12 (one per row of X), got 10',
  ],
  [
    'binomial',
    'negative counts of classes',
    put(
      counts.map((c) => [c, 1]),
      8,
      [2, -1],
    ),
    'y[8] must hold finite counts >= 0, got -1',
  ],
  [
    'binomial',
    'three columns of counts',
    counts.map((c) => [c, 1, 1]),
    'y must have 2 columns of counts, one per class, got 3',
  ],
  [
    'multinomial',
    'one class',
    labels.map(() => 'yes'),
    'y must hold at least two classes, got 1; only "yes"',
  ],
  ['squaredHinge', 'shares', counts.map((c) => c / 5), 'y[0] must be 0 or 1, got 0.2'],
  [
    'cox',
    'a negative time',
    { time: put(time, 9, -3), event },
    'y.time[9] must be a finite number >= 0, got -3',
  ],
  [
    'cox',
    'an infinite time',
    { time: put(time, 9, Infinity), event },
    'y.time[9] must be a finite number >= 0, got Infinity',
  ],
  [
    'cox',
    'an event that is 2',
    { time, event: put(event, 4, 2) },
    'y.event[4] must be 0 or 1, false or true, got 2',
  ],
  [
    'cox',
    'no event',
    { time, event: event.map(() => 0) },
    'y.event must hold at least one event, got 0',
  ],
  [
    'cox',
    'too few times',
    { time: time.slice(1), event },
    'y.time must have length 12 (one per row of X), got 11',
  ],
  [
    'cox',
    'a plain vector',
    time,
    'y must be { time, event }, an array of those, or a matrix of two columns, got an array of length 12',
  ],
  [
    'multigaussian',
    'a vector',
    counts,
    'y must be a dense matrix of n rows, one column per response, got an array of length 12',
  ],
  [
    'multigaussian',
    'NaN',
    put(
      counts.map((c) => [c, c]),
      3,
      [1, Number.NaN],
    ),
    'y[3] must be finite in column 1, got NaN',
  ],
  [
    'multigaussian',
    'too few rows',
    counts.slice(1).map((c) => [c, c]),
    'y must have 12 rows like X, got 11',
  ],
];

describe('a response is refused by name', () => {
  test.each(CASES)('%o: %s', (family, _, y, expected) => {
    expect(message(family, y)).toContain(`GLM.fit: ${expected}`);
  });

  test('with fewer than two rows', () => {
    expect(message('poisson', [1], [X[0]!])).toBe('GLM.fit: X must have at least two rows, got 1');
  });

  test('with one class left by the weights', () => {
    const weights = labels.map((label) => Number(label === 'yes'));
    const fit = () => new LogisticRegression({ lambda: 0.1 }).fitSync(X, labels, { weights });
    expect(fit).toThrow('y must hold rows of class "no" with positive weight, got 0');
  });

  test('with class weights of unknown classes, or below 0', () => {
    const weighted = (classWeight: Record<string, number>) => () =>
      new LogisticRegression({ lambda: 0.1, classWeight }).fitSync(X, labels);
    expect(weighted({ yess: 2 })).toThrow('unknown option yess; did you mean yes?');
    expect(weighted({ yes: -2 })).toThrow('classWeight[yes] must be a finite number >= 0, got -2');
    expect(() =>
      new LogisticRegression({ lambda: 0.1, classWeight: 'even' as 'balanced' }).fitSync(X, labels),
    ).toThrow('classWeight must be \'balanced\' or a weight per class, got "even"');
  });

  test('with an offset of the wrong length', () => {
    const fit = () =>
      new GLM({ family: 'poisson', lambda: 0.1 }).fitSync(X, counts, { offset: [1, 2] });
    expect(fit).toThrow('offset must have length 12 (one per row of X), got 2');
  });
});

describe('a family is refused by name', () => {
  test.each([
    ['poison', 'GLM: family must be one of'],
    [{ name: 'tweedie', power: 3 }, 'tweedie: power must lie strictly between 1 and 2, got 3'],
    [{ name: 'quantile', tau: 1 }, 'quantile: tau must lie strictly between 0 and 1, got 1'],
    [{ name: 'huber', delta: 0 }, 'huber: delta must be a finite number > 0, got 0'],
    [
      { name: 'negativeBinomial', theta: -1 },
      'negativeBinomial: theta must be a finite number > 0, got -1',
    ],
    [{ name: 'cox', ties: 'exact' }, "cox: ties must be 'breslow' or 'efron', got \"exact\""],
    [{ name: 'poisson', power: 2 }, 'GLM: unknown option power'],
    [7, "GLM: family must be a name such as 'poisson' or { name, … }, got 7"],
  ])('%o', (family, expected) => {
    expect(() => new GLM({ family: family as FamilyChoice })).toThrow(expected);
  });

  test('with an intercept, where the baseline hazard is one', () => {
    const model = new GLM({ family: 'cox', lambda: 0.1, intercept: true });
    expect(() => model.fitSync(X, { time, event })).toThrow(
      'intercept must be false for family cox, got true; the baseline hazard is one',
    );
  });
});

describe('verification refuses', () => {
  const model = new LogisticRegression({ lambda: 0.05 }).fitSync(X, labels);

  test('a class that was not trained', () => {
    expect(() => model.verify(X, put(labels, 5, 'maybe'))).toThrow(
      'verify: y[5] must be one of the classes no, yes, got "maybe"',
    );
  });

  test('another number of columns, or of rows', () => {
    expect(() =>
      model.verify(
        X.map((row) => row.slice(1)),
        labels,
      ),
    ).toThrow('verify: X must have 2 columns like the training data, got 1');
    expect(() => model.verify(X.slice(1), labels)).toThrow('verify: y must have length 11');
  });

  test('classes of margins asked for probabilities', () => {
    const machine = new GLM({ family: 'squaredHinge', lambda: 0.05 }).fitSync(X, labels);
    expect(() => machine.predictProba(X)).toThrow('must be of a family with probabilities');
  });
});
