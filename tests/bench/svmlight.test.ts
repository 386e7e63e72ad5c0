import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readSvmlight } from '../../bench/dataset/svmlight.mjs';

const folder = mkdtempSync(join(tmpdir(), 'svmlight-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Three rows; column 3 has no entries. */
const path = join(folder, 'rows.svm.gz');
writeFileSync(path, gzipSync('1 1:3 2:4\n0 2:2\n1 1:1 4:1\n'));

describe('sparse data of the benchmark', () => {
  it('become columns of rows of length 1, without empty ones', () => {
    const { X, y } = readSvmlight(path, 'length');
    expect([...y]).toEqual([1, 0, 1]);
    expect({ rows: X.rows, columns: X.columns }).toEqual({ rows: 3, columns: 3 });
    expect([...X.pointers]).toEqual([0, 2, 4, 5]);
    expect([...X.indices]).toEqual([0, 2, 0, 1, 2]);
    const half = Math.SQRT1_2;
    [0.6, half, 0.8, 1, half].forEach((value, k) => {
      expect(X.values[k]).toBeCloseTo(value, 15);
    });
  });

  it('weigh words by their rarity', () => {
    const { X } = readSvmlight(path, 'tf-idf');
    // Of row 3, column 1 is in two rows of three and column 4 in one.
    const [a, b] = [1 + Math.log(4 / 3), 1 + Math.log(4 / 2)];
    expect(X.values[1]).toBeCloseTo(a / Math.hypot(a, b), 15);
    expect(X.values[4]).toBeCloseTo(b / Math.hypot(a, b), 15);
  });
});
