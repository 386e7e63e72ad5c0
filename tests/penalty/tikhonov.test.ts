/** Tikhonov's penalty: its matrix, its sums, and what is refused. */
import { describe, expect, test } from 'vitest';
import { gaussian } from '../../src/datafit/index.ts';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';
import type { MatrixLike } from '../../src/memory/types.ts';
import {
  differences,
  elasticNet,
  graphLaplacian,
  l1,
  l2,
  mcp,
  slope,
  tikhonov,
} from '../../src/penalty/index.ts';
import type { Penalty } from '../../src/penalty/penalty.ts';
import { rowsTimes } from '../../src/penalty/sparseRows.ts';
import { fitFamily } from '../support/fitFamily.ts';
import { f64 } from '../support/kernels.ts';
import { random } from '../support/random.ts';
import { relativeDifference } from '../support/tolerance.ts';

const rowsOf = (matrix: SparseMatrix) => {
  const rows = Array.from({ length: matrix.rows }, () => new Array<number>(matrix.cols).fill(0));
  const { data, indices, indptr, format } = matrix;
  const lines = format === 'csc' ? matrix.cols : matrix.rows;
  for (let line = 0; line < lines; line++)
    for (let k = indptr[line]!; k < indptr[line + 1]!; k++) {
      const [i, j] = format === 'csc' ? [indices[k]!, line] : [line, indices[k]!];
      rows[i]![j]! += data[k]!;
    }
  return rows;
};

/** strength ½ ‖Γw‖² as the solver reads it. */
function quadratic(penalty: Penalty, w: Float64Array): number {
  const { strength, gamma } = penalty.quadratic!;
  return 0.5 * strength * rowsTimes(gamma, w).reduce((sum, value) => sum + value * value, 0);
}

/** λ/2 Σ_r (Σ_j Γ_rj w_j)² by its definition. */
const byHand = (lambda: number, gamma: readonly (readonly number[])[], w: Float64Array) =>
  0.5 *
  lambda *
  gamma.reduce((sum, row) => sum + row.reduce((s, g, j) => s + g * w[j]!, 0) ** 2, 0);

const GAMMA = [
  [1, -2, 0],
  [0, 0.5, 3],
];
const w = Float64Array.of(0.3, -2, 1.5);

describe('differences', () => {
  test('of order 1, 2 and 3 are binomial coefficients with signs', () => {
    expect(rowsOf(differences(3))).toEqual([
      [-1, 1, 0],
      [0, -1, 1],
    ]);
    expect(rowsOf(differences(4, 2))).toEqual([
      [1, -2, 1, 0],
      [0, 1, -2, 1],
    ]);
    expect(rowsOf(differences(4, 3))).toEqual([[-1, 3, -3, 1]]);
  });

  test.each([1, 2, 3, 4])('of order %i do not see polynomials of lower degree', (order) => {
    const matrix = rowsOf(differences(9, order));
    for (let degree = 0; degree < order; degree++)
      for (const row of matrix) expect(row.reduce((sum, g, j) => sum + g * j ** degree, 0)).toBe(0);
  });

  test.each([
    [() => differences(1), 'differences: p must be an integer >= 2, got 1'],
    [() => differences(3, 3), 'differences: p must be an integer >= 4, got 3'],
    [() => differences(3, 0), 'differences: order must be an integer >= 1, got 0'],
    [() => differences(3, 1.5), 'differences: order must be an integer >= 1, got 1.5'],
  ])('of impossible sizes are refused: %#', (run, message) => {
    expect(run).toThrow(new RangeError(message));
  });
});

describe('graphLaplacian', () => {
  test('is the incidence matrix: its square is degrees less adjacency', () => {
    const gamma = rowsOf(
      graphLaplacian(
        [
          [0, 1],
          [1, 2, 4],
          [3, 1],
        ],
        5,
      ),
    );
    const square = gamma[0]!.map((_, a) =>
      gamma[0]!.map((_, b) => gamma.reduce((sum, row) => sum + row[a]! * row[b]!, 0)),
    );
    expect(square).toEqual([
      [1, -1, 0, 0, 0],
      [-1, 6, -4, -1, 0],
      [0, -4, 4, 0, 0],
      [0, -1, 0, 1, 0],
      [0, 0, 0, 0, 0],
    ]);
  });

  test.each([
    [() => graphLaplacian([[0, 3]], 3), 'edges[0] must join two columns in [0, 3), got "0, 3"'],
    [() => graphLaplacian([[1, 1]], 3), 'edges[0] must join two columns in [0, 3), got "1, 1"'],
    [
      () =>
        graphLaplacian(
          [
            [0, 1],
            [0, 0.5],
          ],
          3,
        ),
      'edges[1] must join two columns in [0, 3)',
    ],
    [() => graphLaplacian([[0, 1, 0]], 3), 'edges[0] must have a finite weight > 0, got 0'],
    [() => graphLaplacian([], 0), 'p must be an integer >= 1, got 0'],
  ])('of bad edges is refused: %#', (run, message) => {
    expect(run).toThrow(`graphLaplacian: ${message}`);
    expect(run).toThrow(RangeError);
  });
});

