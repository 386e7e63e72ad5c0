import { describe, expect, test } from 'vitest';
import { dot } from '../reference/dot.ts';
import { gram } from '../reference/gram.ts';
import { matmul, type Rows, solverOf, transpose } from '../reference/linearAlgebra.ts';
import { sum } from '../reference/sum.ts';
import { expectEach } from '../support/expectEach.ts';
import { type Box, f64, onKernels, SHIFTS } from '../support/kernels.ts';
import { arDesign } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { DIRECT_SOLVE, relativeDifference } from '../support/tolerance.ts';

const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 31, 33];
const UNTOUCHED = 77;

/** A well-conditioned Gram matrix of m correlated columns. */
function positive(m: number): Float64Array[] {
  const X = arDesign(random(m), 2 * m + 5, m, 0.5);
  return gram(X).map((row, j) => row.map((value, k) => value / X.length + Number(j === k)));
}

const identity = (m: number, size = 1) =>
  Array.from({ length: m }, (_, i) => f64(m, (j) => (i === j ? size : 0)));

const plus = (a: Rows, shift: number) =>
  Array.from(a, (row, i) => Float64Array.from(row, (value, j) => value + (i === j ? shift : 0)));

/** Matrices that leave some reflections out, or all. */
const MATRICES: Record<string, readonly Float64Array[]> = {
  diagonal: identity(5, 3).map((row, i) => row.map((value) => value * (i + 1))),
  'already tridiagonal': identity(6, 4).map((row, i) =>
    row.map((value, j) => (Math.abs(i - j) === 1 ? -1 : value)),
  ),
  'tridiagonal but for small entries': identity(6, 4).map((row, i) =>
    row.map((value, j) => (Math.abs(i - j) === 1 ? 1 : i === j ? value : 1e-9 / (1 + i + j))),
  ),
  'of two blocks': positive(6).map((row, i) =>
    row.map((value, j) => (i < 3 === j < 3 ? value : 0)),
  ),
  singular: gram(arDesign(random(1), 3, 7, 0.5)),
  zero: identity(4, 0),
  huge: positive(5).map((row) => row.map((value) => value * 2 ** 400)),
  tiny: positive(5).map((row) => row.map((value) => value * 2 ** -400)),
};

/** Reduces a matrix with rows `gap` wider than they need to be; offers Q and T. */
function reduce(box: Box, matrix: Rows, gap: number) {
  const m = matrix.length;
  const ld = m + gap;
  const { kernels, room } = box;
  const a = room(f64(m * ld, (k) => matrix[Math.floor(k / ld)]![k % ld] ?? UNTOUCHED));
  const [diagonal, offDiagonal, tau, work] = [
    room(f64(m)),
    room(f64(m)),
    room(f64(m)),
    room(f64(2 * m)),
  ];
  for (let k = 0; k < m; k++)
    kernels.tridiagonalStep(a.at, ld, m, k, diagonal.at, offDiagonal.at, tau.at, work.at);
  expect(a.read().filter((_, k) => k % ld >= m)).toEqual(f64(m * gap, () => UNTOUCHED));
  const reflected = (values: Float64Array, forward: number) => {
    const x = room(values);
    kernels.reflect(a.at, ld, m, tau.at, x.at, forward);
    return x.read();
  };
  /** Row i is Q e_i, so this is Qᵀ. */
  const transposed = identity(m).map((row) => reflected(row, 0));
  const off = offDiagonal.read();
  const t = Array.from(diagonal.read(), (value, i) =>
    f64(m, (j) => (i === j ? value : Math.abs(i - j) === 1 ? off[Math.min(i, j)]! : 0)),
  );
  return { m, a, tau, diagonal, offDiagonal, reflected, transposed, t };
}

const flat = (rows: Rows) => Array.from(rows, (row) => Array.from(row)).flat();

function checkReduction(matrix: Rows, gap: number, shift: number): void {
  onKernels((box) => {
    const { m, offDiagonal, reflected, transposed, t } = reduce(box, matrix, gap);
    const product = matmul(matmul(transpose(transposed), t), transposed);
    expectEach(relativeDifference(flat(product), flat(matrix))).toBeLessThanOrEqual(DIRECT_SOLVE);
    const unit = flat(matmul(transposed, transpose(transposed)));
    expectEach(relativeDifference(unit, flat(identity(m)))).toBeLessThanOrEqual(DIRECT_SOLVE);
    expectEach(offDiagonal.read()[m - 1]).toBe(0);
    const x = f64(m, random(m).normal);
    const forward = matmul(
      transposed,
      Array.from(x, (value) => [value]),
    );
    expectEach(relativeDifference(reflected(x, 1), flat(forward))).toBeLessThanOrEqual(
      DIRECT_SOLVE,
    );
    expectEach(relativeDifference(reflected(reflected(x, 1), 0), x)).toBeLessThanOrEqual(
      DIRECT_SOLVE,
    );
  }, shift);
}

