import { describe, expect, it } from 'vitest';
import { TableEncoder, type TableEncoderOptions } from '../../../src/data/table/index.ts';
import type { Row } from '../../../src/data/types.ts';

const ROWS: Row[] = [
  { age: 1, kind: 'a', note: 'x' },
  { age: 2, kind: 'b', note: 'x' },
];
const make = (options: unknown) => new TableEncoder(options as TableEncoderOptions);

describe('new TableEncoder refuses', () => {
  it.each<[string, unknown, string]>([
    ['text', 'age', 'options must be an object, got "age"'],
    ['unknown options', { spline: ['age'] }, 'unknown option spline; did you mean splines?'],
    ['a name alone', { numeric: 'age' }, 'numeric must be an array of column names, got "age"'],
    [
      'no names',
      { ignore: [1] },
      'ignore must be an array of column names, got an array of length 1',
    ],
    [
      'an indicator that is a name',
      { indicator: 'age' },
      'indicator must be true, false or an array of column names, got "age"',
    ],
    [
      'splines that are a name',
      { splines: 'age' },
      'splines must be an array of column names or an object of options, got "age"',
    ],
    [
      'unknown options of a spline',
      { splines: { age: { knot: 3 } } },
      'splines.age: unknown option knot; did you mean knots?',
    ],
    [
      'interactions that are no array',
      { interactions: {} },
      'interactions must be an array of pairs, got Object',
    ],
    [
      'three in a pair',
      { interactions: [['a', 'b', 'c']] },
      'interactions[0] must be a pair of column names, got an array of length 3',
    ],
    [
      'numbers in a pair',
      {
        interactions: [
          ['a', 'b'],
          ['a', 1],
        ],
      },
      'interactions[1] must be a pair of column names, got an array of length 2',
    ],
  ])('%s', (_, options, message) => {
    expect(() => make(options)).toThrow(new TypeError(`TableEncoder: ${message}`));
  });

  it.each<[string, unknown, string]>([
    ['other fills', { missing: 'mode' }, `missing must be 'mean' or 'median', got "mode"`],
    ['other policies', { unknown: 'drop' }, `unknown must be 'ignore' or 'error', got "drop"`],
    ['a count of 0', { minCount: 0 }, 'minCount must be an integer >= 1, got 0'],
    [
      'two knots',
      { splines: { age: { knots: 2 } } },
      'splines.age.knots must be an integer >= 3, got 2',
    ],
    ['other degrees', { splines: { age: { degree: 2 } } }, 'splines.age.degree must be 3, got 2'],
    [
      'a column twice',
      { numeric: ['age', 'age'] },
      'numeric must name each column once, got "age"',
    ],
    [
      'two kinds',
      { numeric: ['age'], categorical: ['age'] },
      'categorical must name no column that is in numeric, got "age"',
    ],
    [
      'an ignored number',
      { numeric: ['age'], ignore: ['age'] },
      'ignore must name no column that is in numeric, got "age"',
    ],
    [
      'an ignored category',
      { categorical: ['kind'], ignore: ['kind'] },
      'ignore must name no column that is in categorical, got "kind"',
    ],
    [
      'a spline of a category',
      { splines: ['kind'], categorical: ['kind'] },
      'splines must name no column that is in categorical, got "kind"',
    ],
    [
      'a spline of an ignored column',
      { splines: { age: {} }, ignore: ['age'] },
      'splines must name no column that is in ignore, got "age"',
    ],
    [
      'an indicator of a category',
      { indicator: ['kind'], categorical: ['kind'] },
      'indicator must name no column that is in categorical, got "kind"',
    ],
    [
      'an interaction with an ignored column',
      { interactions: [['age', 'kind']], ignore: ['kind'] },
      'interactions must name no column that is in ignore, got "kind"',
    ],
    [
      'a column times itself',
      { interactions: [['age', 'age']] },
      'interactions[0] must name two different columns, got "age"',
    ],
    [
      'a pair twice',
      {
        interactions: [
          ['age', 'kind'],
          ['kind', 'age'],
        ],
      },
      'interactions[1] must differ from the pairs before it, got "kind×age"',
    ],
  ])('%s', (_, options, message) => {
    expect(() => make(options)).toThrow(new RangeError(`TableEncoder: ${message}`));
  });
});

