/** Says a reference problem to the package. */
import { ElasticNet, type FitData, SparseMatrix } from '../../src/index.ts';
import type { Problem } from '../reference/problem.ts';

/** The estimator and its arguments for one problem; undefined options stay out. */
export function said(problem: Problem, tol = 1e-6) {
  const { X, y, lambda, l1Ratio, standardize, intercept } = problem;
  const spec = { lambda, l1Ratio, tol, ...given({ standardize, intercept }) };
  const { weights, offset, penaltyFactor, lower, upper } = problem;
  const data = given({ weights, offset, penaltyFactor, lower, upper }) as FitData;
  return { estimator: new ElasticNet(spec), X: matrixOf(X), y: Float64Array.from(y), data };
}

/** Fit without leaving the thread. */
export function estimate(problem: Problem, tol = 1e-6) {
  const { estimator, X, y, data } = said(problem, tol);
  return estimator.fitSync(X, y, data);
}

function matrixOf(X: Problem['X']): number[][] | SparseMatrix {
  if (!('indptr' in X)) return X as number[][];
  const { rows, cols } = X;
  return new SparseMatrix({
    format: 'csc',
    data: Float64Array.from(X.data),
    indices: Int32Array.from(X.indices),
    indptr: Int32Array.from(X.indptr),
    rows,
    cols,
  });
}

function given<T extends object>(options: T): Partial<T> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
