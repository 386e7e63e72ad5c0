import { describe, expect, it } from 'vitest';
import { Lasso } from '../../../src/index.ts';
import { stabilitySelection } from '../../../src/select/inference/index.ts';
import { sparseOf } from '../../support/byHand.ts';
import { draw } from './data.ts';

describe('stability selection refuses', () => {
  const { X, y } = draw(1, { n: 10, p: 5 });
  const where = 'stabilitySelection: ';
  const bad: [string, object, string][] = [
    ['no pairs', { pairs: 0 }, 'pairs must be an integer >= 1, got 0'],
    ['a cutoff of a half', { cutoff: 0.5 }, 'cutoff must lie in (0.5, 1], got 0.5'],
    ['a bound of 0', { pfer: 0 }, 'pfer must be a finite number > 0, got 0'],
    ['half a feature', { maxSelected: 0.5 }, 'maxSelected must be an integer >= 1, got 0.5'],
    ['an unknown base', { base: 'cv' }, `base must be 'path' or 'lambda', got "cv"`],
    [
      'an unknown assumption',
      { assumption: 'r' },
      `assumption must be 'unimodal' or 'none', got "r"`,
    ],
    [
      'all three',
      { cutoff: 0.8, pfer: 1, maxSelected: 2 },
      'options must hold at most two of cutoff, pfer and maxSelected, got "all three"',
    ],
    [
      'a number of features where λ decides',
      { base: 'lambda', maxSelected: 2 },
      "maxSelected must be left out with base 'lambda', got 2; λ decides there",
    ],
    [
      'cutoff and bound where λ decides',
      { base: 'lambda', cutoff: 0.8, pfer: 1 },
      `options must hold one of cutoff and pfer with base 'lambda', got "both"`,
    ],
    [
      'more features than columns',
      { maxSelected: 6 },
      'maxSelected must be at most 5 (the columns of X), got 6',
    ],
    [
      'a bound that no feature meets',
      { pfer: 0.01 },
      'pfer must be at least 0.20408163265306123 for cutoff 0.75 and 5 columns, got 0.01',
    ],
    [
      'a bound that no cutoff meets',
      { pfer: 0.01, maxSelected: 5, pairs: 2 },
      'pfer must be at least 5 where 5 of 5 columns are selected per half sample, got 0.01; ' +
        'select fewer, or use more pairs',
    ],
    ['weights of other rows', { weights: [1] }, 'weights must have length 10 (one per row of X)'],
    ['an unknown option', { cutof: 0.8 }, 'unknown option cutof; did you mean cutoff?'],
    ['no signal', { signal: 3 }, 'signal must be an AbortSignal, got 3'],
  ];

  it.each(bad)('%s', async (_, options, message) => {
    await expect(stabilitySelection(new Lasso(), X, y, options)).rejects.toThrow(where + message);
  });

  it('estimators, X and y that are none', async () => {
    const call = (estimator: unknown, x: unknown, target: unknown, options = {}) =>
      stabilitySelection(estimator as Lasso, x as number[][], target as number[], options);
    const expected = 'estimator must be an estimator such as new Lasso(), got undefined';
    await expect(call(undefined, X, y)).rejects.toThrow(where + expected);
    const lambda = { base: 'lambda' };
    await expect(call({}, X, y, lambda)).rejects.toThrow('estimator must have a method fit');
    await expect(call(new Lasso(), 3, y)).rejects.toThrow(`${where}X must be a matrix, got 3`);
    const short = `${where}y must have length 10 (one per row of X), got 2`;
    await expect(call(new Lasso(), X, [1, 2])).rejects.toThrow(short);
    const missing = `${where}y must be an array of numbers or labels, got undefined`;
    await expect(call(new Lasso(), X, undefined)).rejects.toThrow(missing);
    const none = `${where}y must hold at least one value, got 0`;
    await expect(call(new Lasso(), X, [])).rejects.toThrow(none);
    const mixed = `${where}y[1] must be a number like y[0], got "a"`;
    await expect(call(new Lasso(), X, [1, 'a'])).rejects.toThrow(mixed);
    const kind = `${where}y[0] must be a number or a label, got null`;
    await expect(call(new Lasso(), X, [null, 1])).rejects.toThrow(kind);
    const infinite = `${where}y[1] must be finite, got Infinity`;
    await expect(call(new Lasso(), X, [1, Infinity])).rejects.toThrow(infinite);
    const few = `${where}X must have at least four rows, got 3`;
    await expect(call(new Lasso(), X.slice(0, 3), [1, 2, 3])).rejects.toThrow(few);
    const flat = `${where}X must have at least one column, got 0`;
    await expect(call(new Lasso(), [[], []], [1, 2])).rejects.toThrow(flat);
    const single = `${where}X must have at least two rows, got 1`;
    await expect(call(new Lasso(), [[1]], [1])).rejects.toThrow(single);
  });

  it('cells that are no numbers, by row and column, dense and sparse', async () => {
    const holed = X.map((row) => [...row]);
    holed[2]![3] = Number.NaN;
    const message = `${where}X must be finite, row 2, column 3, got NaN`;
    await expect(stabilitySelection(new Lasso(), holed, y)).rejects.toThrow(message);
    await expect(stabilitySelection(new Lasso(), sparseOf(holed), y)).rejects.toThrow(message);
  });

  it('no missing cells where the estimator fills them', async () => {
    const holed = X.map((row) => [...row]);
    holed[2]![3] = Number.NaN;
    const filling = new Lasso({ impute: 'mean' });
    const { frequency } = await stabilitySelection(filling, holed, y, { maxSelected: 1, pairs: 2 });
    expect(frequency.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });
});