describe('as a value', () => {
  test.each([
    ['rows', GAMMA],
    [
      'a column-major view',
      { data: Float64Array.of(1, 0, -2, 0.5, 0, 3), rows: 2, cols: 3, order: 'col' },
    ],
    [
      'a sparse matrix',
      SparseMatrix.fromTriplets({
        i: [0, 0, 1, 1],
        j: [0, 1, 1, 2],
        v: [1, -2, 0.5, 3],
        rows: 2,
        cols: 3,
      }),
    ],
  ] as [string, MatrixLike][])('it reads %s', (_, gamma) => {
    const penalty = tikhonov({ lambda: 0.7, gamma });
    expect(quadratic(penalty, w)).toBeCloseTo(byHand(0.7, GAMMA, w), 14);
    expect(penalty).toMatchObject({ kind: 'tikhonov', lambda: 0.7, l1Ratio: 0, convex: true });
    expect(tikhonov({ gamma }).lambda).toBe(1);
  });

  test('plus an elastic net, from either side, it is the sum of both', () => {
    const net = elasticNet({ lambda: 3, l1Ratio: 0.25 });
    const gamma = tikhonov({ lambda: 2, gamma: GAMMA });
    for (const sum of [gamma.plus(net), net.plus(gamma), l1(0.75).plus(gamma).plus(l2(2.25))]) {
      expect(sum).toMatchObject({ kind: 'tikhonov', lambda: 5, l1Ratio: 0.15 });
      expect(quadratic(sum, w)).toBeCloseTo(byHand(2, GAMMA, w), 14);
      for (const each of w) expect(sum.value(each)).toBeCloseTo(net.value(each), 14);
    }
  });

  test('plus another of its kind it is the sum of both quadratics', () => {
    const other = [[0, 1, 1]];
    const sum = tikhonov({ lambda: 2, gamma: GAMMA }).plus(tikhonov({ lambda: 0.5, gamma: other }));
    expect(quadratic(sum, w)).toBeCloseTo(byHand(2, GAMMA, w) + byHand(0.5, other, w), 13);
    expect(sum.lambda).toBe(2.5);
  });

  test('scaled, its parts keep their proportion', () => {
    const sum = tikhonov({ lambda: 2, gamma: GAMMA }).plus(l1(3)).scaled(10);
    expect(sum).toMatchObject({ lambda: 10, l1Ratio: 0.6, params: [6, 0] });
    expect(quadratic(sum, w)).toBeCloseTo(byHand(4, GAMMA, w), 13);
    expect(quadratic(tikhonov({ lambda: 0, gamma: GAMMA }).scaled(3), w)).toBeCloseTo(
      byHand(3, GAMMA, w),
      13,
    );
  });

  test.each([
    [() => tikhonov({ lambda: -1, gamma: GAMMA }), 'lambda must be a finite number >= 0, got -1'],
    [
      () => tikhonov({ gamma: [[1, Number.NaN]] }),
      'gamma must be finite, row 0, column 1, got NaN',
    ],
    [() => tikhonov({ gamma: [[1]] }).plus(slope()), 'plus must add an elastic net or another'],
    [() => tikhonov({ gamma: [[1]] }).plus(mcp()), 'plus must add an elastic net or another'],
    [
      () => tikhonov({ gamma: [[1]] }).plus(tikhonov({ gamma: GAMMA })),
      'gamma must have 1 columns like the other, got 3',
    ],
    [
      () =>
        fitFamily(
          {
            X: [
              [1, 2],
              [3, 5],
              [0, 1],
            ],
            y: [1, 2, 3],
            family: gaussian(),
          },
          tikhonov({ gamma: GAMMA }),
          [1],
        ),
      'gamma must have 2 columns (one per column of X), got 3',
    ],
  ])('it refuses bad arguments: %#', (run, message) => {
    expect(run).toThrow(`tikhonov: ${message}`);
  });
});

