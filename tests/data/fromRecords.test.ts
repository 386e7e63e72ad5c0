import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromRecords, type Row, readCsv } from '../../src/data/index.ts';
import type { Matrix } from '../../src/memory/matrix.ts';

const cells = (x: unknown) => (x as Matrix).toArrays();

describe('fromRecords', () => {
  it('encodes records as a file is encoded', async () => {
    const rows = [
      { age: 59, sex: 'f', smokes: true, y: 1 },
      { age: null, sex: 'm', smokes: false, y: 2 },
      { age: 40, sex: null, smokes: true, y: 3 },
    ];
    const text = 'age,sex,smokes,y\n59,f,true,1\n,m,false,2\n40,,true,3\n';
    const records = fromRecords(rows, { target: 'y' });
    const file = await readCsv(new Blob([text]), { target: 'y' });
    expect(cells(records.X)).toEqual(cells(file.X));
    expect({ ...records, X: 0, transform: 0 }).toEqual({ ...file, X: 0, transform: 0 });
    expect(records.featureNames).toEqual([
      'age',
      'sex=f',
      'sex=m',
      'sex=(missing)',
      'smokes=false',
      'smokes=true',
    ]);
  });

  it('takes keys that a record lacks for missing cells, whatever their name', () => {
    const rows: Row[] = [{ a: 1, y: 1 }, { y: 2 }, { constructor: 3, a: 2, y: 3 }];
    const { X, featureNames, impute } = fromRecords(rows, { target: 'y' });
    expect(featureNames).toEqual(['a', 'constructor']);
    expect(cells(X)).toEqual([
      [1, NaN],
      [NaN, NaN],
      [2, 3],
    ]);
    expect(impute).toBe('mean');
  });

  it('keeps every bit of a number, as a file of shortest decimals does', async () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    const columns = fc.array(fc.tuple(number, number), { minLength: 2 });
    await fc.assert(
      fc.asyncProperty(columns, async (pairs) => {
        const records = fromRecords(
          pairs.map(([x, y]) => ({ x, y })),
          { target: 'y' },
        );
        expect(cells(records.X)).toEqual(pairs.map(([x]) => [x]));
        expect(Array.from(records.y)).toEqual(pairs.map(([, y]) => y));
        const text = pairs.map(([x, y]) => `${Object.is(x, -0) ? '-0' : x},${y}`).join('\n');
        const file = await readCsv(new Blob([`x,y\n${text}`]), { target: 'y' });
        expect(cells(file.X)).toEqual(cells(records.X));
      }),
      { numRuns: 100, seed: 4 },
    );
  });

  it('leaves the records and the schema alone', () => {
    const rows = [
      { a: 'b', y: 1 },
      { a: 'c', y: 2 },
    ];
    const schema = { target: 'y', categorical: ['a'] };
    const { encoding } = fromRecords(rows, schema);
    expect(rows).toEqual([
      { a: 'b', y: 1 },
      { a: 'c', y: 2 },
    ]);
    schema.categorical.push('z');
    expect(encoding.schema).toEqual({ target: 'y', categorical: ['a'] });
  });

  it('says the row of a cell that does not fit', () => {
    const rows = [
      { a: 1, y: 1 },
      { a: Infinity, y: 2 },
    ];
    expect(() => fromRecords(rows, { target: 'y' })).toThrow(
      new RangeError('fromRecords: row 2, column a must be finite, got Infinity'),
    );
  });

  it.each<[unknown, string]>([
    ['a,y\n', 'fromRecords: rows must be an array of records, got "a,y\\n"'],
    [[[1, 2]], 'fromRecords: rows[0] must be a record of cells, got an array of length 2'],
    [[{ y: 1 }, null], 'fromRecords: rows[1] must be a record of cells, got null'],
    [
      [{ y: 1 }, { y: new Date(0) }],
      'fromRecords: row 2, column y must be a number, text, boolean or null, got Date',
    ],
    [[{ y: 1n }], 'fromRecords: row 1, column y must be a number, text, boolean or null, got 1'],
  ])('refuses %s', (rows, message) => {
    expect(() => fromRecords(rows as Row[], { target: 'y' })).toThrow(new TypeError(message));
  });

  it('refuses an empty list', () => {
    expect(() => fromRecords([], { target: 'y' })).toThrow(
      new RangeError('fromRecords: rows must hold at least 1 row, got 0'),
    );
  });
});
