/** Sparse columns without a Gram matrix: the same models as with one. */
import { describe, expect, test } from 'vitest';
import { binomial, poisson } from '../../../src/datafit/index.ts';
import { loadDesign } from '../../../src/linear/design.ts';
import { prepareFamilyProblem } from '../../../src/linear/family/familyProblem.ts';
import { suitsColumns } from '../../../src/linear/family/suitsColumns.ts';
import { Memory } from '../../../src/memory/memory.ts';
import { Scope } from '../../../src/memory/scope.ts';
import { SparseMatrix } from '../../../src/memory/sparseMatrix.ts';
import { elasticNet, mcp, scad } from '../../../src/penalty/index.ts';
import { runSync } from '../../../src/runtime/run.ts';
import { type FamilyFit, familyFit } from '../../support/familyFit.ts';
import { random } from '../../support/random.ts';
import { relativeDifference } from '../../support/tolerance.ts';

/** The least number of columns for which no Gram matrix is made. */
const COLUMNS = 1000;
const TOL = 1e-9;

/** As near the optimum as rounding allows, so that models can be compared. */
const EXACT = 1e-18;

/**
 * Relative difference of coefficients between two ends by rounding: a gap of 1e-17 of the null loss
 * leaves about its root.
 */
const SAME = 1e-8;

/**
 * n rows of positive cells, about one in twelve; every column has two at least, or two columns of
 * one entry each would be the same when standardized. A few of them drive the response.
 */
function draw(seed: number, n = 80) {
  const { chance, normal, uniform } = random(seed);
  const isStored = (i: number, j: number) =>
    i === j % n || i === (7 * j + 3) % n || chance(j % 10 ? 0.03 : 0.3);
  const X = Array.from({ length: n }, (_, i) =>
    Array.from({ length: COLUMNS }, (__, j) => (isStored(i, j) ? 0.5 + uniform() : 0)),
  );
  const eta = X.map((row) => 0.8 * (row[0]! - row[10]! + row[20]!) + 0.5 * normal());
  const labels = eta.map((value) => Number(value > 0));
  const counts = eta.map((value) => Math.floor(Math.max(0, value + 2 * uniform())));
  return { X, labels, counts };
}

const { X, labels, counts } = draw(1);
const logistic = { X, y: labels, family: binomial() };
const lasso = { penalty: elasticNet({ l1Ratio: 1 }), shares: [0.7, 0.4, 0.2] };
const CASES: Record<string, FamilyFit> = {
  lasso: { ...logistic, ...lasso },
  'an elastic net': {
    ...logistic,
    penalty: elasticNet({ l1Ratio: 0.5 }),
    shares: [0.5, 0.1, 0.02],
  },
  'raw columns': { ...logistic, ...lasso, standardize: false },
  'no intercept': { ...logistic, ...lasso, intercept: false },
  limits: { ...logistic, ...lasso, lower: -0.1, upper: 0.2 },
  'weights and an offset': {
    ...logistic,
    ...lasso,
    weights: labels.map((_, i) => i % 3),
    offset: labels.map((_, i) => (i % 5) / 5),
  },
  'penalty factors': {
    ...logistic,
    ...lasso,
    penaltyFactor: Array.from({ length: COLUMNS }, (_, j) => [1, 0.5, 2, Infinity][j % 4]!),
  },
  ridge: { ...logistic, penalty: elasticNet({ l1Ratio: 0 }), lambdas: [10, 1] },
  'counts by Poisson': { ...logistic, ...lasso, y: counts, family: poisson() },
};

describe.each(Object.entries(CASES))('%s', (_, fit) => {
  test('has a proof', () => {
    const points = familyFit({ ...fit, storage: 'csc', tol: TOL });
    for (const { relative } of points) expect(relative).toBeLessThanOrEqual(TOL);
  });

  test('has the solution of the Gram matrix', () => {
    const [sparse, gram] = (['csc', 'dense64'] as const).map((storage) =>
      familyFit({ ...fit, storage, tol: EXACT }),
    );
    sparse!.forEach(({ coef, intercept }, l) => {
      const found = [...coef, intercept];
      const expected = [...gram![l]!.coef, gram![l]!.intercept];
      expect(relativeDifference(found, expected)).toBeLessThanOrEqual(SAME);
    });
    expect(sparse!.at(-1)!.coef.some((value) => value !== 0)).toBe(true);
  });
});

test.each([mcp({ gamma: 30 }), scad({ gamma: 30 })])(
  'a concave penalty ends at a stationary point',
  (penalty) => {
    const points = familyFit({
      ...logistic,
      penalty,
      shares: [0.7, 0.5],
      storage: 'csc',
      tol: TOL,
    });
    for (const { relative } of points) expect(relative).toBeLessThanOrEqual(TOL);
    expect(points.at(-1)!.coef.some((value) => value !== 0)).toBe(true);
  },
);

test('columns that come twice, and nearly twice, do not stop it', () => {
  const twice = X.map((row, i) =>
    row.map((value, j) => (j % 2 ? row[j - 1]! + (j % 4 === 3 && i === j % 80 ? 1e-4 : 0) : value)),
  );
  const points = familyFit({
    ...logistic,
    ...lasso,
    X: twice,
    shares: [0.5, 0.1, 0.02],
    storage: 'csc',
    tol: TOL,
  });
  for (const { relative } of points) expect(relative).toBeLessThanOrEqual(TOL);
});

describe('a Gram matrix is made', () => {
  const columns = (
    n: number,
    p: number,
    every: number,
    factor: (j: number) => number = () => 1,
  ) => {
    const memory = new Memory();
    const scope = new Scope(memory);
    const [i, j, v]: number[][] = [[], [], []];
    for (let column = 0; column < p; column++)
      for (let row = column % every; row < n; row += every) {
        i!.push(row);
        j!.push(column);
        v!.push(1 + (row % 3));
      }
    const matrix = SparseMatrix.fromTriplets({ i: i!, j: j!, v: v!, rows: n, cols: p });
    const all = (value: number) => new Float64Array(p).fill(value);
    const settings = {
      standardize: true,
      intercept: true,
      tol: 1e-6,
      penaltyFactor: Float64Array.from({ length: p }, (_, k) => factor(k)),
      lower: all(-Infinity),
      upper: all(Infinity),
    };
    const target = Float64Array.from({ length: n }, (_, row) => row % 2);
    const response = { target, weights: new Float64Array(n).fill(1 / n) };
    function* task() {
      const design = yield* loadDesign(scope, 'test', matrix, {});
      return yield* prepareFamilyProblem(scope, design, response, settings, binomial());
    }
    return suitsColumns(runSync(task()));
  };

  test('of few columns, of dense ones, and of some without penalty', () => {
    expect(columns(60, COLUMNS, 12)).toBe(true);
    expect(columns(60, COLUMNS - 1, 12)).toBe(false);
    expect(columns(60, COLUMNS, 5)).toBe(false);
    expect(columns(60, COLUMNS, 12, (j) => Number(j !== 7))).toBe(false);
  });
});
