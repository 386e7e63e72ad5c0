import { describe, expect, it } from 'vitest';
import { resolveFolds, type SplitContext } from '../../src/select/split/index.ts';
import type { Folds } from '../../src/select/types.ts';

const LABELS = ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'];

/** The error of `folds` for 8 rows, unless the context says otherwise. */
function errorOf(folds: unknown, context: Partial<SplitContext> = {}): unknown {
  try {
    return resolveFolds(folds as Folds, { n: 8, ...context });
  } catch (error) {
    return error;
  }
}

function range(message: string): RangeError {
  return new RangeError(`folds: ${message}`);
}

function type(message: string): TypeError {
  return new TypeError(`folds: ${message}`);
}

describe('the number of folds', () => {
  it('is an integer from 2 to the number of rows', () => {
    for (const k of [1, 0, -3, 2.5, Number.NaN, Infinity])
      expect(errorOf(k)).toEqual(range(`k must be an integer >= 2, got ${k}`));
    for (const kind of [
      'kfold',
      'repeated',
      'stratified',
      'group',
      'stratifiedGroup',
      'timeseries',
    ])
      expect(errorOf({ kind, k: 9 })).toEqual(
        range('k must be at most 8 (the number of rows), got 9'),
      );
    expect(errorOf({ kind: 'kfold', k: '5' })).toEqual(range('k must be an integer >= 2, got "5"'));
  });

  it('is 10 by default, also for fewer rows', () => {
    expect(errorOf({ kind: 'kfold' })).toEqual(
      range('k must be at most 8 (the number of rows), got 10'),
    );
    expect(resolveFolds({ kind: 'kfold' }, { n: 10 }).length).toBe(10);
  });
});

it('one row cannot be split', () => {
  for (const folds of [2, { kind: 'loo' }, { kind: 'holdout' }, Int32Array.of(0), [[[0], [0]]]])
    expect(errorOf(folds, { n: 1 })).toEqual(range('X must have at least 2 rows, got 1'));
});

describe('the form of folds', () => {
  const forms =
    'value must be a number, { kind }, an Int32Array of ids or an iterable of { train, test }';

  it('is one of four', () => {
    expect(errorOf('kfold')).toEqual(type(`${forms}, got "kfold"`));
    expect(errorOf(null)).toEqual(type(`${forms}, got null`));
    expect(errorOf({ k: 5 })).toEqual(type(`${forms}, got Object`));
  });

  it('has a known kind', () => {
    const kinds =
      'kind must be one of kfold, stratified, group, stratifiedGroup, timeseries, repeated, loo, holdout';
    expect(errorOf({ kind: 'timeSerie' })).toEqual(
      range(`${kinds}, got "timeSerie"; did you mean timeseries?`),
    );
    expect(errorOf({ kind: 'toString' })).toEqual(range(`${kinds}, got "toString"`));
    expect(errorOf({ kind: undefined })).toEqual(range(`${kinds}, got undefined`));
  });

  it('has known options, and only those that the kind looks at', () => {
    expect(errorOf({ kind: 'kfold', shufle: true })).toEqual(
      type('unknown option shufle; did you mean shuffle?'),
    );
    expect(errorOf({ kind: 'kfold', embargo: 1 })).toEqual(
      range('embargo must be left out of kind "kfold", got 1'),
    );
    expect(errorOf({ kind: 'loo', k: 8 })).toEqual(
      range('k must be left out of kind "loo", got 8'),
    );
    expect(resolveFolds({ kind: 'kfold', k: 2, embargo: undefined }, { n: 8 }).length).toBe(2);
  });
});

