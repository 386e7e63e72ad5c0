/** Paths on wide data are the same as if every gradient were computed at every check. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { FittedModel } from '../../src/linear/fittedModel.ts';
import {
  ElasticNet,
  GLM,
  Lasso,
  type LinearPath,
  LogisticRegression,
  path,
} from '../../src/linear/index.ts';
import { LazyGradients } from '../../src/linear/lazyGradients.ts';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';
import { l1, mcp } from '../../src/penalty/index.ts';
import { type CompressedColumns, columnsOf } from '../reference/columns.ts';
import { judge } from '../reference/judge.ts';
import { randomProblem, rowsOf } from '../support/problems.ts';
import { certifiedGap, relativeDifference } from '../support/tolerance.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const [N, P] = [40, 300];
const { X: given, y } = randomProblem({ seed: 31, n: N, p: P, rho: 0.3 });
/** Column 9 is constant. */
const X = rowsOf(given).map((row) => row.map((x, j) => (j === 9 ? 2 : x)));
const classes = Array.from(y, (value) => Number(value > 3));
const counts = Array.from(y, (value) => Math.max(0, Math.round(value)));
const weights = Array.from(y, (_, i) => (i % 9 === 4 ? 0 : 1 + (i % 3)));
/** Column 20 is not penalized. */
const penaltyFactor = Array.from({ length: P }, (_, j) => (j === 20 ? 0 : j % 7 === 3 ? 2 : 1));

/** Enough rows that no two columns have the same few entries. */
const text = randomProblem({ seed: 32, n: 150, p: 1200, density: 0.05 });
const sparse = new SparseMatrix({ format: 'csc', ...(text.X as SparseColumns) });
type SparseColumns = CompressedColumns & {
  data: Float64Array;
  indices: Int32Array;
  indptr: Int32Array;
};

const GRID = { nLambda: 25, lambdaMinRatio: 0.05 };
const tight = { tol: 1e-12 };

type Run = () => Promise<LinearPath<FittedModel>>;
const PATHS: [string, Run][] = [
  ['a lasso', () => path(new Lasso(tight), X, y as number[], GRID)],
  ['a lasso with weights', () => path(new Lasso(tight), X, y as number[], { ...GRID, weights })],
  [
    'an elastic net with factors',
    () =>
      path(new ElasticNet({ ...tight, l1Ratio: 0.7 }), X, y as number[], {
        ...GRID,
        penaltyFactor,
      }),
  ],
  [
    'a lasso without intercept, within limits',
    () => path(new Lasso({ ...tight, intercept: false, lower: -0.2 }), X, y as number[], GRID),
  ],
  ['a sparse lasso', () => path(new Lasso(tight), sparse, text.y as number[], GRID)],
  ['a logistic lasso', () => path(new LogisticRegression(tight), X, classes, GRID)],
  [
    'a logistic lasso with factors and weights',
    () => path(new LogisticRegression(tight), X, classes, { ...GRID, penaltyFactor, weights }),
  ],
  [
    'a sparse logistic lasso',
    () =>
      path(
        new LogisticRegression(tight),
        sparse,
        Array.from(text.y, (v) => Number(v > 3)),
        GRID,
      ),
  ],
  [
    'a poisson lasso',
    () => path(new GLM({ family: 'poisson', penalty: l1(), ...tight }), X, counts, GRID),
  ],
  [
    'mcp',
    () => path(new GLM({ family: 'gaussian', penalty: mcp(), tol: 1e-11 }), X, y as number[], GRID),
  ],
];

describe.each(PATHS)('%s', (_, run) => {
  test('has the same models as with all gradients, by fewer of them', async () => {
    const select = vi.spyOn(LazyGradients.prototype, 'select');
    const own = await run();
    const computed = select.mock.results.map(({ value }) => (value as { count: number }).count);
    // without a penalty every gradient is computed
    vi.spyOn(LazyGradients.prototype, 'setPenalty').mockImplementation(() => {});
    select.mockClear();
    const full = await run();
    const p = full.featureNames.length;
    expect(select.mock.results.every(({ value }) => (value as { count: number }).count === p)).toBe(
      true,
    );
    expect(computed.some((count) => count < p / 2)).toBe(true);
    expect([...own.lambdas]).toEqual([...full.lambdas]);
    expect(own.certificates.every(({ ok }) => ok)).toBe(true);
    own.lambdas.forEach((_lambda, l) => {
      const [a, b] = [own.model(l).settings, full.model(l).settings];
      expect(relativeDifference(a.coef, b.coef)).toBeLessThanOrEqual(1e-5);
      expect(relativeDifference(a.intercepts, b.intercepts)).toBeLessThanOrEqual(1e-5);
      expect(Math.abs(own.devianceRatio[l]! - full.devianceRatio[l]!)).toBeLessThanOrEqual(1e-9);
    });
  });
});

test('a lasso on wide data is what the judge says it is', async () => {
  const own = await path(new Lasso({ tol: 1e-8 }), X, y as number[], {
    ...GRID,
    weights,
    penaltyFactor,
  });
  const columns = columnsOf(X);
  own.lambdas.forEach((lambda, l) => {
    const { coef, intercepts } = own.model(l).settings;
    const problem = { X: columns, y, weights, penaltyFactor, lambda, l1Ratio: 1 };
    const { relative } = judge(problem, { coef, intercept: intercepts[0]! });
    expect(relative).toBeLessThanOrEqual(certifiedGap(1e-8));
  });
});
