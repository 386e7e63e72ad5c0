/** Ridge by each of its roads: primal, dual, coordinates, and an elastic net with hardly any L1. */
import { describe, expect, test } from 'vitest';
import { type FittedLinear, Lasso, path, Ridge } from '../../src/index.ts';
import { dot } from '../reference/dot.ts';
import { solverOf } from '../reference/linearAlgebra.ts';
import { normalized } from '../reference/moments.ts';
import type { Problem } from '../reference/problem.ts';
import { leaveOneOut, ridgeClosedForm } from '../reference/ridgeClosedForm.ts';
import { type StandardForm, standardForm } from '../reference/standardForm.ts';
import { estimate, said } from '../support/estimate.ts';
import { randomProblem, rowsOf } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { expectSameFit, TIGHT } from '../support/sameFit.ts';
import { DIRECT_SOLVE, relativeDifference } from '../support/tolerance.ts';

interface Shape {
  n: number;
  p: number;
  density?: number;
  share?: number;
  options?: Partial<Problem>;
}

function ridgeProblem({ n, p, density = 1, share = 1e-3, options = {} }: Shape): Problem {
  const base = randomProblem({ seed: n + p, n, p, density, share, l1Ratio: 0 });
  return { ...base, ...options };
}

/** X with columns of zeros at its end until it is wider than tall: ridge goes through the dual. */
function widened(problem: Problem): Problem {
  const rows = rowsOf(problem.X);
  const zeros = Array.from({ length: rows.length + 1 }, () => 0);
  const { penaltyFactor } = problem;
  return {
    ...problem,
    X: rows.map((row) => [...row, ...zeros]),
    ...(penaltyFactor && { penaltyFactor: [...Array.from(penaltyFactor), ...zeros] }),
  };
}

function expectClose(model: FittedLinear, problem: Problem): void {
  const { coef, intercept } = ridgeClosedForm(problem);
  const p = coef.length;
  const both = [...model.coef.slice(0, p), model.intercept];
  expect(relativeDifference(both, [...coef, intercept])).toBeLessThanOrEqual(DIRECT_SOLVE);
  expect(model.coef.slice(p).every((value) => value === 0)).toBe(true);
  expect(model.certificate.ok).toBe(true);
}

const { uniform, normal } = random(5);
const weights = Array.from({ length: 30 }, () => 0.2 + uniform());
const offset = Array.from({ length: 30 }, normal);
const thinned = weights.map((weight, i) => (i % 6 === 5 ? 0 : weight));
const SHAPES: Record<string, Shape> = {
  'one column': { n: 30, p: 1 },
  'as many columns as rows': { n: 30, p: 30 },
  'tall, weighted, with an offset': { n: 30, p: 7, options: { weights, offset } },
  'tall, without intercept': { n: 30, p: 7, options: { intercept: false } },
  'tall, not standardized': { n: 30, p: 7, options: { standardize: false } },
  'tall, with factors': { n: 30, p: 4, options: { penaltyFactor: [0.2, 1, 3, 10] } },
  wide: { n: 12, p: 40 },
  'wide, strongly penalized': { n: 12, p: 40, share: 1 },
  'wide, weighted, with an offset': {
    n: 30,
    p: 50,
    options: { weights, offset },
  },
  'wide, without intercept, not standardized': {
    n: 12,
    p: 40,
    options: { intercept: false, standardize: false },
  },
  'two rows': { n: 2, p: 3 },
};

describe.each(Object.entries(SHAPES))('ridge on data that are %s', (_, shape) => {
  const problem = ridgeProblem(shape);

  test('is the closed form, by the primal or the dual', () => {
    expectClose(estimate(problem, TIGHT), problem);
    expectClose(estimate(widened(problem), TIGHT), problem);
  });

  test('is the limit of the elastic net', () => {
    const net = { ...problem, l1Ratio: 1e-13 };
    expectSameFit(problem, estimate(problem, TIGHT), estimate(net, TIGHT));
  });

  test('is found column by column where limits that do not bind forbid the closed form', () => {
    const limited = { ...problem, lower: -1e9 };
    expectSameFit(problem, estimate(problem, TIGHT), estimate(limited, TIGHT));
  });
});

describe('ridge on sparse data', () => {
  test.each([
    ['tall', 60, 15],
    ['wide', 25, 40],
  ])('that are %s is the closed form', (_, n, p) => {
    const problem = ridgeProblem({ n, p, density: 0.3 });
    expectSameFit(problem, estimate(problem, TIGHT), ridgeClosedForm(problem));
  });
});

