import { describe, expect, it } from 'vitest';
import { encodeDataset, encodeRows, fromRecords, readRows } from '../../src/data/index.ts';
import { tableOfRecords } from '../../src/data/table.ts';

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

  describe('with a text target', () => {
    const { encoding, y } = fromRecords(
      [
        { a: 1, kind: 'owl' },
        { a: 2, kind: 'bat' },
        { a: 3, kind: 'cat' },
        { a: 4, kind: 'bat' },
      ],
      { target: 'kind' },
    );

    it('keeps the sorted labels of training beside the columns', () => {
      expect(encoding.target).toEqual({ levels: ['bat', 'cat', 'owl'] });
      expect(Array.from(y)).toEqual([2, 0, 1, 0]);
      expect(trained.encoding.target).toBeUndefined();
    });

    it('codes new rows as training did, whichever labels they hold', async () => {
      const copy = JSON.parse(JSON.stringify(encoding));
      const text = 'a,kind\n1, owl\n2,\n3,cat\n';
      const { y, labels, notes } = encodeDataset(copy, await table(text));
      expect(Array.from(y)).toEqual([2, 1]);
      expect(labels).toEqual(['owl', 'cat']);
      expect(notes).toContain('target kind is text, coded 0 = bat, 1 = cat, 2 = owl');
    });

    it('refuses a label that no training row had', async () => {
      const text = 'a,kind\n1,owl\n2,\n3,dog\n';
      await expect(async () => encodeDataset(encoding, await table(text))).rejects.toThrow(
        new RangeError(
          'encodeDataset: row 3 (line 4), column kind must be a label of the training rows ' +
            '(bat, cat, owl), got "dog"',
        ),
      );
    });

    it('codes numbers declared categorical, and refuses others', () => {
      const schema = { target: 'k', categorical: ['k'] };
      const rows = [
        { a: 1, k: 10 },
        { a: 2, k: 9 },
      ];
      const { encoding } = fromRecords(rows, schema);
      expect(encoding.target).toEqual({ levels: ['9', '10'] });
      const read = (k: number) => encodeDataset(encoding, tableOfRecords('test', [{ a: 1, k }]));
      expect(Array.from(read(10).y)).toEqual([1]);
      expect(() => read(11)).toThrow(
        'row 1, column k must be a label of the training rows (9, 10)',
      );
    });
  });
});
