/** The form in which a matrix arrives does not change the fit. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ElasticNet, Lasso, Matrix, type MatrixLike, SparseMatrix } from '../../src/index.ts';
import { judge } from '../reference/judge.ts';
import { type DenseProblem, problems, RUNS } from '../support/arbitrary.ts';
import { estimate, said } from '../support/estimate.ts';
import { randomProblem } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { bitsOf, expectSameFit, TIGHT } from '../support/sameFit.ts';
import { certifiedGap, EPSILON_32 } from '../support/tolerance.ts';

/** The same problem with most cells 0; some columns stay full, some become empty. */
function thinned(problem: DenseProblem, seed: number): DenseProblem {
  const { chance, pick } = random(seed);
  const shares = problem.X[0]!.map(() => pick([1, 0.5, 0.2, 0]));
  const X = problem.X.map((row) => row.map((x, j) => (chance(shares[j]!) ? x : 0)));
  return { ...problem, X };
}

/** Triplets of the cells that are not 0, out of order, some of them in two parts. */
function triplets(X: readonly number[][]): SparseMatrix {
  const cells = X.flatMap((row, i) => row.map((v, j) => ({ i, j, v }))).filter(({ v }) => v !== 0);
  const parts = cells.flatMap(({ i, j, v }, k) =>
    k % 3 === 0
      ? [
          { i, j, v: v / 2 },
          { i, j, v: v / 2 },
        ]
      : [{ i, j, v }],
  );
  parts.reverse();
  return SparseMatrix.fromTriplets({
    i: parts.map(({ i }) => i),
    j: parts.map(({ j }) => j),
    v: parts.map(({ v }) => v),
    rows: X.length,
    cols: X[0]!.length,
  });
}

function fitOn(problem: DenseProblem, X: MatrixLike, dtype?: 'float32' | 'float64') {
  const { estimator, y, data } = said(problem, TIGHT);
  return (dtype ? estimator.with({ dtype }) : estimator).fitSync(X, y, data);
}

test('compressed columns and dense columns give the same fit', () => {
  fc.assert(
    fc.property(problems, fc.nat(), (any, seed) => {
      const problem = thinned(any, seed);
      const sparse = triplets(problem.X);
      expectSameFit(problem, fitOn(problem, sparse), estimate(problem, TIGHT));
      expect(bitsOf(fitOn(problem, sparse.toCsr()))).toEqual(bitsOf(fitOn(problem, sparse)));
    }),
    RUNS,
  );
});

test('float32 storage of values that float32 holds gives the bits of float64 storage', () => {
  fc.assert(
    fc.property(problems, (any) => {
      const problem = { ...any, X: any.X.map((row) => row.map(Math.fround)) };
      const [single, double] = (['float32', 'float64'] as const).map((dtype) =>
        fitOn(problem, problem.X, dtype),
      );
      expect(bitsOf(single!)).toEqual(bitsOf(double!));
    }),
    RUNS,
  );
});

test('int8 storage of integers gives the bits of float64 storage', () => {
  const byte = (value: number) => Math.max(-128, Math.min(127, Math.round(value * 20)));
  fc.assert(
    fc.property(problems, (any) => {
      const problem = { ...any, X: any.X.map((row) => row.map(byte)) };
      using bytes = Matrix.from(problem.X, { dtype: 'int8' });
      expect(bitsOf(fitOn(problem, bytes))).toEqual(bitsOf(fitOn(problem, problem.X)));
    }),
    RUNS,
  );
});

test('float32 storage is a fit to rounded cells, and stored that way it is certified', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const single = fitOn(problem, problem.X, 'float32');
      const rounded = { ...problem, X: problem.X.map((row) => row.map(Math.fround)) };
      expect(judge(rounded, single).relative).toBeLessThanOrEqual(certifiedGap(TIGHT));
      const { estimator, y, data } = said(problem, TIGHT);
      const columns = Matrix.from(problem.X, { dtype: 'float32' });
      expect(bitsOf(estimator.fitSync(columns, y, data))).toEqual(bitsOf(single));
      columns.free();
    }),
    RUNS,
  );
});

