/** What the report refuses, and what it says about the settings of a fit. */
import { describe, expect, it } from 'vitest';
import {
  type ReportOptions,
  type ReportSettings,
  renderReport,
  reportInput,
} from '../../src/report/index.ts';
import { fitWords } from '../../src/report/section/fitWords.ts';
import { handMade, likeResult } from './inputs.ts';

const input = handMade(3, 3);
const cv = likeResult(input);
const y = [1, 2, 3, 4];

describe('reportInput', () => {
  it('gathers what the result and the caller know, without copies', () => {
    const { outOfFold, ...rest } = reportInput(cv, {
      y,
      title: 'Made by hand',
      dataName: 'd.csv',
      modelName: 'm.json',
    });
    const { outOfFold: tested, ...others } = input;
    const { settings } = cv.model;
    expect(rest).toEqual({ ...others, model: { ...others.model, settings } });
    expect(rest.model.coefficients).toBe(input.model.coefficients);
    expect(Array.from(outOfFold.observed)).toEqual(Array.from(tested.observed));
  });

  it('leaves out the rows that no fold has tested', () => {
    const oof = { data: Float64Array.of(1, Number.NaN, 3, 4), rows: 4, cols: 1 };
    const { outOfFold, rows } = reportInput({ ...cv, oof }, { y, weights: [1, 2, 3, 4] });
    expect(rows).toBe(4);
    expect(Array.from(outOfFold.observed)).toEqual([1, 3, 4]);
    expect(Array.from(outOfFold.weights)).toEqual([1, 3, 4]);
  });

  it.each<[string, unknown, new () => Error, RegExp]>([
    ['an unknown option', { y, tittle: 'a' }, TypeError, /^report: .*tittle.*title/s],
    ['no y', {}, TypeError, /^report: y must be an array of numbers, got undefined$/],
    [
      'a short y',
      { y: [1] },
      RangeError,
      /^report: y must have length 4 \(one per row of cv\.oof\), got 1$/,
    ],
    [
      'short weights',
      { y, weights: [1] },
      RangeError,
      /^report: weights must have length 4 \(one per row\), got 1$/,
    ],
    [
      'X of other columns',
      { y, X: { data: new Float64Array(8), rows: 4, cols: 2 } },
      RangeError,
      /^report: X must have 3 columns, one per coefficient, got 2$/,
    ],
    [
      'X of other rows',
      { y, X: { data: new Float64Array(6), rows: 2, cols: 3 } },
      RangeError,
      /^report: X must have 4 rows, one per value of y, got 2$/,
    ],
  ])('refuses %s', async (_, options, kind, message) => {
    const refused = renderReport(cv, options as ReportOptions);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(kind);
  });
});

describe('the settings of a fit', () => {
  const wordsOf = (settings: ReportSettings, hasWeights = false) =>
    Object.fromEntries(fitWords({ ...input, hasWeights, model: { ...input.model, settings } }));

  it('are those that are known', () => {
    expect(wordsOf({})).toEqual({ 'Row weights': 'all equal' });
    expect(wordsOf({ standardize: false, hasIntercept: false }, true)).toEqual({
      Standardized: 'no: the penalty sees features as they are',
      Intercept: 'none',
      'Row weights': 'as given',
    });
  });

  it('name factors, limits and filled cells only where there are any', () => {
    const none = new Float64Array(3);
    const plain = { penaltyFactor: none.map(() => 1), fills: none.map(() => Number.NaN) };
    const limits = { lower: none.map(() => -Infinity), upper: none.map(() => Infinity) };
    expect(wordsOf({ ...plain, ...limits })).toEqual({ 'Row weights': 'all equal' });
    expect(wordsOf({ fills: Float64Array.of(Number.NaN, 0, 2) })['Missing cells']).toBe(
      'filled in 2 features',
    );
    const penaltyFactor = Float64Array.of(0, Infinity, 2, 1);
    expect(wordsOf({ penaltyFactor })['Penalty factors']).toBe(
      '1 feature without penalty, 1 feature excluded, 1 feature with a factor other than 1',
    );
  });

  it('say of limits whether they fix the sign', () => {
    const [low, high] = [
      Float64Array.of(-Infinity, -Infinity),
      Float64Array.of(Infinity, Infinity),
    ];
    const zero = new Float64Array(2);
    const words = (lower: Float64Array, upper: Float64Array) =>
      wordsOf({ lower, upper })['Limits of coefficients'];
    expect(words(zero, high)).toBe('none is negative');
    expect(words(low, zero)).toBe('none is positive');
    expect(words(Float64Array.of(0, -Infinity), high)).toBe('1 from below, 0 from above');
    expect(words(Float64Array.of(-1, 0), Float64Array.of(1, Infinity))).toBe(
      '2 from below, 1 from above',
    );
  });
});