describe('fit refuses', () => {
  const learn = (options: TableEncoderOptions, rows: unknown = ROWS) =>
    new TableEncoder(options).fit(rows as Row[]);

  it.each<[string, TableEncoderOptions]>([
    ['numeric', { numeric: ['Age'] }],
    ['categorical', { categorical: ['Age'] }],
    ['ignore', { ignore: ['Age'] }],
    ['splines', { splines: ['Age'] }],
    ['indicator', { indicator: ['Age'] }],
    ['interactions', { interactions: [['kind', 'Age']] }],
  ])('a name in %s that is no column', (role, options) => {
    expect(() => learn(options)).toThrow(
      new RangeError(
        `TableEncoder.fit: ${role} must name a column of the table, got "Age"; ` +
          'did you mean age? the columns are age, kind, note',
      ),
    );
  });

  it('text in a column of numbers, naming row and value', () => {
    expect(() => learn({ numeric: ['kind'] })).toThrow(
      new RangeError('TableEncoder.fit: row 1, column kind must be a number, got "a"'),
    );
    const rows = [{ x: 1 }, { x: 2 }, { x: 3 }, { x: '4 kg' }];
    expect(() => learn({ splines: ['x'] }, rows)).toThrow(
      new RangeError('TableEncoder.fit: row 4, column x must be a number, got "4 kg"'),
    );
    expect(() => learn({}, rows.slice(0, 3)).transform(rows)).toThrow(
      new RangeError('TableEncoder.transform: row 4, column x must be a number, got "4 kg"'),
    );
  });

  it('numbers that are not finite, or have no finite mean', () => {
    expect(() => learn({}, [{ x: 1 }, { x: 'inf' }])).toThrow(
      new RangeError('TableEncoder.fit: row 2, column x must be finite, got "inf"'),
    );
    expect(() => learn({}, [{ x: 1.7e308 }, { x: 1.7e308 }])).toThrow(
      new RangeError(
        'TableEncoder.fit: column x must have a finite mean, got Infinity; scale its numbers down',
      ),
    );
  });

  it('undeclared identifiers', () => {
    const rows = Array.from({ length: 12 }, (_, i) => ({ id: `k${i}` }));
    expect(() => learn({}, rows)).toThrow(
      'TableEncoder.fit: text column id must have at most 100 levels, most of them repeated, got 12',
    );
    expect(learn({ categorical: ['id'] }, rows).featureNames).toHaveLength(12);
  });

  it('an indicator for text', () => {
    expect(() => learn({ indicator: ['kind'] })).toThrow(
      new RangeError(
        'TableEncoder.fit: indicator must name columns of numbers, got "kind"; it holds text',
      ),
    );
  });

  it('rows that leave no column', () => {
    const message =
      'TableEncoder.fit: rows must have at least 1 feature column with a value, got 0';
    expect(() => learn({ ignore: ['age', 'kind', 'note'] })).toThrow(new RangeError(message));
    expect(() => learn({}, [{ a: null }, { a: '' }])).toThrow(new RangeError(message));
    expect(() => learn({}, [{}, {}])).toThrow(new RangeError(message));
  });

  it('columns of X with the same name', () => {
    expect(() => learn({}, [{ 'a=b': 1, a: 'b' }])).toThrow(
      new RangeError(
        'TableEncoder.fit: column names must differ, got "a=b"; columns 1 and 2 share it',
      ),
    );
  });

  it.each<[string, unknown, string]>([
    ['text', 'rows', 'rows must be an array of records, got "rows"'],
    ['arrays', [[1, 2]], 'rows[0] must be a record of cells, got an array of length 2'],
    ['null among rows', [{ a: 1 }, null], 'rows[1] must be a record of cells, got null'],
    [
      'objects as cells',
      [{ a: {} }],
      'row 1, column a must be a number, text, boolean or null, got Object',
    ],
  ])('%s', (_, rows, message) => {
    expect(() => learn({}, rows)).toThrow(new TypeError(`TableEncoder.fit: ${message}`));
    expect(() => learn({}).transform(rows as Row[])).toThrow(
      new TypeError(`TableEncoder.transform: ${message}`),
    );
  });

  it('no rows', () => {
    const message = 'rows must hold at least 1 row, got 0';
    expect(() => learn({}, [])).toThrow(new RangeError(`TableEncoder.fit: ${message}`));
    expect(() => learn({}).transform([])).toThrow(
      new RangeError(`TableEncoder.transform: ${message}`),
    );
  });
});
