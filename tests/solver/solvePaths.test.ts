import { describe, expect, test } from 'vitest';
import { dot } from '../reference/dot.ts';
import { dualGap } from '../reference/dualGap.ts';
import { judgeStandard } from '../reference/judge.ts';
import { lambdaMax } from '../reference/lambdaMax.ts';
import type { Problem } from '../reference/problem.ts';
import { residual } from '../reference/residual.ts';
import { expectEach } from '../support/expectEach.ts';
import { EDGE_SIZES, onKernels } from '../support/kernels.ts';
import { randomProblem, rowsOf } from '../support/problems.ts';
import { random } from '../support/random.ts';
import { certifiedGap, DIRECT_SOLVE, GAP_AT_OPTIMUM } from '../support/tolerance.ts';
import {
  checkFactor,
  checkGradient,
  checkMembers,
  placeQuadratic,
  solve,
  workingSet,
} from './quadratics.ts';

test.each(EDGE_SIZES)('%i columns are solved to the last digits', (p) => {
  const shape = { seed: p, n: 2 * p + 10, p: Math.max(1, p), share: 0.05 };
  const problem = randomProblem({ ...shape, l1Ratio: [1, 0.5, 0][p % 3]! });
  const X = rowsOf(problem.X).map((row) => row.slice(0, p));
  const set = workingSet({ ...problem, X });
  onKernels(
    (box) => {
      const placed = placeQuadratic(box, set, p % 4);
      const { gap } = solve(box, placed, problem, set.squares);
      const bound = (GAP_AT_OPTIMUM * set.squares) / 2;
      expectEach(gap).toBeLessThanOrEqual(bound);
      const verdict = judgeStandard(set.form, placed.b.read());
      expectEach(verdict.gap).toBeLessThanOrEqual(2 * bound);
      expectEach(Math.abs(gap - verdict.gap)).toBeLessThanOrEqual(2 * bound);
      checkGradient(placed, set);
      checkFactor(placed, set, problem);
    },
    8 * (p % 2),
  );
});

/** Problems whose columns depend on each other, so that coefficients need not be unique. */
const { X, y } = randomProblem({ seed: 9, n: 30, p: 8 });
const rows = rowsOf(X);
const common = { y, lambda: 0.1, l1Ratio: 1 };
const wide = randomProblem({ seed: 10, n: 12, p: 30, share: 0.05 });
const DEPENDENT: Record<string, Problem> = {
  'duplicated columns': { ...common, X: rows.map((row) => [...row, ...row.slice(0, 4)]) },
  'negated columns': { ...common, X: rows.map((row) => [...row, ...row.map((x) => -x)]) },
  'sums of columns': {
    ...common,
    X: rows.map((row) => [...row, row[0]! + row[1]!, row[2]! - row[0]!]),
  },
  'duplicated unpenalized columns': {
    ...common,
    X: rows.map((row) => [...row, ...row.slice(0, 4)]),
    penaltyFactor: [0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1],
  },
  'duplicated columns within limits': {
    ...common,
    X: rows.map((row) => [...row, ...row]),
    lower: -0.05,
    upper: 0.2,
  },
  'nearly duplicated columns': {
    ...common,
    X: rows.map((row, i) => [...row, ...row.slice(0, 4).map((x) => x + 1e-8 * (i % 7))]),
  },
  'more columns than rows': wide,
  'more columns than rows and no limit but signs': { ...wide, lower: 0 },
  'more columns than rows and little penalty': { ...wide, lambda: 1e-6 },
  'more columns than rows, ridge': { ...wide, l1Ratio: 0 },
};

test.each(Object.entries(DEPENDENT))('%s are solved as well', (_, problem) => {
  const set = workingSet(problem);
  onKernels((box) => {
    const placed = placeQuadratic(box, set, 1);
    const { gap } = solve(box, placed, problem, set.squares);
    expectEach((2 * gap) / set.squares).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
    const { relative } = judgeStandard(set.form, placed.b.read());
    expectEach(relative).toBeLessThanOrEqual(certifiedGap(GAP_AT_OPTIMUM));
    checkGradient(placed, set);
    checkFactor(placed, set, problem);
  });
});

const UNPENALIZED = [0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1];
const LIGHTLY: Record<string, Partial<Problem>> = {
  unpenalized: { lambda: 0.1, penaltyFactor: UNPENALIZED },
  'barely penalized': { lambda: 1e-9 },
  'of both kinds': { lambda: 1e-9, penaltyFactor: UNPENALIZED },
};

describe.each(Object.entries(LIGHTLY))('columns that are %s and all but equal', (_, options) => {
  test.each([0, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7])('by %d give no worse fit than none', (change) => {
    for (let seed = 0; seed < 20; seed++) {
      const plain = randomProblem({ seed, n: 30, p: 8 });
      const { normal } = random(seed);
      const twin = (x: number) => x + change * normal();
      const X = rowsOf(plain.X).map((row) => [...row, ...row.slice(0, 4).map(twin)]);
      const problem = { ...plain, ...options, X };
      const set = workingSet(problem);
      onKernels((box) => {
        const placed = placeQuadratic(box, set);
        solve(box, placed, problem, set.squares);
        const { primal, nullLoss } = judgeStandard(set.form, placed.b.read());
        expectEach(primal, `seed ${seed}`).toBeLessThanOrEqual(nullLoss);
      });
    }
  });
});

