import { describe, expect, it, type TestContext } from 'vitest';
import { readCsv, readDataset, readRows } from '../../src/data/index.ts';
import { sharedPath } from '../support/shared.ts';

/** The path of a larger set, or a skipped test that says so. */
function setOf(relative: string, { skip }: TestContext): string {
  return sharedPath(relative) ?? skip(`${relative} not found: see TIKHONOV_SHARED`);
}

describe('larger data sets', () => {
  it('hitters: rows without target are dropped', async (context) => {
    const path = setOf('data/tabular/hitters.csv', context);
    const { X, notes, featureNames } = await readCsv(path, { target: 'Salary' });
    expect([X.rows, X.cols]).toEqual([263, 22]);
    expect(notes).toEqual(['59 of 322 rows have no Salary: dropped']);
    expect(featureNames.filter((name) => name.includes('='))).toEqual([
      'League=A',
      'League=N',
      'Division=E',
      'Division=W',
      'NewLeague=A',
      'NewLeague=N',
    ]);
  });

  it('california_housing: empty cells and text', async (context) => {
    const path = setOf('data/tabular/california_housing.csv.gz', context);
    const { X, impute, notes } = await readCsv(path, { target: 'median_house_value' });
    expect([X.rows, X.cols, impute]).toEqual([20640, 13, 'mean']);
    expect(notes).toEqual([
      'missing cells (total_bedrooms 207): filled by the mean of the training rows',
    ]);
  });

  it('banking77: line breaks inside quoted cells', async (context) => {
    const path = setOf('data/text/banking77_train.csv', context);
    const table = await readRows(path);
    expect([table.rows, table.names]).toEqual([10003, ['text', 'category']]);
    expect(new Set(Array.from(table.columns[1]!)).size).toBe(77);
    expect(Array.from(table.columns[0]!).some((text) => String(text).includes('\n'))).toBe(true);
    await expect(readCsv(path, { target: 'category' })).rejects.toThrow(
      /text column text must have at most 100 levels.*list text in ignore/,
    );
  });

  it('farm_ads: a wide sparse file', async (context) => {
    const path = setOf('data/sparse/farm_ads.svm.gz', context);
    const { X, y } = await readDataset(path);
    expect([X.rows, X.cols, X.data.length]).toEqual([4143, 54877, 817141]);
    expect(new Set(y)).toEqual(new Set([0, 1]));
  });
});
