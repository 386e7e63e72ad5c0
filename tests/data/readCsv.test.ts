import { describe, expect, it } from 'vitest';
import { readCsv, type TableSchema } from '../../src/data/index.ts';
import type { Matrix } from '../../src/memory/matrix.ts';

const read = (text: string, schema: Partial<TableSchema> = {}) =>
  readCsv(new Blob([text]), { target: 'y', ...schema });

/** A table of x and y with rows that differ. */
const numbered = (count: number, cell: (i: number) => string) =>
  `x,y\n${Array.from({ length: count }, (_, i) => `${cell(i)},${i}`).join('\n')}`;

describe('features', () => {
  it('reads numbers as they are, in the order of the file', async () => {
    const { X, y, featureNames, impute, notes, encoding } = await read('b,y,a\n1,2,-3e1\n4,5,.6\n');
    expect((X as Matrix).toArrays()).toEqual([
      [1, -30],
      [4, 0.6],
    ]);
    expect((X as Matrix).order).toBe('col');
    expect(Array.from(y)).toEqual([2, 5]);
    expect(featureNames).toEqual(['b', 'a']);
    expect([impute, notes]).toEqual([undefined, []]);
    expect(encoding.schema).toEqual({ target: 'y' });
  });

  it('encodes text one-hot with all its levels, sorted, the missing level last', async () => {
    const { X, featureNames, encoding, impute } = await read('c,y\nz,1\n a ,2\n,3\nz,4\n');
    expect(featureNames).toEqual(['c=a', 'c=z', 'c=(missing)']);
    expect((X as Matrix).toArrays()).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
    ]);
    expect(encoding.columns).toEqual([
      { name: 'c', kind: 'categorical', levels: ['a', 'z', '(missing)'] },
    ]);
    expect(impute).toBeUndefined();
  });

  it('takes one text cell for a category, and numbers with leading zeros for codes', async () => {
    const { featureNames } = await read('c,zip,y\n1,02139,1\nhigh,10115,2\n1,02139,3\n');
    expect(featureNames).toEqual(['c=1', 'c=high', 'zip=02139', 'zip=10115']);
  });

  it('keeps missing numbers as NaN and says how they are filled', async () => {
    const { X, impute, notes } = await read('a,b,y\n1,NA,1\n?,2,2\n3,,3\n');
    expect((X as Matrix).toArrays()).toEqual([
      [1, NaN],
      [NaN, 2],
      [3, NaN],
    ]);
    expect(impute).toBe('mean');
    expect(notes).toEqual(['missing cells (a 1, b 2): filled by the mean of the training rows']);
    const median = await read('a,y\n1,1\n,2\n', { impute: 'median' });
    expect(median.impute).toBe('median');
    expect(median.notes).toEqual([
      'missing cells (a 1): filled by the median of the training rows',
    ]);
  });

  it('shortens the note on many columns with missing cells', async () => {
    const names = Array.from({ length: 12 }, (_, j) => `a${j}`);
    const text = `${names},y\n${names.map(() => '')},1\n${names.map(() => 1)},2\n`;
    const shown = names.slice(0, 10).map((name) => `${name} 1`);
    expect((await read(text)).notes).toEqual([
      `missing cells (${shown.join(', ')}, … 12 columns): filled by the mean of the training rows`,
    ]);
  });

  it('keeps constant columns, and leaves out columns without names or values', async () => {
    const { featureNames, notes } = await read(',one,none,y\n1,7,NA,1\n2,7,,2\n');
    expect(featureNames).toEqual(['one']);
    expect(notes).toEqual([
      'column none holds no value: left out',
      'column 1 has no name: left out',
    ]);
  });

  it('follows the schema where it declares columns', async () => {
    const { X, featureNames } = await read('year,zip,id,y\n2007,02139,a,1\n2008,10115,b,2\n', {
      categorical: ['year'],
      numeric: ['zip'],
      ignore: ['id'],
    });
    expect(featureNames).toEqual(['year=2007', 'year=2008', 'zip']);
    expect((X as Matrix).toArrays()).toEqual([
      [1, 0, 2139],
      [0, 1, 10115],
    ]);
  });

  it('takes 100 repeated levels, or few that differ, for a category', async () => {
    const many = await read(numbered(201, (i) => `l${i % 100}`));
    expect(many.featureNames).toHaveLength(100);
    expect((await read(numbered(10, (i) => `l${i}`))).featureNames).toHaveLength(10);
  });

  it('takes any number of levels that are declared', async () => {
    const { featureNames } = await read(
      numbered(150, (i) => `l${i}`),
      { categorical: ['x'] },
    );
    expect(featureNames).toHaveLength(150);
  });
});

describe('targets', () => {
  it('codes labels by their sorted order', async () => {
    const { y, labels, notes } = await read('x,y\n1,spam\n2,ham\n3, spam\n');
    expect(Array.from(y)).toEqual([1, 0, 1]);
    expect(labels).toEqual(['spam', 'ham', 'spam']);
    expect(notes).toEqual(['target y is text, coded 0 = ham, 1 = spam']);
  });

  it('codes numbers that are declared categorical, by size', async () => {
    const { y, labels } = await read('x,y\n1,10\n2,9\n3,10\n', { categorical: ['y'] });
    expect([Array.from(y), labels]).toEqual([
      [1, 0, 1],
      ['10', '9', '10'],
    ]);
  });

  it('shortens the note on many labels', async () => {
    const { notes } = await read(numbered(12, (i) => `${i}`).replaceAll(/,(\d+)$/gm, ',l$1'));
    expect(notes[0]).toMatch(/^target y is text, coded 0 = l0, .*, 9 = l7, … 12 in all$/);
  });

  it('drops rows without target, and keeps their numbers in messages', async () => {
    const { X, y, notes } = await read('x,y\n1,NA\n2,3\n4,\n5,6\n');
    expect((X as Matrix).toArrays()).toEqual([[2], [5]]);
    expect(Array.from(y)).toEqual([3, 6]);
    expect(notes).toEqual(['2 of 4 rows have no y: dropped']);
    await expect(read('x,y\n1,NA\n2,3\ninf,4\n')).rejects.toThrow(
      'row 3 (line 4), column x must be finite',
    );
  });
});

describe('weights, offsets, groups', () => {
  it('takes them out of X', async () => {
    const text = 'x,w,o,g,y\n1,0,-1,b,1\n2,2.5,1,a,2\n3,1,0,b,3\n';
    const dataset = await read(text, { weight: 'w', offset: 'o', group: 'g' });
    expect(dataset.featureNames).toEqual(['x']);
    expect(dataset.weights).toEqual(Float64Array.of(0, 2.5, 1));
    expect(dataset.offset).toEqual(Float64Array.of(-1, 1, 0));
    expect(dataset.groups).toEqual(Int32Array.of(1, 0, 1));
  });

  it('sorts numbered groups by size', async () => {
    const { groups } = await read('x,g,y\n1,10,1\n2,9,2\n', { group: 'g' });
    expect(groups).toEqual(Int32Array.of(1, 0));
  });

  it('are absent unless named', async () => {
    const { weights, offset, groups, labels } = await read('x,y\n1,2\n3,4\n');
    expect([weights, offset, groups, labels]).toEqual([undefined, undefined, undefined, undefined]);
  });
});