test('float32 rounding of X moves predictions by no more than it moves the columns', () => {
  const { X, y, lambda } = randomProblem({ seed: 3, n: 200, p: 10, rho: 0 });
  const lasso = new Lasso({ lambda, tol: TIGHT });
  const [single, double] = (['float32', 'float64'] as const).map((dtype) =>
    lasso.with({ dtype }).fitSync(X as number[][], Array.from(y)),
  );
  // Well-conditioned columns: a relative change ε of X changes w by a few ε |w|.
  const size = Math.max(...double!.coef.map(Math.abs));
  single!.coef.forEach((value, j) => {
    expect(Math.abs(value - double!.coef[j]!)).toBeLessThanOrEqual(10 * EPSILON_32 * size);
  });
});

describe('every dense form', () => {
  const { X, y, lambda } = randomProblem({ seed: 4, n: 30, p: 12 });
  const rows = X as number[][];
  const flat = rows.flat();
  const byColumns = rows[0]!.flatMap((_, j) => rows.map((row) => row[j]!));
  const [n, p] = [30, 12];
  const net = new ElasticNet({ lambda, l1Ratio: 0.7 });
  const expected = bitsOf(net.fitSync(rows, Array.from(y)));
  const column = (j: number) => ({ toArray: () => rows.map((row) => row[j]!) });
  const FORMS: Record<string, () => MatrixLike> = {
    'typed rows': () => rows.map((row) => Float64Array.from(row)),
    'a row-major view': () => ({ data: Float64Array.from(flat), rows: n, cols: p }),
    'a column-major view': () => ({
      data: Float64Array.from(byColumns),
      rows: n,
      cols: p,
      order: 'col',
    }),
    'a resident Matrix': () => Matrix.from(rows),
    'a wrapped array': () => Matrix.wrap({ data: Float64Array.from(flat), rows: n, cols: p }),
    'a row-major resident Matrix': () => {
      const matrix = Matrix.zeros(n, p, { order: 'row' });
      matrix.data.set(flat);
      return matrix;
    },
    'a matrix of ml-matrix': () => ({ rows: n, columns: p, to1DArray: () => flat }),
    'an Arrow table': () => ({
      numRows: n,
      numCols: p,
      schema: { fields: rows[0]!.map((_, j) => ({ name: `x${j}` })) },
      getChildAt: column,
    }),
  };

  test.each(Object.entries(FORMS))('%s gives the same bits', (_, make) => {
    expect(bitsOf(net.fitSync(make(), Array.from(y)))).toEqual(expected);
  });

  test('a tensor is read as float32', () => {
    const tensor = { shape: [n, p], dataSync: () => Float32Array.from(flat) };
    const single = net.with({ dtype: 'float32' }).fitSync(rows, Array.from(y));
    expect(bitsOf(net.fitSync(tensor, Array.from(y)))).toEqual(bitsOf(single));
  });

  test('a view of a plain array keeps float64', () => {
    const view = { data: flat as unknown as Float64Array, rows: n, cols: p };
    expect(bitsOf(net.fitSync(view, Array.from(y)))).toEqual(expected);
  });

  test('bytes are read as the numbers they are', () => {
    const cells = Int8Array.from({ length: n * p }, (_, k) => ((k * 37) % 251) - 125);
    const numbers = { data: Float64Array.from(cells), rows: n, cols: p };
    const bytes = net.fitSync({ data: cells, rows: n, cols: p }, Array.from(y));
    expect(bitsOf(bytes)).toEqual(bitsOf(net.fitSync(numbers, Array.from(y))));
  });

  test('an Arrow table brings its column names', () => {
    const fields = rows[0]!.map((_, j) => ({ name: `feature ${j}` }));
    const table = { numRows: n, numCols: p, schema: { fields }, getChildAt: column };
    const model = net.fitSync(table, Array.from(y));
    expect(model.featureNames).toEqual(fields.map(({ name }) => name));
  });
});
