import { describe, expect, it } from 'vitest';
import { classes } from '../../bench/dataset/classes.mjs';
import { factors } from '../../bench/dataset/factors.mjs';
import { groups } from '../../bench/dataset/groups.mjs';
import { regression } from '../../bench/dataset/regression.mjs';
import type { Drawn } from '../../bench/dataset/synthetic.mjs';
import { text } from '../../bench/dataset/text.mjs';

const base = { seed: 3, rows: 400, columns: 12, correlation: 0.5, support: 4 };

function column({ X }: Drawn, j: number): Float64Array {
  if (!('data' in X)) throw new TypeError('dense data only');
  return X.data.slice(j * X.rows, (j + 1) * X.rows);
}

const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
const product = (a: Float64Array, b: Float64Array) => mean(a.map((value, i) => value * b[i]!));

/** The largest share of the variance of y that any one column explains. */
function strongest(drawn: Drawn): number {
  const { y } = drawn;
  const centred = y.map((value) => value - mean(y));
  const shares = Array.from({ length: drawn.X.columns }, (_, j) => {
    return product(column(drawn, j), centred) ** 2 / product(centred, centred);
  });
  return Math.max(...shares);
}

describe('data drawn without numpy', () => {
  it('have standardized columns whose neighbours correlate', () => {
    const drawn = regression({ ...base, signalToNoise: 2, shift: 1, unitVariance: true });
    for (const j of [0, 5, 11]) {
      expect(Math.abs(mean(column(drawn, j)))).toBeLessThan(1e-12);
      expect(product(column(drawn, j), column(drawn, j))).toBeCloseTo(1, 12);
    }
    expect(product(column(drawn, 4), column(drawn, 5))).toBeGreaterThan(0.35);
    expect(Math.abs(product(column(drawn, 0), column(drawn, 6)))).toBeLessThan(0.2);
    expect(strongest(drawn)).toBeGreaterThan(0.1);
  });

  it('have two classes or counts that the columns explain', () => {
    const shared = { ...base, signalToNoise: 1, strength: 2.5 };
    const binary = regression({ ...shared, response: 'binary' });
    expect([...new Set(binary.y)].sort()).toEqual([0, 1]);
    expect(strongest(binary)).toBeGreaterThan(0.1);
    const counts = regression({ ...shared, response: 'counts', strength: 0.7, level: 0.5 });
    expect(counts.y.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
    // E exp(0.5 + 0.7 z) for z of variance 1.
    expect(mean(counts.y)).toBeGreaterThan(0.8 * Math.exp(0.5 + 0.245));
    expect(mean(counts.y)).toBeLessThan(1.25 * Math.exp(0.5 + 0.245));
  });

  it('have as many classes as asked, each of its own columns', () => {
    const drawn = classes({ ...base, classes: 3, strength: 2.5 });
    expect([...new Set(drawn.y)].sort()).toEqual([0, 1, 2]);
    const first = { ...drawn, y: drawn.y.map((k) => Number(k === 0)) };
    expect(strongest(first)).toBeGreaterThan(0.05);
  });

  it('have whole groups behind y', () => {
    const drawn = groups({ ...base, groupSize: 3, support: 1, signalToNoise: 50, shift: 1 });
    const shares = Array.from({ length: 4 }, (_, g) => {
      const parts = [0, 1, 2].map((k) => product(column(drawn, 3 * g + k), drawn.y) ** 2);
      return parts.reduce((a, b) => a + b);
    });
    expect(Math.max(...shares) / Math.min(...shares)).toBeGreaterThan(10);
  });

  it('have columns that shift with the class', () => {
    const design = { factors: 3, density: 0.5, positives: 150, effect: 1 };
    const drawn = factors({ ...base, ...design });
    expect(drawn.y.reduce((a, b) => a + b)).toBe(150);
    expect(strongest(drawn)).toBeGreaterThan(0.1);
  });

  it('have rows of length 1 where they are texts', () => {
    const words = { words: 10, frequent: 30, noise: 0.5 };
    const { X, y } = text({ ...base, ...words, columns: 60, response: 'binary', strength: 3 });
    if ('data' in X) throw new TypeError('sparse data only');
    const squares = new Float64Array(X.rows);
    X.values.forEach((value, k) => {
      squares[X.indices[k]!]! += value * value;
    });
    for (const square of squares) expect(square).toBeCloseTo(1, 12);
    expect([...new Set(y)].sort()).toEqual([0, 1]);
  });
});
