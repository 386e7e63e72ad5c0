import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSvmlight } from '../../src/data/index.ts';

const read = (text: string, options?: { columns?: number }) =>
  readSvmlight(new Blob([text]), options);

describe('readSvmlight', () => {
  it('reads labels and entries as compressed columns', async () => {
    const { X, y, featureNames, encoding, notes } = await read(
      '# head\n+1 1:0.5 3:2 # tail\n\n-1  2:1e1\t3:-4 \n',
    );
    expect([X.rows, X.cols, X.format]).toEqual([2, 3, 'csc']);
    expect(Array.from(X.indptr)).toEqual([0, 1, 2, 4]);
    expect(Array.from(X.indices)).toEqual([0, 1, 0, 1]);
    expect(Array.from(X.data)).toEqual([0.5, 10, 2, -4]);
    expect(Array.from(y)).toEqual([1, -1]);
    expect(featureNames).toEqual(['x0', 'x1', 'x2']);
    expect(encoding).toEqual({
      schema: { target: 'label' },
      columns: featureNames.map((name) => ({ name, kind: 'numeric' })),
    });
    expect(notes).toEqual([]);
  });

  it('does not store zeros but counts their columns', async () => {
    const { X } = await read('1 1:0 2:3 4:0\n2\n');
    expect([X.rows, X.cols, X.nnz]).toEqual([2, 4, 1]);
  });

  it('takes a width beyond the largest index', async () => {
    expect((await read('1 1:1\n2 2:1\n', { columns: 7 })).X.cols).toBe(7);
  });

  it('takes gzip and CRLF', async () => {
    const { X } = await readSvmlight(new Blob([gzipSync('1 1:1\r\n2 2:1\r\n')]));
    expect(Array.from(X.indices)).toEqual([0, 1]);
  });

  it('encodes records by the names of the columns', async () => {
    const { transform } = await read('1 1:1\n2 2:1\n');
    expect(transform([{ x1: 5, x0: 4 }]).toArrays()).toEqual([[4, 5]]);
  });

  it('gives back every matrix that was written', async () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((v) => v !== 0);
    const entry = fc.option(value, { nil: 0, freq: 2 });
    const matrices = fc.array(fc.array(entry, { minLength: 5, maxLength: 5 }), { minLength: 2 });
    await fc.assert(
      fc.asyncProperty(matrices, async (rows) => {
        const text = rows.map((row, i) => [i, ...row.map((v, j) => `${j + 1}:${v}`)].join(' '));
        const { X, y } = await read(text.join('\n'));
        const back = rows.map((row) => row.map(() => 0));
        for (let j = 0; j < X.cols; j++)
          for (let k = X.indptr[j]!; k < X.indptr[j + 1]!; k++)
            back[X.indices[k]!]![j] = X.data[k]!;
        expect(back).toEqual(rows);
        expect(Array.from(y)).toEqual(rows.map((_, i) => i));
        expect(X.nnz).toBe(rows.flat().filter((v) => v !== 0).length);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it.each([
    ['no rows', '# nothing\n\n', 'the file must hold at least 2 rows, got 0'],
    ['one row', '1 1:1\n', 'the file must hold at least 2 rows, got 1'],
    ['no entries', '1\n2\n', 'the file must hold at least 1 entry index:value, got 0'],
    [
      'text labels',
      '1 1:1\n\nspam 1:1\n',
      'row 2 (line 3) must start with a number, its label, got "spam"',
    ],
    ['infinite labels', 'inf 1:1\n1 1:1\n', 'row 1 (line 1) must start with a number, its label'],
    [
      'a missing colon',
      '1 1:1\n2 1:1 5\n',
      'row 2 (line 2), entry 2 must read index:value, two numbers, got "5"',
    ],
    [
      'a missing index',
      '1 :1\n',
      'row 1 (line 1), entry 1 must read index:value, two numbers, got ":1"',
    ],
    [
      'a truncated entry',
      '1 1:1\n2 2:',
      'row 2 (line 2), entry 1 must read index:value, two numbers, got "2:"',
    ],
    ['query ids', '1 qid:3 1:1\n', 'entry 1 must read index:value, two numbers, got "qid:3"'],
    ['missing values', '1 1:NaN\n', 'entry 1 must read index:value, two numbers, got "1:NaN"'],
    ['infinite values', '1 1:Infinity\n', 'entry 1 must be finite, got "1:Infinity"'],
    [
      'index 0',
      '1 0:1\n',
      'entry 1 must have an index from 1 to 2147483647, got "0:1"; indices count',
    ],
    [
      'fractional indices',
      '1 1.5:1\n',
      'entry 1 must have an index from 1 to 2147483647, got "1.5:1"',
    ],
    [
      'indices twice',
      '1 2:1 2:3\n',
      'entry 2 must have an index above 2, the one before, got "2:3"',
    ],
    [
      'indices out of order',
      '1 5:1 3:1\n',
      'entry 2 must have an index above 5, the one before, got "3:1"',
    ],
  ])('refuses %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(RangeError);
    await expect(read(text)).rejects.toThrow('readSvmlight: ');
    await expect(read(text)).rejects.toThrow(message);
  });

  it('refuses indices beyond the width it was given', async () => {
    await expect(read('1 1:1\n2 4:1\n', { columns: 3 })).rejects.toThrow(
      'readSvmlight: row 2 (line 2), entry 1 must have an index from 1 to 3, got "4:1"',
    );
    await expect(read('1 1:1\n', { columns: 0 })).rejects.toThrow(
      'readSvmlight: columns must be an integer >= 1, got 0',
    );
  });
});
