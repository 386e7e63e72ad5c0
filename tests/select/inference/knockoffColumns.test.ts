import { describe, expect, it } from 'vitest';
import { runSync } from '../../../src/runtime/run.ts';
import { cholesky, inverseOf } from '../../../src/select/inference/knockoff/cholesky.ts';
import {
  correlation,
  shrunkenCorrelation,
} from '../../../src/select/inference/knockoff/correlation.ts';
import { equicorrelated } from '../../../src/select/inference/knockoff/equicorrelated.ts';
import { makeKnockoffs } from '../../../src/select/inference/knockoff/makeKnockoffs.ts';
import { standardColumns } from '../../../src/select/inference/knockoff/standardColumns.ts';
import { readSample } from '../../../src/select/inference/sample.ts';
import { expectEach } from '../../support/expectEach.ts';
import { DIRECT_SOLVE } from '../../support/tolerance.ts';
import { draw, mean } from './data.ts';

const SIZES = [1, 2, 3, 4, 5, 9, 16, 17, 33];

/** Correlations ρ^|j−k|. */
const chain = (p: number, rho: number) =>
  Float64Array.from({ length: p * p }, (_, k) => rho ** Math.abs(Math.floor(k / p) - (k % p)));

const sampleOf = (X: number[][]) =>
  runSync(
    readSample(
      'test',
      X,
      X.map(() => 1),
    ),
  );

const columnsOf = (X: number[][]) => runSync(standardColumns(sampleOf(X).X));

/** The two matrices, pair by pair as columns of X and of knockoffs, centred. */
function halvesOf(X: number[][], options: object, seed = 1) {
  const n = X.length;
  const made = runSync(makeKnockoffs(sampleOf(X), options, seed));
  const p = made.columns.length;
  const column = (j: number) => {
    const cells = Array.from(made.cells.slice(j * n, (j + 1) * n));
    const center = mean(cells);
    return cells.map((x) => x - center);
  };
  const order = (j: number) => (made.swapped[j] ? [p + j, j] : [j, p + j]) as [number, number];
  const original = Array.from({ length: p }, (_, j) => column(order(j)[0]));
  const copies = Array.from({ length: p }, (_, j) => column(order(j)[1]));
  return { ...made, original, copies };
}

const cross = (a: number[], b: number[]) => mean(a.map((x, i) => x * b[i]!));

describe('a Cholesky factor', () => {
  it.each(SIZES)('of size %i gives the matrix back, and its inverse', (p) => {
    const A = chain(p, 0.7);
    const root = runSync(cholesky(A, p, 1e-9));
    if (!('factor' in root)) throw new Error('not positive definite');
    const inverse = runSync(inverseOf(root.factor, p));
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) {
        let [product, unit] = [0, 0];
        for (let k = 0; k < p; k++) {
          product += root.factor[a * p + k]! * root.factor[b * p + k]!;
          unit += A[a * p + k]! * inverse[k * p + b]!;
        }
        expect(Math.abs(product - A[a * p + b]!)).toBeLessThan(DIRECT_SOLVE);
        expect(Math.abs(unit - Number(a === b))).toBeLessThan(DIRECT_SOLVE);
      }
  });

  it('names the first row that depends on those before', () => {
    const A = Float64Array.of(1, 0.5, 1, 0.5, 1, 0.5, 1, 0.5, 1);
    expect(runSync(cholesky(A, 3, 1e-9))).toEqual({ dependent: 2 });
  });
});

describe('the shrunken correlation', () => {
  it.each([
    [10, 30],
    [50, 8],
    [200, 3],
  ])('of %i rows and %i columns is that of Ledoit and Wolf, term by term', (n, p) => {
    const columns = columnsOf(draw(n, { n, p, rho: 0.5 }).X);
    const S = runSync(correlation(columns));
    const row = (i: number) => Array.from({ length: p }, (_, j) => columns.Z[j * n + i]!);
    let [distance, spread] = [0, 0];
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) {
        const products = Array.from({ length: n }, (_, i) => row(i)[a]! * row(i)[b]!);
        expect(S[a * p + b]).toBeCloseTo(mean(products), 12);
        distance += (mean(products) - Number(a === b)) ** 2;
        spread += mean(products.map((v) => (v - mean(products)) ** 2)) / n;
      }
    const share = Math.min(1, spread / distance);
    const shrunken = runSync(shrunkenCorrelation(columns));
    S.forEach((value, k) => {
      const diagonal = Math.floor(k / p) === k % p;
      expect(shrunken[k]).toBeCloseTo(diagonal ? 1 : (1 - share) * value, 12);
    });
  });
});