describe('groups', () => {
  it('are needed, one per row', () => {
    for (const kind of ['group', 'stratifiedGroup'])
      expect(errorOf({ kind, k: 2 }, { y: LABELS })).toEqual(
        type('groups must be an array with one label per row, got undefined'),
      );
    expect(errorOf({ kind: 'group', k: 2, groups: [1, 2, 3] })).toEqual(
      range('groups must have length 8 (one per row of X), got 3'),
    );
  });

  it('are at least as many as folds', () => {
    expect(errorOf({ kind: 'group', k: 3 }, { groups: LABELS })).toEqual(
      range('groups must hold at least 3 groups (one per fold), got 2'),
    );
  });

  it('are numbers, strings or booleans', () => {
    expect(errorOf({ kind: 'group', k: 2, groups: [1, 2, null, 1, 1, 1, 1, 1] })).toEqual(
      type('groups[2] must be a number, a string or a boolean, got null'),
    );
    expect(errorOf({ kind: 'group', k: 2, groups: [1, Number.NaN, 1, 1, 1, 1, 1, 1] })).toEqual(
      range('groups[1] must be a label, got NaN'),
    );
  });
});

describe('classes', () => {
  const hint = 'a target of many values has no classes: use kind "kfold" or give strata';

  it('are needed, one per row', () => {
    expect(errorOf({ kind: 'stratified', k: 2 })).toEqual(
      type('strata must be an array with one label per row, got undefined'),
    );
    expect(errorOf({ kind: 'stratified', k: 2 }, { y: [1, 2] })).toEqual(
      range('y must have length 8 (one per row of X), got 2'),
    );
    expect(errorOf({ kind: 'stratified', k: 2, strata: 'abab' }, { y: LABELS })).toEqual(
      type('strata must be an array with one label per row, got "abab"'),
    );
  });

  it('have two rows each; fewer rows than folds are fine', () => {
    const strata = [...'aaaaaab'];
    expect(errorOf({ kind: 'stratified', k: 3, strata }, { n: 7 })).toEqual(
      range(`strata must hold at least 2 rows of class "b", got 1; ${hint}`),
    );
    expect(errorOf({ kind: 'stratified', k: 2 }, { y: [0.5, 1, 2, 3, 4, 5, 6, 7] })).toEqual(
      range(`y must hold at least 2 rows of class 0.5, got 1; ${hint}`),
    );
    expect(resolveFolds({ kind: 'stratified', k: 4 }, { n: 8, y: [...'aaaaaabb'] }).length).toBe(4);
  });
});

describe('the other options', () => {
  it('fraction lies strictly between 0 and 1', () => {
    for (const fraction of [0, 1, -0.1, 1.5, Number.NaN])
      expect(errorOf({ kind: 'holdout', fraction })).toEqual(
        range(`fraction must lie in (0, 1), got ${fraction}; it is the share of rows held out`),
      );
  });

  it('repeats counts from 1', () => {
    expect(errorOf({ kind: 'repeated', k: 2, repeats: 0 })).toEqual(
      range('repeats must be an integer >= 1, got 0'),
    );
  });

  it('shuffle is true or false', () => {
    expect(errorOf({ kind: 'kfold', k: 2, shuffle: 'no' })).toEqual(
      type('shuffle must be true or false, got "no"'),
    );
  });

  it('seed is a seed', () => {
    expect(errorOf(2, { seed: Number.NaN })).toEqual(
      new RangeError('random: seed must be finite, got NaN'),
    );
  });
});

describe('a time series', () => {
  it('has more rows than folds', () => {
    expect(errorOf({ kind: 'timeseries', k: 8 })).toEqual(
      range('k must be less than 8 (the number of rows), got 8'),
    );
  });

  it('has rows before the embargo of the first test', () => {
    expect(errorOf({ kind: 'timeseries', k: 2, embargo: 4 })).toEqual(
      range('embargo must be less than 4 (the rows before the first test), got 4'),
    );
    expect(errorOf({ kind: 'timeseries', k: 2, embargo: -1 })).toEqual(
      range('embargo must be an integer >= 0, got -1'),
    );
    expect(resolveFolds({ kind: 'timeseries', k: 2, embargo: 3 }, { n: 8 })[0]!.train).toEqual(
      Int32Array.of(0),
    );
  });
});
