/** Degrees of freedom of ridge are those of the curvatures at the solution, on any grid. */
import { describe, expect, test } from 'vitest';
import { type FamilyWord, type FittedModel, GLM, path } from '../../../src/linear/index.ts';
import { SparseMatrix } from '../../../src/memory/sparseMatrix.ts';
import { l2 } from '../../../src/penalty/index.ts';
import { dot } from '../../reference/dot.ts';
import { softmax } from '../../reference/families/multinomial.ts';
import { type Rows, solverOf, transpose } from '../../reference/linearAlgebra.ts';
import { correlated } from '../../support/correlated.ts';
import { f64 } from '../../support/kernels.ts';
import { rowsOf, sparseDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';

/** Coefficients at a relative gap of 1e-12 are good to 1e-6, and so are their curvatures. */
const CLOSE = 1e-5;
const TOL = 1e-12;

interface Data {
  readonly X: Rows;
  readonly weights: Float64Array;
  readonly penaltyFactor: Float64Array;
  readonly intercept: boolean;
}

/** −∂² of the log-likelihood of a row by its predictors: K × K. */
const CURVATURES: Record<string, (eta: Float64Array) => number[][]> = {
  binomial: ([eta]) => [[1 / ((1 + Math.exp(-eta!)) * (1 + Math.exp(eta!)))]],
  poisson: ([eta]) => [[Math.exp(eta!)]],
  multinomial: (eta) => {
    const p = softmax(eta);
    return Array.from(p, (a, k) => Array.from(p, (b, l) => a * (Number(k === l) - b)));
  },
};

/** Columns less their weighted means and over their deviations; 0 where there is no deviation. */
function standardize({ X, weights, intercept }: Data): Float64Array[] {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return transpose(X).map((x) => {
    const mean = x.reduce((sum, value, i) => sum + weights[i]! * value, 0) / total;
    const part = (value: number, i: number) => weights[i]! * (value - mean) * (value - mean);
    const variance = x.reduce((sum, value, i) => sum + part(value, i), 0) / total;
    return x.map((value) =>
      variance < 1e-20 ? 0 : (value - (intercept ? mean : 0)) / Math.sqrt(variance),
    );
  });
}

/** tr M (M + λ D)⁻¹ less what intercepts add to it, M over coefficients and intercepts. */
function freedomOf(family: string, model: FittedModel, data: Data, lambda: number): number {
  const { X, weights, penaltyFactor, intercept } = data;
  const { coef, intercepts } = model.settings;
  const outputs = intercepts.length;
  const total = weights.reduce((sum, w) => sum + w, 0);
  const columns = [...standardize(data), ...(intercept ? [f64(X.length, () => 1)] : [])];
  const p = penaltyFactor.length;
  const live = columns.map((x) => x.some((value) => value !== 0));
  // of the intercepts of a softmax only differences count: the last is left out
  const size = outputs * columns.length - Number(outputs > 1 && intercept);
  const M = Array.from({ length: size }, () => new Float64Array(size));
  for (const [i, row] of X.entries()) {
    const eta = f64(outputs, (k) => predictor(row, k));
    const bend = CURVATURES[family]!(eta);
    for (let q = 0; q < size; q++)
      for (let r = 0; r < size; r++) {
        const [k, j, l, m] = [...split(q), ...split(r)] as [number, number, number, number];
        M[q]![r]! += (weights[i]! / total) * bend[k]![l]! * columns[j]![i]! * columns[m]![i]!;
      }
  }
  const D = M.map((row, q) => {
    const j = split(q)[1]!;
    // a dead column keeps out by any ridge
    const ridge = j < p ? (live[j] ? lambda * penaltyFactor[j]! : 1) : 0;
    return row.map((value, r) => value + Number(q === r) * ridge);
  });
  const solve = solverOf(D);
  const trace = M.reduce((sum, row, q) => sum + solve(row)[q]!, 0);
  return trace - (intercept ? Math.max(outputs - 1, 1) : 0);

  function split(q: number): [number, number] {
    return [Math.floor(q / columns.length), q % columns.length];
  }
  function predictor(row: ArrayLike<number>, k: number): number {
    let eta = intercepts[k]!;
    for (let j = 0; j < p; j++) eta += row[j]! * coef[k * p + j]!;
    return eta;
  }
}

const [N, P] = [60, 9];
const { X: drawn, eta, noise } = correlated(N, P, 0.5, 17);
/** Column 4 is constant. */
const X = drawn.map((row) => row.map((x, j) => (j === 4 ? 1 : 0.3 * x)));
const each = (value: (i: number) => number) => f64(N, value);
const RESPONSES: Record<string, number[]> = {
  binomial: Array.from(each((i) => Number(eta[i]! + noise[i]! > 0))),
  poisson: Array.from(each((i) => Math.max(0, Math.round(1 + eta[i]! / 3 + noise[i]!)))),
  multinomial: Array.from(each((i) => (eta[i]! + noise[i]! > 0.5 ? 2 : Number(noise[i]! > -0.3)))),
};
const LAMBDAS = [1, 0.1, 0.01];
const PLAIN = { X, weights: each(() => 1), penaltyFactor: f64(P, () => 1), intercept: true };
const CASES: [string, Data][] = [
  ['all columns', PLAIN],
  ['no intercept', { ...PLAIN, intercept: false }],
  ['weights, some 0', { ...PLAIN, weights: each((i) => i % 4) }],
  ['factors', { ...PLAIN, penaltyFactor: f64(P, (j) => [1, 0.2, 3][j % 3]!) }],
];

function ridge(
  family: FamilyWord,
  data: Data,
  y: number[],
  lambdas: number[],
  sparse?: SparseMatrix,
) {
  const { X: rows, weights, penaltyFactor, intercept } = data;
  const estimator = new GLM({ family, penalty: l2(), tol: TOL, intercept });
  const given = sparse ?? Array.from(rows, (row) => Array.from(row));
  return path(estimator, given, y, { lambdas, weights, penaltyFactor });
}

describe.each(['binomial', 'poisson', 'multinomial'] as const)('%s', (family) => {
  const y = RESPONSES[family]!;

  test.each(CASES)('with %s', async (_, data) => {
    const found = await ridge(family, data, y, LAMBDAS);
    for (const [l, lambda] of LAMBDAS.entries()) {
      const model = found.model(l);
      const expected = freedomOf(family, model, data, lambda);
      expect(Math.abs(model.df / expected - 1)).toBeLessThanOrEqual(CLOSE);
      // the same at the end of a grid of its own
      const alone = await ridge(family, data, y, [7 * lambda, 2 * lambda, lambda]);
      expect(Math.abs(alone.df[2]! / model.df - 1)).toBeLessThanOrEqual(CLOSE);
    }
  });
});

test('an unpenalized column counts as one, whatever the strength', async () => {
  const penaltyFactor = f64(P, (j) => Number(j !== 2));
  const data = { ...PLAIN, penaltyFactor };
  const lambdas = [1e6, 0.1];
  const found = await ridge('binomial', data, RESPONSES.binomial!, lambdas);
  expect(Math.abs(found.df[0]! - 1)).toBeLessThanOrEqual(1e-4);
  const expected = freedomOf('binomial', found.model(1), data, 0.1);
  expect(Math.abs(found.df[1]! / expected - 1)).toBeLessThanOrEqual(CLOSE);
});

/** tr K (K + λ)⁻¹ of K = A Aᵀ, A the columns of rows √h, less their means under h. */
function wideFreedom(model: FittedModel, data: Data, lambda: number): number {
  const { coef, intercepts } = model.settings;
  const n = data.X.length;
  const h = f64(n, (i) => {
    const bend = CURVATURES.binomial!(Float64Array.of(intercepts[0]! + dot(data.X[i]!, coef)));
    return bend[0]![0]! / n;
  });
  const total = h.reduce((sum, value) => sum + value, 0);
  const rows = transpose(
    standardize(data).map((x) => {
      const mean = dot(x, h) / total;
      return x.map((value, i) => Math.sqrt(h[i]!) * (value - mean));
    }),
  );
  const K = rows.map((a) => Float64Array.from(rows, (b) => dot(a, b)));
  const D = K.map((row, q) => row.map((value, r) => value + Number(q === r) * lambda));
  const solve = solverOf(D);
  return K.reduce((sum, row, q) => sum + solve(row)[q]!, 0);
}

/** So many coordinates that a factor of them takes several calls. */
const source = random(12);
const design = sparseDesign(source, 40, 1100, 0.06);
const given = design as typeof design & {
  data: Float64Array;
  indices: Int32Array;
  indptr: Int32Array;
};
const rows = rowsOf(design);
const pairs = rows.map(() => source.below(2));
const triples = rows.map(() => source.below(3));

test.each([
  ['text, whose columns keep no Gram matrix', new SparseMatrix({ format: 'csc', ...given })],
  ['many dense columns', undefined],
])('of %s', async (_, sparse) => {
  const ones = { weights: f64(40, () => 1), penaltyFactor: f64(1100, () => 1) };
  const data = { X: rows, ...ones, intercept: true };
  const lambdas = [30, 5, 1];
  const found = await ridge('binomial', data, pairs, lambdas, sparse);
  for (const [l, lambda] of lambdas.entries()) {
    const expected = wideFreedom(found.model(l), data, lambda);
    expect(Math.abs(found.df[l]! / expected - 1)).toBeLessThanOrEqual(CLOSE);
  }
});

/** The same for a softmax without intercepts: diag p − p pᵀ = R Rᵀ with R = diag √p (I − √p √pᵀ). */
function wideSoftmaxFreedom(model: FittedModel, data: Data, lambda: number): number {
  const { coef, intercepts } = model.settings;
  const [n, p] = [data.X.length, data.penaltyFactor.length];
  const roots = Array.from(data.X, (row) => {
    const shares = softmax(intercepts.map((_, k) => dot(row, coef.slice(k * p, (k + 1) * p))));
    const q = shares.map(Math.sqrt);
    return Array.from(q, (a, k) => q.map((b, l) => a * (Number(k === l) - a * b)));
  });
  const seen = transpose(standardize(data));
  const outputs = intercepts.length;
  const cells = Array.from({ length: n * outputs }, (_, at) => [
    Math.floor(at / outputs),
    at % outputs,
  ]);
  const products = seen.map((x) => Float64Array.from(seen, (z) => dot(x, z) / n));
  const K = cells.map(([i, a]) =>
    Float64Array.from(cells, ([m, b]) => {
      const share = roots[i!]!.reduce((sum, row, k) => sum + row[a!]! * roots[m!]![k]![b!]!, 0);
      return products[i!]![m!]! * share;
    }),
  );
  const D = K.map((row, q) => row.map((value, r) => value + Number(q === r) * lambda));
  const solve = solverOf(D);
  return K.reduce((sum, row, q) => sum + solve(row)[q]!, 0);
}

test('of a softmax of many columns', async () => {
  const p = 240;
  const few = rows.map((row) => row.slice(0, p));
  const ones = { weights: f64(40, () => 1), penaltyFactor: f64(p, () => 1) };
  const data = { X: few, ...ones, intercept: false };
  const lambdas = [3, 0.5];
  const found = await ridge('multinomial', data, triples, lambdas);
  for (const [l, lambda] of lambdas.entries()) {
    const expected = wideSoftmaxFreedom(found.model(l), data, lambda);
    expect(Math.abs(found.df[l]! / expected - 1)).toBeLessThanOrEqual(CLOSE);
  }
});