describe('the distance from columns to knockoffs', () => {
  const distance = (sigma: Float64Array, p: number) =>
    runSync(equicorrelated('test', 'sigma', sigma, p));

  it('is min(1, 2 λ_min) to two thousandths', () => {
    for (const [rho, p] of [
      [0.2, 20],
      [0.6, 10],
      [0.9, 30],
    ] as const) {
      // Equal correlations have the least eigenvalue 1 − ρ.
      const sigma = Float64Array.from({ length: p * p }, (_, k) => (k % (p + 1) === 0 ? 1 : rho));
      const { s } = distance(sigma, p);
      const limit = Math.min(1, 2 * (1 - rho));
      expectEach(s).toBeLessThanOrEqual(limit);
      expectEach(s).toBeGreaterThan(limit * (1 - 2e-3));
    }
  });

  it.each(SIZES)('leaves a positive definite rest for p = %i: L Lᵀ = 2sI − s²Σ⁻¹', (p) => {
    const sigma = chain(p, 0.8);
    const { s, inverse, factor } = distance(sigma, p);
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) {
        let product = 0;
        for (let k = 0; k < p; k++) product += factor[a * p + k]! * factor[b * p + k]!;
        const expected = (a === b ? 2 * s : 0) - s * s * inverse[a * p + b]!;
        expect(Math.abs(product - expected)).toBeLessThan(DIRECT_SOLVE);
      }
    expectEach(s).toBeGreaterThan(0);
  });

  it('is refused for columns that depend on each other', () => {
    expect(() => distance(Float64Array.of(1, 1, 1, 1), 2)).toThrow(
      'test: sigma must have linearly independent columns, ' +
        'got "varying column 1 depending on others"',
    );
  });
});

describe('fixed knockoffs', () => {
  it.each([
    [3, 1],
    [9, 4],
    [60, 20],
  ])('of %i rows and %i columns keep every product but their own: less s', (n, p) => {
    const X = draw(n + p, { n, p, rho: 0.6 }).X.map((row) => row.map((x, j) => 5 + (j + 1) * x));
    const { original, copies, s } = halvesOf(X, { method: 'fixed' });
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) {
        const size = (a + 1) * (b + 1);
        const sigma = cross(original[a]!, original[b]!);
        expect(Math.abs(cross(copies[a]!, copies[b]!) - sigma)).toBeLessThan(DIRECT_SOLVE * size);
        const between = sigma - (a === b ? s[a]! : 0);
        expect(Math.abs(cross(original[a]!, copies[b]!) - between)).toBeLessThan(
          DIRECT_SOLVE * size,
        );
      }
  });
});

describe('Gaussian knockoffs', () => {
  const p = 4;
  const n = 20_000;
  const rho = 0.5;
  const scales = [1, 2, 3, 4];
  const { X } = draw(31, { n, p, rho });
  const scaled = X.map((row) => row.map((x, j) => 10 + scales[j]! * x));
  const covariance = Array.from({ length: p }, (_, a) =>
    Array.from({ length: p }, (_, b) => scales[a]! * scales[b]! * rho ** Math.abs(a - b)),
  );

  it.each([
    ['estimated', {}],
    ['given', { covariance, mean: [10, 10, 10, 10] }],
  ])('have the covariance of the columns, less s with their own, where it is %s', (_, options) => {
    const { original, copies, s } = halvesOf(scaled, options);
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) {
        // A mean product of normal numbers has variance (σ_aa σ_bb + σ_ab²)/n ≤ 2 σ_aa σ_bb / n,
        // and the estimate of Σ another one of that size.
        const error = 5 * scales[a]! * scales[b]! * Math.sqrt(4 / n);
        const sigma = covariance[a]![b]!;
        expect(Math.abs(cross(copies[a]!, copies[b]!) - sigma)).toBeLessThan(error);
        const between = sigma - (a === b ? s[a]! : 0);
        expect(Math.abs(cross(original[a]!, copies[b]!) - between)).toBeLessThan(error);
      }
    // λ_min of ρ^|j−k| for ρ = 1/2 and p = 4 is 0.4, so s_j is near 0.8 σ_j².
    s.forEach((value, j) => {
      expectEach(value / scales[j]! ** 2).toBeGreaterThan(0.7);
    });
  });

  it('keep the columns as they are, in pairs of random order', () => {
    const some = scaled.slice(0, 40);
    const { original, swapped } = halvesOf(some, {}, 3);
    for (let j = 0; j < p; j++) {
      const column = some.map((row) => row[j]!);
      for (const [i, x] of column.entries())
        expect(original[j]![i]).toBeCloseTo(x - mean(column), 10);
    }
    const wide = halvesOf(draw(2, { n: 20, p: 200 }).X, {}, 3);
    const share = mean(Array.from(wide.swapped));
    // Five standard deviations of 200 tosses of a coin.
    expect(Math.abs(share - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(200));
    expect(swapped).toHaveLength(p);
  });

  it('differ from seed to seed, and are the same for the same', () => {
    const some = scaled.slice(0, 30);
    expect(halvesOf(some, {}, 3).copies).toEqual(halvesOf(some, {}, 3).copies);
    expect(halvesOf(some, {}, 3).copies).not.toEqual(halvesOf(some, {}, 4).copies);
  });
});
