/** Spread of columns against its definition, dense, sparse and weighted. */
import { describe, expect, it } from 'vitest';
import { columnScales } from '../../src/report/columnScales.ts';
import { scoreOf } from '../../src/report/score.ts';
import { random } from '../support/random.ts';
import { sumTolerance64 } from '../support/tolerance.ts';

const { normal, uniform, chance } = random(8);
const [n, p] = [23, 4];
const rows = Array.from({ length: n }, () =>
  Array.from({ length: p }, (_, j) => (j === 3 ? 2.5 : chance(0.4) ? 3 + normal() : 0)),
);
const weights = rows.map(() => 0.1 + uniform());

function expected(weightOf: (i: number) => number): number[] {
  const total = rows.reduce((sum, _, i) => sum + weightOf(i), 0);
  return Array.from({ length: p }, (_, j) => {
    const mean = rows.reduce((sum, row, i) => sum + weightOf(i) * row[j]!, 0) / total;
    const square = rows.reduce((sum, row, i) => sum + weightOf(i) * (row[j]! - mean) ** 2, 0);
    return Math.sqrt(square / total);
  });
}

const dense = { data: Float64Array.from(rows.flat()), rows: n, cols: p };
const byColumns = {
  ...dense,
  data: Float64Array.from({ length: n * p }, (_, k) => rows[k % n]![Math.floor(k / n)]!),
  order: 'col' as const,
};

function sparse(format: 'csr' | 'csc') {
  const lines = format === 'csr' ? rows : rows[0]!.map((_, j) => rows.map((row) => row[j]!));
  const stored = lines.map((line) => [...line.keys()].filter((k) => line[k] !== 0));
  const indptr = [0];
  for (const line of stored) indptr.push(indptr.at(-1)! + line.length);
  return {
    format,
    rows: n,
    cols: p,
    data: Float64Array.from(stored.flatMap((line, l) => line.map((k) => lines[l]![k]!))),
    indices: Int32Array.from(stored.flat()),
    indptr: Int32Array.from(indptr),
  };
}

describe('columnScales', () => {
  it.each([
    ['row by row', dense],
    ['column by column', byColumns],
    ['csr', sparse('csr')],
    ['csc', sparse('csc')],
  ])('is the population standard deviation: %s', (_, X) => {
    for (const given of [undefined, weights]) {
      const truth = expected((i) => given?.[i] ?? 1);
      const scales = columnScales(X, given);
      // the mean, below 3 here, cancels a few digits of squares below 16
      truth.forEach((value, j) => {
        expect(Math.abs(scales[j]! - value)).toBeLessThan(sumTolerance64(n, 16 * n));
      });
    }
  });

  it('skips missing cells and is 0 for columns that are constant or empty', () => {
    const data = Float64Array.of(1, Number.NaN, 5, 3, Number.NaN, 5);
    expect(Array.from(columnScales({ data, rows: 2, cols: 3 }))).toEqual([1, 0, 0]);
  });
});

describe('scoreOf', () => {
  const zip = (observed: number[], predicted: number[], given = observed.map(() => 1)) => ({
    observed: Float64Array.from(observed),
    predicted: Float64Array.from(predicted),
    weights: Float64Array.from(given),
  });

  it('is 1 − residual ÷ spread, weighted', () => {
    // mean (1 + 3·4)/4 = 3.25, spread 2.25² + 3·0.75² = 6.75, residual 0² + 3·1²
    const score = scoreOf(zip([1, 4], [1, 3], [1, 3]));
    expect(score).toEqual({ rows: 2, rSquared: 1 - 3 / 6.75, rootMeanSquare: Math.sqrt(3 / 4) });
  });

  it('has no R² where the targets are equal, whatever their mean is rounded to', () => {
    const score = scoreOf(zip(new Array(60).fill(0.1), new Array(60).fill(0.2)));
    expect(score?.rSquared).toBeNaN();
    const hidden = scoreOf(
      zip([...new Array(60).fill(0.1), 5], new Array(61).fill(0.2), [...new Array(60).fill(1), 0]),
    );
    expect(hidden?.rSquared).toBeNaN();
  });

  it('is undefined without rows or without weight', () => {
    expect(scoreOf(zip([], []))).toBeUndefined();
    expect(scoreOf(zip([1], [1], [0]))).toBeUndefined();
  });
});
