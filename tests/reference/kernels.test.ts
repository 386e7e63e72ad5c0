import { describe, expect, test } from 'vitest';
import { arDesign } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { DIRECT_SOLVE, EPSILON_64, relativeDifference } from '../support/tolerance.ts';
import { axpy } from './axpy.ts';
import { dot } from './dot.ts';
import { gram } from './gram.ts';
import { cholesky, matmul, solvePositive, transpose } from './linearAlgebra.ts';
import { moments } from './moments.ts';
import { solveTridiagonal } from './solveTridiagonal.ts';
import { sum } from './sum.ts';
import { transposeTimes } from './transposeTimes.ts';
import { tridiagonalize } from './tridiagonalize.ts';

const SIZES = [1, 2, 3, 4, 5, 8, 17, 33];

describe('sums in twice the working precision', () => {
  test('cancellation loses nothing', () => {
    expect(sum([1e16, 1, -1e16, 1e-8])).toBe(1 + 1e-8);
    expect(dot([1e16, 1, -1e16], [1, 1, 1])).toBe(1);
    const a = 1 + EPSILON_64;
    expect(dot([a, a, -1], [a, -2, -1])).toBe(EPSILON_64 ** 2);
  });

  test('integers in float64 agree with exact integers beyond 2^53', () => {
    const { below } = random(1);
    for (const n of SIZES) {
      const [a, b] = [0, 1].map(() => Array.from({ length: n }, () => below(2 ** 31) - 2 ** 30));
      const exact = a!.reduce((total, value, i) => total + BigInt(value) * BigInt(b![i]!), 0n);
      expect(dot(a!, b!)).toBe(Number(exact));
    }
  });

  test('no terms sum to 0; infinite and NaN terms are as in a plain loop', () => {
    expect([sum([]), dot([], [])]).toEqual([0, 0]);
    expect(sum([1, Infinity])).toBe(Infinity);
    expect(dot([Infinity, 1], [-1, 2])).toBe(-Infinity);
    expect(sum([Infinity, -Infinity])).toBeNaN();
    expect(dot([Number.NaN], [0])).toBeNaN();
    expect(dot([1e300, 1e300], [1e300, 1])).toBe(Infinity);
    expect(dot([1e300], [1])).toBe(1e300);
  });
});

test('axpy adds a multiple and leaves its arguments alone', () => {
  const y = Float64Array.of(1, 2, 3);
  expect([...axpy(2, [1, 0.5, -1], y)]).toEqual([3, 3, 1]);
  expect([...y]).toEqual([1, 2, 3]);
});

test('moments by hand, weighted and not, and exact for constants', () => {
  expect(moments([1, 2, 3, 6]).mean).toBe(3);
  expect(moments([1, 2, 3, 6]).sd).toBeCloseTo(Math.sqrt(3.5), 15);
  const { mean, sd } = moments([0, 4, 9], [3, 1, 0]);
  expect([mean, sd]).toEqual([1, Math.sqrt(3)]);
  expect(moments(new Array<number>(7).fill(0.1), [0.3, 1, 2, 0.7, 1, 1, 5]).sd).toBe(0);
  const lifted = moments([0, 1, 2].map((x) => 2 ** 45 + x));
  expect([...lifted.centred]).toEqual([-1, 0, 1]);
});

test('Gram and Xᵀr by hand', () => {
  const X = [
    [1, 2],
    [3, -1],
    [0, 4],
  ];
  expect(gram(X).map((row) => [...row])).toEqual([
    [10, -1],
    [-1, 21],
  ]);
  expect(gram(X, [1, 0, 2]).map((row) => [...row])).toEqual([
    [1, 2],
    [2, 36],
  ]);
  expect([...transposeTimes(X, [1, 2, 3])]).toEqual([7, 12]);
});

describe.each(SIZES)('systems of size %i', (n) => {
  const source = random(n);
  const X = arDesign(source, 2 * n + 5, n, 0.5);
  const A = gram(X).map((row, j) => row.map((value, k) => value / X.length + Number(j === k)));
  const b = Array.from({ length: n }, source.normal);

  test('Cholesky reproduces the matrix and solves', () => {
    const lower = cholesky(A);
    const product = matmul(lower, transpose(lower));
    expect(
      relativeDifference(
        product.flatMap((r) => [...r]),
        A.flatMap((r) => [...r]),
      ),
    ).toBeLessThan(DIRECT_SOLVE);
    const back = matmul(
      A,
      Array.from(solvePositive(A, b), (value) => [value]),
    );
    expect(
      relativeDifference(
        back.map((row) => row[0]!),
        b,
      ),
    ).toBeLessThan(DIRECT_SOLVE);
  });

  test('one tridiagonalization solves for every shift', () => {
    const { diagonal, offDiagonal, q } = tridiagonalize(A);
    const identity = matmul(q, transpose(q)).flatMap((row) => [...row]);
    const expected = Array.from({ length: n * n }, (_, k) => Number(k % (n + 1) === 0));
    expect(relativeDifference(identity, expected)).toBeLessThan(DIRECT_SOLVE);
    for (const shift of [0, 0.1, 10]) {
      const inner = solveTridiagonal(diagonal, offDiagonal, shift, transposeTimes(q, b));
      const x = matmul(
        q,
        Array.from(inner, (value) => [value]),
      ).map((row) => row[0]!);
      const shifted = A.map((row, j) => row.map((v, k) => v + (j === k ? shift : 0)));
      expect(relativeDifference(x, solvePositive(shifted, b))).toBeLessThan(DIRECT_SOLVE);
    }
  });
});

test('Cholesky refuses a matrix that is not positive definite', () => {
  expect(() =>
    cholesky([
      [1, 2],
      [2, 1],
    ]),
  ).toThrow(new RangeError('cholesky: pivot 1 must be > 0, got -3'));
});