describe('the fit', () => {
  const source = random(11);
  const [n, p] = [40, 6];
  const X = Array.from({ length: n }, () => Array.from({ length: p }, source.normal));
  const y = X.map((row) => row[0]! - row[3]! + source.normal());
  const weights = f64(n, () => 0.2 + source.uniform());

  /** (X̃ᵀWX̃ + λΓᵀΓ) b = X̃ᵀWy on standardized columns, by elimination. */
  function normalEquations(gamma: readonly (readonly number[])[], lambda: number) {
    const total = weights.reduce((sum, v) => sum + v, 0);
    const omega = weights.map((v) => v / total);
    const mean = (of: (i: number) => number) => omega.reduce((sum, v, i) => sum + v * of(i), 0);
    const means = X[0]!.map((_, j) => mean((i) => X[i]![j]!));
    const sds = means.map((m, j) => Math.sqrt(mean((i) => (X[i]![j]! - m) ** 2)));
    const Z = X.map((row) => row.map((x, j) => (x - means[j]!) / sds[j]!));
    const centre = mean((i) => y[i]!);
    const A = means.map((_, a) =>
      means.map(
        (_, b) =>
          mean((i) => Z[i]![a]! * Z[i]![b]!) +
          lambda * gamma.reduce((sum, row) => sum + row[a]! * row[b]!, 0),
      ),
    );
    const c = means.map((_, a) => mean((i) => Z[i]![a]! * (y[i]! - centre)));
    const coef = solve(A, c).map((b, j) => b / sds[j]!);
    const G = means.map((_, a) => means.map((_, b) => mean((i) => Z[i]![a]! * Z[i]![b]!)));
    const df = G.reduce((sum, row, a) => sum + solve(A, row)[a]!, 0);
    return { coef, intercept: coef.reduce((rest, b, j) => rest - b * means[j]!, centre), df };
  }

  /** Gaussian elimination of a positive definite system. */
  function solve(A: readonly (readonly number[])[], c: readonly number[]): number[] {
    const M = A.map((row, a) => [...row, c[a]!]);
    for (let k = 0; k < p; k++)
      for (let i = k + 1; i < p; i++) {
        const share = M[i]![k]! / M[k]![k]!;
        M[i] = M[i]!.map((value, b) => value - share * M[k]![b]!);
      }
    const x = new Array<number>(p).fill(0);
    for (let k = p - 1; k >= 0; k--)
      x[k] =
        (M[k]![p]! - x.reduce((sum, value, b) => sum + value * (b > k ? M[k]![b]! : 0), 0)) /
        M[k]![k]!;
    return x;
  }

  const SHAPES: [string, readonly (readonly number[])[]][] = [
    ['first differences', rowsOf(differences(p))],
    ['second differences', rowsOf(differences(p, 2))],
    [
      'a graph',
      rowsOf(
        graphLaplacian(
          [
            [0, 3, 2],
            [1, 4],
            [2, 5],
          ],
          p,
        ),
      ),
    ],
    ['a full matrix', Array.from({ length: 8 }, () => Array.from({ length: p }, source.normal))],
    ['one row', [[1, 1, 1, 1, 1, 1]]],
  ];

  test.each(SHAPES)(
    'with %s solves the normal equations, with its degrees of freedom',
    (_, gamma) => {
      const lambdas = [100, 1, 0.01, 0];
      const fits = fitFamily({ X, y, weights, family: gaussian() }, tikhonov({ gamma }), lambdas);
      for (const [l, lambda] of lambdas.entries()) {
        const expected = normalEquations(gamma, lambda);
        const { coef, intercept, relative, df } = fits[l]!;
        // two direct solves of systems whose condition number stays below 1e5
        expect(relativeDifference(coef, expected.coef)).toBeLessThanOrEqual(1e-10);
        expect(Math.abs(intercept - expected.intercept)).toBeLessThanOrEqual(1e-10);
        expect(df).toBeCloseTo(expected.df, 9);
        expect(relative).toBeLessThanOrEqual(1e-13);
      }
    },
  );
});
