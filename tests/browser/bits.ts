/**
 * A fixed set of fits, reduced to a hash of every bit they return. The data come from integer
 * arithmetic and exact divisions, so that a difference can only come from the fits.
 */

import { binomial, poisson, quantile } from '../../src/datafit/index.ts';
import {
  crossValidate,
  ElasticNet,
  Lasso,
  type LinearPath,
  Matrix,
  path,
  Ridge,
  SparseMatrix,
} from '../../src/index.ts';
import { elasticNet, mcp } from '../../src/penalty/index.ts';
import { type FamilyFit, familyFit } from '../support/familyFit.ts';
import { Fingerprint } from './fingerprint.ts';

type Hashes = Record<string, string>;

/** Hash of each fit by its name, in a fixed order. */
export async function fitBits(): Promise<Hashes> {
  const tall = problem(120, 30);
  const wide = problem(30, 90);
  const sparse = sparseColumns(tall.X, (k) => k % 7 < 2);
  const lasso = new Lasso({ tol: 1e-9 });
  const net = new ElasticNet({ l1Ratio: 0.5 });
  const weights = tall.y.map((_, i) => i % 3);
  const fine = { nLambda: 1000, lambdaMinRatio: 0.003 };
  const limits = { lower: -0.5, upper: 0.25 };
  return {
    lassoFloat64: ofPath(await path(lasso, Matrix.from(tall.X), tall.y)),
    lassoFloat32: ofPath(await path(lasso, Matrix.from(tall.X, { dtype: 'float32' }), tall.y)),
    lassoSparse: ofPath(await path(lasso, sparse, tall.y)),
    lassoWide: ofPath(await path(lasso, Matrix.from(wide.X), wide.y)),
    elasticNetWeights: ofPath(await path(net, Matrix.from(tall.X), tall.y, { weights })),
    elasticNetLimits: ofPath(await path(net, Matrix.from(wide.X), wide.y, limits)),
    ridge: ofPath(await path(new Ridge(), Matrix.from(tall.X), tall.y)),
    ridgeWide: ofPath(await path(new Ridge(), Matrix.from(wide.X), wide.y)),
    lassoFineGrid: ofPath(await path(lasso, Matrix.from(tall.X), tall.y, fine)),
    crossValidate: await ofCrossValidation(tall),
    binomialLasso: ofFamily(tall, (y) => Number(y > 0), { family: binomial(), penalty: lassoOf() }),
    poissonNet: ofFamily(tall, count, { family: poisson(), penalty: elasticNet({ l1Ratio: 0.5 }) }),
    poissonMcp: ofFamily(tall, count, { family: poisson(), penalty: mcp() }),
    quantileLasso: ofFamily(tall, (y) => y, { family: quantile(), penalty: lassoOf(), tol: 1e-6 }),
  };
}

interface Problem {
  readonly X: { data: Float64Array; rows: number; cols: number; order: 'col' };
  readonly y: Float64Array;
}

const lassoOf = () => elasticNet({ l1Ratio: 1 });

/** A count that grows with the response, in exact arithmetic. */
const count = (y: number) => Math.max(Math.floor(2 * y + 3), 0);

function ofFamily(
  { X, y }: Problem,
  code: (y: number) => number,
  fit: Pick<FamilyFit, 'family' | 'penalty' | 'tol'>,
): string {
  const { data, rows, cols } = X;
  const table = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_unused, j) => data[i + j * rows]!),
  );
  const shares = [1, 0.5, 0.2, 0.05];
  const fingerprint = new Fingerprint();
  for (const point of familyFit({ ...fit, X: table, y: Array.from(y, code), shares }))
    fingerprint.add(point.coef).add(Float64Array.of(point.lambda, point.intercept, point.relative));
  return fingerprint.text;
}

function ofPath(result: LinearPath): string {
  const coefficients = result.coefs();
  const gaps = result.certificates.map((certificate) => certificate.relative);
  return new Fingerprint()
    .add(result.lambdas)
    .add(Float64Array.from(coefficients.data))
    .add(coefficients.indices)
    .add(result.intercepts)
    .add(Float64Array.from(gaps)).text;
}

async function ofCrossValidation({ X, y }: Problem): Promise<string> {
  const options = { folds: 5, seed: 7, l1Ratios: [1, 0.5] };
  const result = await crossValidate(new ElasticNet({ l1Ratio: 0.5 }), Matrix.from(X), y, options);
  const fingerprint = new Fingerprint();
  for (const curve of result.curves) fingerprint.add(curve.lambdas).add(curve.mean).add(curve.se);
  return fingerprint
    .add(result.model.coef)
    .add(Float64Array.of(result.model.intercept, result.lambda, result.l1Ratio))
    .add(Float64Array.from(result.oof!.data)).text;
}

/** Correlated columns, a response of five of them, and noise. */
function problem(rows: number, cols: number): Problem {
  const next = uniform(rows * 1000 + cols);
  const data = Float64Array.from({ length: rows * cols }, next);
  for (let k = rows; k < data.length; k++) data[k] = (data[k]! + data[k - rows]!) / 2;
  const y = Float64Array.from({ length: rows }, next);
  for (let j = 0; j < 5; j++)
    for (let i = 0; i < rows; i++) y[i]! += (j - 2.5) * data[2 * j * rows + i]!;
  return { X: { data, rows, cols, order: 'col' }, y };
}

/** The kept cells of a dense matrix, by columns. */
function sparseColumns({ data, rows, cols }: Problem['X'], keep: (k: number) => boolean) {
  const kept = Array.from(data.keys()).filter(keep);
  return SparseMatrix.fromTriplets({
    i: kept.map((k) => k % rows),
    j: kept.map((k) => Math.floor(k / rows)),
    v: kept.map((k) => data[k]!),
    rows,
    cols,
  });
}

/** Numbers in [−1, 1) of a 32-bit linear congruential sequence (a = 1664525, c = 1013904223; Knuth, Lewis). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