/** tr H of the standard form without the intercept: Σ_j (G (G + D)⁻¹)_jj. */
function degreesOfFreedom({ columns, penalties }: StandardForm): number {
  const gram = columns.map((a) => Float64Array.from(columns, (b) => dot(a, b)));
  const normal = gram.map((row, j) =>
    row.map((value, k) => (j === k ? value + penalties[j]!.l2 : value)),
  );
  const solve = solverOf(normal);
  return gram.reduce((sum, row, j) => sum + solve(row)[j]!, 0);
}

describe('the degrees of freedom of ridge', () => {
  test.each(Object.entries(SHAPES))('are the trace of the hat matrix: %s', (_, shape) => {
    const problem = ridgeProblem(shape);
    const expected = degreesOfFreedom(standardForm(problem));
    const { df } = estimate(problem, TIGHT);
    expect(Math.abs(df / expected - 1)).toBeLessThanOrEqual(DIRECT_SOLVE);
  });

  test.each<[string, Shape]>([
    ['sparse and wide', { n: 25, p: 40, density: 0.3 }],
    ['sparse and tall', { n: 60, p: 15, density: 0.2 }],
    ['tall with an unpenalized column', { n: 40, p: 4, options: { penaltyFactor: [0, 1, 1, 1] } }],
  ])('are the same trace on data that are %s', (_, shape) => {
    const problem = ridgeProblem(shape);
    const expected = degreesOfFreedom(standardForm(problem));
    const { df } = estimate(problem, TIGHT);
    expect(Math.abs(df / expected - 1)).toBeLessThanOrEqual(DIRECT_SOLVE);
  });
});

describe('exact leave-one-out errors of a path', () => {
  const rows: Record<string, Shape> = {
    tall: { n: 25, p: 6 },
    'tall, weighted, with an offset': { n: 30, p: 7, options: { weights, offset } },
    'tall, without intercept': { n: 25, p: 6, options: { intercept: false } },
    'tall, with factors': { n: 25, p: 4, options: { penaltyFactor: [0.2, 1, 3, 10] } },
    wide: { n: 12, p: 40 },
    'wide, weighted, with an offset': { n: 30, p: 50, options: { weights, offset } },
    'wide, without intercept': { n: 12, p: 40, options: { intercept: false } },
    'tall, with rows of weight 0': { n: 30, p: 7, options: { weights: thinned } },
    'wide, with rows of weight 0': { n: 30, p: 50, options: { weights: thinned } },
    'sparse and tall': { n: 60, p: 15, density: 0.3 },
  };

  test.each(Object.entries(rows))(
    'are those of refitting without each row: %s',
    async (_, shape) => {
      const problem = ridgeProblem(shape);
      const { X, y, data } = said(problem);
      const { standardize = true, intercept = true } = problem;
      const ridge = new Ridge({ standardize, intercept });
      const lambdas = [100 * problem.lambda, problem.lambda];
      const found = await path(ridge, X, y, { ...data, lambdas, leaveOneOut: true });
      lambdas.forEach((lambda, l) => {
        const { rows } = standardForm(problem);
        const weight = normalized(rows.map((i) => problem.weights?.[i] ?? 1));
        const errors = leaveOneOut({ ...problem, lambda });
        const expected = errors.reduce((sum, error, k) => sum + weight[k]! * error ** 2, 0);
        const difference = Math.abs(found.leaveOneOut![l]! / expected - 1);
        expect(difference).toBeLessThanOrEqual(DIRECT_SOLVE);
      });
    },
  );

  test('are absent where nothing asked for them', async () => {
    const { X, y } = said(ridgeProblem({ n: 20, p: 3 }));
    expect((await path(new Ridge(), X, y)).leaveOneOut).toBeUndefined();
  });

  test('are refused where the closed form does not hold', async () => {
    const { X, y } = said(ridgeProblem({ n: 20, p: 3 }));
    const ask = (options: object) => path(new Ridge(), X, y, { leaveOneOut: true, ...options });
    const message = /^path: leaveOneOut must be asked of ridge with λ > 0, no limits and no zero/;
    await expect(ask({ lower: 0 })).rejects.toThrow(message);
    await expect(ask({ penaltyFactor: [1, 0, 1] })).rejects.toThrow(message);
    await expect(ask({ lambdas: [1, 0] })).rejects.toThrow(message);
    await expect(path(new Lasso(), X, y, { leaveOneOut: true })).rejects.toThrow(message);
  });
});

test('one reduction serves a whole grid: each of its fits is the single one', async () => {
  for (const shape of [
    { n: 30, p: 8 },
    { n: 10, p: 25 },
  ]) {
    const problem = ridgeProblem(shape);
    const { X, y, data } = said(problem);
    const found = await path(new Ridge({ tol: TIGHT }), X, y, { ...data, lambdaMinRatio: 1e-6 });
    for (const k of [0, 40, 99])
      expectClose(found.model(k), { ...problem, lambda: found.lambdas[k]! });
    expect(found.certificates.every(({ ok }) => ok)).toBe(true);
  }
});
