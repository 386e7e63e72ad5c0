import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type DatasetOptions, readDataset, writeNpy } from '../../src/data/index.ts';
import { Matrix } from '../../src/memory/matrix.ts';

const CSV = 'a,y\n1,2\n3,4\n';
const TSV = CSV.replaceAll(',', '\t');
const SVM = '2 1:1\n4 1:3\n';
const NPY = writeNpy(Matrix.wrap({ data: Float64Array.of(1, 2, 3, 4), rows: 2, cols: 2 }));

const read = (name: string, content: string | Uint8Array<ArrayBuffer>, options?: DatasetOptions) =>
  readDataset(new File([content], name), options);

describe('readDataset', () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>, DatasetOptions]>([
    ['x.csv', CSV, { target: 'y' }],
    ['X.CSV', CSV, { target: 'y' }],
    ['my.data.csv.gz', new Uint8Array(gzipSync(CSV)), { target: 'y' }],
    ['x.tsv', TSV, { target: 'y' }],
    ['x.tsv.gz', new Uint8Array(gzipSync(TSV)), { target: 'y' }],
    ['x.svm', SVM, {}],
    ['x.svm', SVM, { target: 'label' }],
    ['x.svm.gz', new Uint8Array(gzipSync(SVM)), {}],
    ['x.npy', NPY, {}],
    ['x.npy', NPY, { target: '-1' }],
    ['x.npy', NPY, { target: '1' }],
    ['x.npy', NPY, { target: 'x1' }],
  ])('reads %s', async (name, content, options) => {
    const { X, y } = await read(name, content, options);
    expect(Array.from(X.data)).toEqual([1, 3]);
    expect(Array.from(y)).toEqual([2, 4]);
  });

  it('names the columns of a .npy and calls its target by name', async () => {
    const { featureNames, encoding } = await read('x.npy', NPY, { target: '0' });
    expect(featureNames).toEqual(['x1']);
    expect(encoding).toEqual({
      schema: { target: 'x0' },
      columns: [{ name: 'x1', kind: 'numeric' }],
    });
  });

  it('treats NaN of a .npy as missing', async () => {
    const data = Float64Array.of(1, 2, NaN, 4, 5, NaN);
    const bytes = writeNpy(Matrix.wrap({ data, rows: 3, cols: 2 }));
    const { X, y, impute, notes } = await read('x.npy', bytes);
    expect([Array.from(X.data), Array.from(y), impute]).toEqual([[1, NaN], [2, 4], 'mean']);
    expect(notes[0]).toBe('1 of 3 rows have no x1: dropped');
  });

  it('gives an .svm the width it is told', async () => {
    expect((await read('x.svm', SVM, { columns: 5 })).X.cols).toBe(5);
  });

  it.each<[string, DatasetOptions, string]>([
    [
      'x.parquet',
      {},
      'path must end in .csv, .csv.gz, .tsv, .tsv.gz, .svm, .svm.gz, .npy, got "x.parquet"',
    ],
    ['csv', {}, 'path must end in .csv'],
    ['x.npy.gz', {}, 'path must end in .csv'],
    ['a.csv/x', {}, 'path must end in .csv'],
    ['x.csv', {}, 'target must name a column of the table, got undefined'],
    ['x.csv', { target: 'y', columns: 3 }, 'columns must be left out for .csv files, got 3'],
    ['x.svm', { target: 'y' }, 'target must be left out for .svm files, got "y"'],
    ['x.svm', { weight: 'w' }, 'weight must be left out for .svm files, got "w"'],
    [
      'x.npy',
      { target: 'x2' },
      'target must name a column of the table, got "x2"; did you mean x0?',
    ],
    ['x.npy', { target: '7' }, 'target must name a column of the table, got "7"'],
    ['x.npy', { ignore: ['x1'] }, 'ignore must name a column of its own, got "x1"; it is target'],
  ])('refuses %s with %j', async (name, options, message) => {
    const content = name.includes('.npy') ? NPY : name.includes('.svm') ? SVM : CSV;
    await expect(read(name, content, options)).rejects.toThrow(RangeError);
    await expect(read(name, content, options)).rejects.toThrow('readDataset: ');
    await expect(read(name, content, options)).rejects.toThrow(message);
  });

  it('refuses unknown options and Blobs without a name', async () => {
    await expect(read('x.csv', CSV, { tagret: 'y' } as never)).rejects.toThrow(
      new TypeError('readDataset: unknown option tagret; did you mean target?'),
    );
    await expect(readDataset(new Blob([CSV]), { target: 'y' })).rejects.toThrow(
      'readDataset: path must end in .csv, .csv.gz, .tsv, .tsv.gz, .svm, .svm.gz, .npy, got ""',
    );
  });
});
