import { describe, expect, it } from 'vitest';
import { readCsv, type TableSchema } from '../../src/data/index.ts';

const read = (text: string, schema: Partial<TableSchema> = {}) =>
  readCsv(new Blob([text]), { target: 'y', ...schema });

/** A table of x and y with rows that differ. */
const numbered = (count: number, cell: (i: number) => string) =>
  `x,y\n${Array.from({ length: count }, (_, i) => `${cell(i)},${i}`).join('\n')}`;

describe('readCsv refuses', () => {
  const two = 'x,y\n1,2\n3,4\n';
  const hundred = 'have at most 100 levels, most of them repeated, got';
  it.each<[string, string, Partial<TableSchema>, string]>([
    [
      'an unknown target',
      two,
      { target: 'Z' },
      'target must name a column of the table, got "Z"; did you mean x? the columns are x, y',
    ],
    [
      'a misspelt target',
      'x,progression\n1,2\n3,4\n',
      { target: 'Progresion' },
      'got "Progresion"; did you mean progression? the columns are x, progression',
    ],
    ['a far-off target', two, { target: 'something' }, 'got "something"; the columns are x, y'],
    [
      'no target',
      two,
      { target: undefined },
      'target must name a column of the table, got undefined; the columns are x, y',
    ],
    [
      'a target without a name',
      ',y\n1,2\n3,4\n',
      { target: '' },
      'target must name a column of the table, got ""',
    ],
    ['unknown weights', two, { weight: 'w' }, 'weight must name a column of the table, got "w"'],
    [
      'unknown ignored columns',
      two,
      { ignore: ['w'] },
      'ignore must name a column of the table, got "w"',
    ],
    [
      'unknown numeric columns',
      two,
      { numeric: ['w'] },
      'numeric must name a column of the table, got "w"',
    ],
    [
      'unknown categories',
      two,
      { categorical: ['w'] },
      'categorical must name a column of the table, got "w"',
    ],
    [
      'the target as weight',
      two,
      { weight: 'y' },
      'weight must name a column of its own, got "y"; it is target already',
    ],
    [
      'the target ignored',
      two,
      { ignore: ['y'] },
      'ignore must name a column of its own, got "y"; it is target already',
    ],
    [
      'two kinds',
      two,
      { numeric: ['x'], categorical: ['x'] },
      'categorical must name a column of its own, got "x"; it is numeric already',
    ],
    [
      'an unknown imputation',
      two,
      { impute: 'mode' as never },
      "impute must be 'mean' or 'median', got \"mode\"",
    ],
    ['one row', 'x,y\n1,2\n', {}, 'target column y must hold at least 2 values, got 1'],
    [
      'one row with a target',
      'x,y\n1,2\n2,NA\n',
      {},
      'target column y must hold at least 2 values, got 1',
    ],
    [
      'no features',
      'x,y\n1,2\n3,4\n',
      { ignore: ['x'] },
      'the table must have at least 1 feature column besides the target, got 0',
    ],
    [
      'text declared numeric',
      'x,y\n1,2\nabc,4\n',
      { numeric: ['x'] },
      'row 2 (line 3), column x must be a number, got "abc"',
    ],
    [
      'infinite features',
      'x,y\n1,2\n-inf,4\n',
      {},
      'row 2 (line 3), column x must be finite, got "-inf"',
    ],
    [
      'numbers too large',
      'x,y\n1e999,2\n1,4\n',
      {},
      'row 1 (line 2), column x must be finite, got "1e999"',
    ],
    [
      'text in a target of numbers',
      'x,y\n1,2\n2,3\n3,12a\n',
      {},
      'row 3 (line 4), column y must be a number, got "12a"',
    ],
    [
      'text in a numeric target',
      'x,y\n1,a\n2,b\n',
      { numeric: ['y'] },
      'row 1 (line 2), column y must be a number, got "a"',
    ],
    [
      'an infinite target',
      'x,y\n1,2\n2,Infinity\n',
      {},
      'row 2 (line 3), column y must be finite, got "Infinity"',
    ],
    [
      'negative weights',
      'x,w,y\n1,1,1\n2,-1,2\n',
      { weight: 'w' },
      'row 2 (line 3), column w must hold a weight >= 0, got "-1"',
    ],
    [
      'missing weights',
      'x,w,y\n1,1,1\n2,,2\n',
      { weight: 'w' },
      'row 2 (line 3), column w must hold a weight >= 0, got ""',
    ],
    [
      'text weights',
      'x,w,y\n1,1,1\n2,b,2\n',
      { weight: 'w' },
      'row 2 (line 3), column w must be a number, got "b"',
    ],
    [
      'missing offsets',
      'x,o,y\n1,NA,1\n2,1,2\n',
      { offset: 'o' },
      'row 1 (line 2), column o must hold an offset, got "NA"',
    ],
    [
      'missing groups',
      'x,g,y\n1,a,1\n2,,2\n',
      { group: 'g' },
      'row 2 (line 3), column g must hold a group, got ""',
    ],
    [
      'identifiers',
      numbered(11, (i) => `id${i}`),
      {},
      `text column x must ${hundred} 11; list x in ignore, or in categorical`,
    ],
    [
      'too many levels',
      numbered(300, (i) => `l${i % 101}`),
      {},
      `text column x must ${hundred} 101; list x in ignore, or in categorical`,
    ],
    [
      'a typo among numbers',
      numbered(30, (i) => (i === 7 ? '1O' : `${i}`)),
      {},
      `text column x must ${hundred} 30; row 8 (line 9) holds no number where most cells do; list x`,
    ],
    [
      'features of one name',
      'a,a=b,y\nb,1,1\nb,2,2\n',
      {},
      'column names must differ, got "a=b"; columns 1 and 2 share it',
    ],
  ])('refuses %s', async (_, text, schema, message) => {
    await expect(read(text, schema)).rejects.toThrow(RangeError);
    await expect(read(text, schema)).rejects.toThrow('readCsv: ');
    await expect(read(text, schema)).rejects.toThrow(message);
  });

  it('lists the first columns of a wide table', async () => {
    const names = Array.from({ length: 13 }, (_, j) => `column${j}`);
    const text = `${names}\n${names.map(() => 1)}\n`;
    await expect(read(text)).rejects.toThrow(
      `got "y"; there are 13 columns, the first ${names.slice(0, 12).join(', ')}`,
    );
    await expect(read(text, { target: 'colum5' })).rejects.toThrow(/did you mean column5\?$/);
  });

  it.each<[unknown, string]>([
    [undefined, 'readCsv: schema must be an object like { target }, got undefined'],
    [{ target: 'y', ignore: 'x' }, 'readCsv: ignore must be an array of column names, got "x"'],
    [
      { target: 'y', numeric: [1] },
      'readCsv: numeric must be an array of column names, got an array',
    ],
    [{ target: 'y', weights: 'x' }, 'readCsv: unknown option weights; did you mean weight?'],
  ])('refuses the schema %j', async (schema, message) => {
    const run = readCsv(new Blob([two]), schema as TableSchema);
    await expect(run).rejects.toThrow(TypeError);
    await expect(run).rejects.toThrow(message);
  });
});