describe('A = Q T Qᵀ', () => {
  test.each(SIZES)('for a matrix of size %i', (m) => {
    for (const shift of SHIFTS) checkReduction(positive(m), m % 3, shift);
  });

  test.each(Object.entries(MATRICES))('for a matrix that is %s', (_, matrix) => {
    checkReduction(matrix, 1, 8);
  });
});

describe.each([0.001, 0.3, 100])('(T + λ)⁻¹ for λ = %d', (lambda) => {
  test.each(SIZES)('of size %i solves, and has the trace of the inverse', (m) => {
    const matrix = positive(m);
    const shifted = plus(matrix, lambda);
    const b = f64(m, random(m + 1).normal);
    onKernels((box) => {
      const { kernels, given, room } = box;
      const { diagonal, offDiagonal, reflected } = reduce(box, matrix, 0);
      const [x, pivots, ratios] = [room(f64(m)), room(f64(m)), room(f64(m))];
      const right = given(reflected(b, 1));
      const trace = kernels.tridiagonalSolve(
        m,
        diagonal.at,
        offDiagonal.at,
        lambda,
        right,
        x.at,
        pivots.at,
        ratios.at,
      );
      const solution = reflected(x.read(), 0);
      const solve = solverOf(shifted);
      const expected = solve(b);
      expectEach(relativeDifference(solution, expected)).toBeLessThanOrEqual(DIRECT_SOLVE);
      const inverse = identity(m).map(solve);
      const diagonalSum = sum(inverse.map((row, i) => row[i]!));
      expectEach(Math.abs(trace / diagonalSum - 1)).toBeLessThanOrEqual(DIRECT_SOLVE);
    }, 8);
  });

  test.each([0, 1, 2, 7, 8, 9, 17])('gives quadratic forms of %i vectors', (count) => {
    const { normal } = random(count);
    const blocks = Math.ceil(count / 8);
    for (const m of [1, 2, 3, 9]) {
      const matrix = positive(m);
      const vectors = Array.from({ length: count }, () => f64(m, normal));
      const b = f64(m, normal);
      onKernels((box) => {
        const { kernels, given, room } = box;
        const { a, tau, diagonal, offDiagonal, reflected } = reduce(box, matrix, 1);
        const z = room(f64(blocks * m * 8));
        for (let j = 0; j < m; j++) {
          const coordinate = given(Float64Array.from(vectors, (v) => v[j]!));
          kernels.spreadCoordinate(count, coordinate, m, j, z.at);
        }
        const work = room(f64(8, () => Number.NaN));
        kernels.reflectBlocks(a.at, m + 1, m, tau.at, z.at, 0, blocks, work.at);
        const [forms, values] = [room(f64(8 * blocks)), room(f64(8 * blocks))];
        const factors = room(f64(3 * m));
        const right = given(reflected(b, 1));
        kernels.tridiagonalFactor(m, diagonal.at, offDiagonal.at, lambda, right, factors.at);
        kernels.quadraticForms(m, factors.at, z.at, blocks, forms.at, values.at);
        const solve = solverOf(plus(matrix, lambda));
        const expected = [
          vectors.map((v) => dot(v, solve(v))),
          vectors.map((v) => dot(v, solve(b))),
        ];
        [forms, values].forEach((numbers, k) => {
          const found = numbers.read().subarray(0, count);
          expectEach(relativeDifference(found, expected[k]!)).toBeLessThanOrEqual(DIRECT_SOLVE);
          expect(numbers.read().subarray(count)).toEqual(f64(8 * blocks - count));
        });
      });
    }
  });
});

test('a system of no size has an inverse of trace 0', () => {
  onKernels(({ kernels, room }) => {
    const { at } = room(f64(0));
    expectEach(kernels.tridiagonalSolve(0, at, at, 1, at, at, at, at)).toBe(0);
    kernels.reflect(at, 0, 0, at, at, 1);
  });
});
