import { describe, expect, it } from 'vitest';
import { encodeDataset, encodeRows, fromRecords, readRows } from '../../src/data/index.ts';

const trained = fromRecords(
  [
    { age: 59, sex: 'f', zip: '02139', w: 1, y: 1 },
    { age: 48, sex: 'm', zip: '10115', w: 2, y: 2 },
    { age: 37, sex: 'f', zip: '02139', w: 0, y: 4 },
  ],
  { target: 'y', weight: 'w', numeric: ['age'] },
);
const NAMES = ['age', 'sex=f', 'sex=m', 'zip=02139', 'zip=10115'];
const table = (text: string) => readRows(new Blob([text]));

describe('encodeRows', () => {
  it('encodes a table by names, in the order of training, without the target', async () => {
    expect(trained.featureNames).toEqual(NAMES);
    const X = encodeRows(
      trained.encoding,
      await table('sex,extra,zip,age\nm,9,02139,20\n f ,9,10115,30\n'),
    );
    expect(X.toArrays()).toEqual([
      [20, 0, 1, 1, 0],
      [30, 1, 0, 0, 1],
    ]);
  });

  it('gives the training matrix back', async () => {
    const text = 'age,sex,zip,w,y\n59,f,02139,1,1\n48,m,10115,2,2\n37,f,02139,0,4\n';
    expect(encodeRows(trained.encoding, await table(text)).data).toEqual(
      'toArrays' in trained.X && trained.X.data,
    );
  });

  it('works from an encoding that went through JSON, on one record', () => {
    const encoding = JSON.parse(JSON.stringify(trained.encoding));
    const X = encodeRows(encoding, [{ age: '20', sex: 'm', zip: '02139' }]);
    expect(X.toArrays()).toEqual([[20, 0, 1, 1, 0]]);
  });

  it('makes unknown levels zeros, missing numbers NaN, and codes numbers', () => {
    const X = encodeRows(trained.encoding, [{ age: null, sex: 'x', zip: null }]);
    expect(X.toArrays()).toEqual([[NaN, 0, 0, 0, 0]]);
    expect(encodeRows(trained.encoding, [{ age: '012', sex: 'f', zip: '' }]).get(0, 0)).toBe(12);
  });

  it('is what transform does', () => {
    const rows = [{ age: 1, sex: 'f', zip: '10115' }];
    expect(trained.transform(rows).toArrays()).toEqual(
      encodeRows(trained.encoding, rows).toArrays(),
    );
  });

  it('refuses text in a column of numbers, and a missing column', async () => {
    const text = await table('age,sex,zip\n1,f,02139\nold,f,02139\n');
    expect(() => encodeRows(trained.encoding, text)).toThrow(
      new RangeError('encodeRows: row 2 (line 3), column age must be a number, got "old"'),
    );
    expect(() => trained.transform([{ Age: 1, sex: 'f', zip: '1' }])).toThrow(
      new RangeError(
        'transform: feature must name a column of the table, got "age"; ' +
          'did you mean Age? the columns are Age, sex, zip',
      ),
    );
  });
});

describe('encodeDataset', () => {
  it('reads target and weights beside X, and drops rows without target', async () => {
    const text = 'y,age,sex,zip,w\n5,20,m,02139,3\nNA,1,m,02139,1\n6,,x,02139,1\n';
    const { X, y, weights, notes, featureNames, impute } = encodeDataset(
      trained.encoding,
      await table(text),
    );
    expect('toArrays' in X && X.toArrays()).toEqual([
      [20, 0, 1, 1, 0],
      [NaN, 0, 0, 1, 0],
    ]);
    expect([Array.from(y), Array.from(weights!)]).toEqual([
      [5, 6],
      [3, 1],
    ]);
    expect([featureNames, impute]).toEqual([NAMES, 'mean']);
    expect(notes).toEqual([
      '1 of 3 rows have no y: dropped',
      'missing cells (age 1): filled by the mean of the training rows',
    ]);
  });

  it('refuses a table without the target', async () => {
    const text = await table('age,sex,zip,w\n20,m,02139,3\n');
    expect(() => encodeDataset(trained.encoding, text)).toThrow(
      new RangeError(
        'encodeDataset: target must name a column of the table, got "y"; ' +
          'did you mean w? the columns are age, sex, zip, w',
      ),
    );
  });

  it('does not ask for columns that training ignored', async () => {
    const { encoding } = fromRecords(
      [
        { a: 1, id: 'k', y: 'u' },
        { a: 2, id: 'l', y: 'v' },
      ],
      {
        target: 'y',
        ignore: ['id'],
        numeric: ['a'],
        categorical: ['y'],
      },
    );
    const { labels } = encodeDataset(encoding, await table('a,y\n3,v\n'));
    expect(labels).toEqual(['v']);
  });
});