describe.each([1, 0.5, 0])('with l1Ratio %d, from one strength to the next', (l1Ratio) => {
  const problem = { ...randomProblem({ seed: 11, n: 50, p: 20, rho: 0.8 }), l1Ratio };
  const most = lambdaMax(problem);
  const up = [1, 0.5, 0.2, 0.1, 0.03, 0.01, 1e-3, 1e-4];

  test.each([
    ['down', up],
    ['up', up.toReversed()],
    ['up and down', [0.1, 1, 0.01, 0.5, 0.011, 0.0101, 1.1, 1e-3]],
  ])('%s, the factor stays that of the free columns', (_, shares) => {
    const set = workingSet(problem);
    onKernels((box) => {
      const placed = placeQuadratic(box, set);
      for (const share of shares) {
        const next = { ...problem, lambda: share * most };
        const { gap } = solve(box, placed, next, set.squares);
        expectEach((2 * gap) / set.squares).toBeLessThanOrEqual(GAP_AT_OPTIMUM);
        checkGradient(placed, set);
        checkFactor(placed, set, next);
        if (placed.get('rank') > 0)
          expectEach(placed.get('curvature')).toBe(next.lambda * (1 - l1Ratio));
        const { form } = workingSet(next);
        const { relative } = judgeStandard(form, placed.b.read());
        expectEach(relative).toBeLessThanOrEqual(certifiedGap(GAP_AT_OPTIMUM));
      }
    });
  });
});

test.each([0, 50, 400, 3000])(
  'rounds of %i multiply-adds end where one long round does',
  (budget) => {
    const problem = randomProblem({ seed: 12, n: 60, p: 40, rho: 0.95, share: 1e-3 });
    const set = workingSet(problem);
    const close = (GAP_AT_OPTIMUM * set.squares) / 2;
    onKernels((box) => {
      const penalty = box.given(Float64Array.of(problem.lambda, 0));
      const optimum = placeQuadratic(box, set);
      solve(box, optimum, problem, set.squares);
      const least = judgeStandard(set.form, optimum.b.read()).primal;
      const placed = placeQuadratic(box, set);
      let gap = Infinity;
      for (let round = 0; round < 200 && gap > close; round++) {
        gap = box.kernels.elasticNet_solve(placed.q, placed.t, penalty, set.squares, 0, budget);
        const b = placed.b.read();
        checkGradient(placed, set);
        checkMembers(placed, set, problem);
        if (gap === Infinity) continue;
        // both are rounded
        expectEach(Math.abs(gap - gapOf(set, b, problem.lambda))).toBeLessThanOrEqual(2 * close);
        const { primal } = judgeStandard(set.form, b);
        expectEach(gap).toBeGreaterThanOrEqual(primal - least - close);
      }
      expectEach(gap).toBeLessThanOrEqual(close);
    });
  },
);

describe.each([1, 0.9, 0.5])('with l1Ratio %d, one long round', (l1Ratio) => {
  test.each([
    [-Infinity, Infinity],
    [-Infinity, 0.05],
    [0, Infinity],
    [0, 0.05],
  ])(
    'ends stationary on its free columns, the others at 0 or a limit: %d to %d',
    (lower, upper) => {
      const shape = { seed: 21, n: 100, p: 60, rho: 0.95, share: 0.002, l1Ratio };
      const problem = { ...randomProblem(shape), lower, upper };
      const set = workingSet(problem);
      const [first, second] = [problem.lambda * l1Ratio, problem.lambda * (1 - l1Ratio)];
      onKernels((box) => {
        const placed = placeQuadratic(box, set);
        const penalty = box.given(Float64Array.of(first, second));
        box.kernels.elasticNet_solve(placed.q, placed.t, penalty, set.squares, 0, 1e9);
        const [b, u] = [placed.b.read(), placed.u.read()];
        const { members } = placed.readFactor();
        b.forEach((value, k) => {
          const ends = [0, set.lower[k], set.upper[k]];
          if (!members.includes(k)) expect(ends).toContain(Math.abs(value) === 0 ? 0 : value);
          else {
            const slope = second * value + Math.sign(value) * first;
            // a direct solve, relative to the largest gradient of the columns: 1 per unit of y
            const bound = DIRECT_SOLVE * Math.sqrt(set.squares);
            expectEach(Math.abs(u[k]! - slope)).toBeLessThanOrEqual(bound);
          }
        });
      });
    },
  );
});

/** The gap of a lasso at b by its formula, from the residual. */
function gapOf({ form, squares }: ReturnType<typeof workingSet>, b: Float64Array, l1: number) {
  const r = residual(form, b);
  const terms = form.columns.map((x, j) => ({
    u: dot(x, r),
    b: b[j]!,
    penalty: { ...form.penalties[j]!, l1, l2: 0 },
    inverse: 1 / dot(x, x),
  }));
  return dualGap(terms, { squares: dot(r, r), rest: 0, nullLoss: squares / 2 });
}
