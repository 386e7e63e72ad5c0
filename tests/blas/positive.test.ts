/** Dense products and Cholesky factors of the whole-vector penalties. */
import { describe, expect, test } from 'vitest';
import { dot } from '../reference/dot.ts';
import { solvePositive } from '../reference/linearAlgebra.ts';
import { EDGE_SIZES, f64, onKernels, SHIFTS } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { DIRECT_SOLVE, relativeDifference, sumTolerance64 } from '../support/tolerance.ts';

/** AᵀA + I of random rows: condition numbers of a few tens. */
function positive(size: number, seed: number): Float64Array[] {
  const { normal } = random(seed);
  const rows = Array.from({ length: size }, () => f64(size, () => normal() / Math.sqrt(size)));
  return rows.map((_, a) =>
    f64(size, (b) => rows.reduce((sum, row) => sum + row[a]! * row[b]!, Number(a === b))),
  );
}

/** Rows `ld` apart with NaN between them, which nothing may read. */
const spread = (rows: readonly Float64Array[], ld: number) => {
  const cells = f64(rows.length * ld, () => Number.NaN);
  rows.forEach((row, a) => {
    cells.set(row, a * ld);
  });
  return cells;
};

describe.each(SHIFTS)('%i bytes past a multiple of 16', (bytes) => {
  test.each(EDGE_SIZES)('%i: a product with a matrix is a dot product per row', (size) => {
    const source = random(size);
    const rows = [3, 5].map((extra) => f64(size, () => source.normal() * extra));
    const x = f64(size, source.normal);
    onKernels(({ kernels, given, room }) => {
      const y = room(f64(2));
      kernels.matrixTimes(2, size, given(spread(rows, size + 3)), size + 3, given(x), y.at);
      for (const [k, got] of y.read().entries()) {
        const terms = rows[k]!.reduce((sum, value, j) => sum + Math.abs(value * x[j]!), 0);
        expect(Math.abs(got - dot(rows[k]!, x))).toBeLessThanOrEqual(sumTolerance64(size, terms));
      }
    }, bytes);
  });

  test.each(EDGE_SIZES)('%i: a factor solves, in one call or in two', (size) => {
    const matrix = positive(size, size + 1);
    const right = f64(size, random(size + 2).normal);
    onKernels(({ kernels, room }) => {
      const [l, x] = [room(spread(matrix, size + 3)), room(right)];
      const half = size >> 1;
      kernels.choleskyRows(l.at, size + 3, 0, half, 1e-12);
      kernels.choleskyRows(l.at, size + 3, half, size, 1e-12);
      kernels.choleskySolve(size, l.at, size + 3, x.at, 1);
      const expected = solvePositive(matrix, right);
      expect(relativeDifference(x.read(), expected)).toBeLessThanOrEqual(DIRECT_SOLVE);
    }, bytes);
  });
});

test('the forward half alone gives a vector whose square is xᵀA⁻¹x', () => {
  const matrix = positive(17, 4);
  const right = f64(17, random(6).normal);
  onKernels(({ kernels, room }) => {
    const [l, x] = [room(spread(matrix, 20)), room(right)];
    kernels.choleskyRows(l.at, 20, 0, 17, 1e-12);
    kernels.choleskySolve(17, l.at, 20, x.at, 0);
    const expected = dot(right, solvePositive(matrix, right));
    expect(Math.abs(dot(x.read(), x.read()) / expected - 1)).toBeLessThanOrEqual(DIRECT_SOLVE);
  });
});

test('a column that depends on others gets 0, and the rest solves the system', () => {
  // columns 0 and 2 are the same
  const basis = positive(4, 9);
  const pick = [0, 1, 0, 2, 3];
  const matrix = pick.map((a) => f64(5, (k) => basis[a]![pick[k]!]!));
  const solution = Float64Array.of(1, -2, 0, 3, 0.5);
  const right = f64(5, (a) => dot(matrix[a]!, solution));
  onKernels(({ kernels, room }) => {
    const [l, x] = [room(spread(matrix, 8)), room(right)];
    kernels.choleskyRows(l.at, 8, 0, 5, 1e-12);
    expect(l.read()[2 * 8 + 2]).toBe(Infinity);
    kernels.choleskySolve(5, l.at, 8, x.at, 1);
    expect(x.read()[2]).toBe(0);
    expect(relativeDifference(x.read(), solution)).toBeLessThanOrEqual(DIRECT_SOLVE);
  });
});
