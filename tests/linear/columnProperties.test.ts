/** What rearranging, scaling, limiting and excluding columns does to a fit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from '../reference/columns.ts';
import { dot } from '../reference/dot.ts';
import { judge } from '../reference/judge.ts';
import { moments, normalized } from '../reference/moments.ts';
import { objective, rowErrors } from '../reference/objective.ts';
import type { Problem, Solution } from '../reference/problem.ts';
import { type DenseProblem, problems, RUNS } from '../support/arbitrary.ts';
import { estimate } from '../support/estimate.ts';
import { random } from '../support/random.ts';
import { expectSameFit, TIGHT } from '../support/sameFit.ts';
import { certifiedGap } from '../support/tolerance.ts';

/** The problem with its columns replaced, and the options of the columns they come from. */
function onColumns(problem: DenseProblem, columns: readonly number[]): DenseProblem {
  const take = (values: readonly number[]) => columns.map((j) => values[j]!);
  const { X, penaltyFactor, lower, upper } = problem;
  return {
    ...problem,
    X: X.map(take),
    ...(penaltyFactor && { penaltyFactor: take(penaltyFactor) }),
    ...(lower && { lower: take(lower) }),
    ...(upper && { upper: take(upper) }),
  };
}

const width = (problem: DenseProblem) => problem.X[0]!.length;
const range = (length: number) => Array.from({ length }, (_, j) => j);
const without = { lower: undefined, upper: undefined, penaltyFactor: undefined };

test('the order of the columns does not matter', () => {
  fc.assert(
    fc.property(problems, fc.nat(), (problem, seed) => {
      const { uniform } = random(seed);
      const keys = range(width(problem)).map(uniform);
      const order = range(width(problem)).sort((a, b) => keys[a]! - keys[b]!);
      const mixed = estimate(onColumns(problem, order), TIGHT);
      const coef = new Float64Array(order.length);
      order.forEach((j, k) => {
        coef[j] = mixed.coef[k]!;
      });
      expectSameFit(problem, estimate(problem, TIGHT), { coef, intercept: mixed.intercept });
    }),
    RUNS,
  );
});

test('columns times powers of two, standardized: the same bits, scaled back', () => {
  fc.assert(
    fc.property(problems, fc.nat(), (any, seed) => {
      const problem = { ...any, ...without, standardize: true };
      const { pick } = random(seed);
      const powers = range(width(problem)).map(() => pick([2 ** 30, 4, 0.5, 2 ** -40]));
      const X = problem.X.map((row) => row.map((x, j) => x * powers[j]!));
      const [a, b] = [estimate(problem), estimate({ ...problem, X })];
      expect(Array.from(b.coef)).toEqual(Array.from(a.coef, (value, j) => value / powers[j]!));
      expect(b.intercept).toBe(a.intercept);
      expect(b.certificate).toEqual(a.certificate);
    }),
    RUNS,
  );
});

test('columns times any numbers, standardized: the same fit, scaled back', () => {
  fc.assert(
    fc.property(problems, fc.nat(), (any, seed) => {
      const problem = { ...any, ...without, standardize: true };
      const { pick } = random(seed);
      const factors = range(width(problem)).map(() => pick([1e9, 3, -0.7, 1e-11]));
      const X = problem.X.map((row) => row.map((x, j) => x * factors[j]!));
      const { coef, intercept } = estimate({ ...problem, X }, TIGHT);
      const back = { coef: coef.map((value, j) => value * factors[j]!), intercept };
      expectSameFit(problem, estimate(problem, TIGHT), back);
    }),
    RUNS,
  );
});

test('a constant added to a column moves the intercept alone', () => {
  fc.assert(
    fc.property(problems, fc.integer({ min: -50, max: 50 }), (any, shift) => {
      const problem = { ...any, intercept: true };
      const X = problem.X.map((row) => row.map((x, j) => (j === 0 ? x + shift : x)));
      const moved = estimate({ ...problem, X }, TIGHT);
      const back = { coef: moved.coef, intercept: moved.intercept + shift * moved.coef[0]! };
      expectSameFit(problem, estimate(problem, TIGHT), back);
    }),
    RUNS,
  );
});

test('lower: 0 leaves nothing negative, and the optimum under that limit', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const limited = { ...problem, ...without, lower: 0 };
      const model = estimate(limited, TIGHT);
      expect(Math.min(...model.coef)).toBeGreaterThanOrEqual(0);
      expect(judge(limited, model).relative).toBeLessThanOrEqual(certifiedGap(TIGHT));
    }),
    RUNS,
  );
});

test('limits are kept to the last bit', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const tight = { ...problem, lower: -0.1, upper: 0.07 };
      const { coef } = estimate(tight);
      expect(Math.min(...coef)).toBeGreaterThanOrEqual(-0.1);
      expect(Math.max(...coef)).toBeLessThanOrEqual(0.07);
    }),
    RUNS,
  );
});

test('a penalty factor of Infinity takes the column out', () => {
  fc.assert(
    fc.property(problems, fc.nat(), (problem, seed) => {
      const p = width(problem);
      const out = seed % (p + 1);
      const factor = (j: number) => problem.penaltyFactor?.[j] ?? 1;
      const penaltyFactor = range(p + 1).map((j) =>
        j === out ? Infinity : factor(j < out ? j : j - 1),
      );
      const widened = range(p + 1).map((j) => (j < out ? j : Math.max(j - 1, 0)));
      const wide = { ...onColumns(problem, widened), penaltyFactor };
      const model = estimate(wide, TIGHT);
      expect(model.coef[out]).toBe(0);
      const coef = model.coef.filter((_, j) => j !== out);
      const { intercept } = model;
      expectSameFit(problem, estimate(problem, TIGHT), { coef, intercept });
    }),
    RUNS,
  );
});

/** Σ_i ω_i x̃_i r_i ÷ (sd(x) sd(y)): the correlation that is left between a column and the errors. */
function correlation(problem: Problem, solution: Solution, j: number): number {
  const errors = rowErrors(problem, solution);
  const omega = normalized(problem.weights ?? errors.map(() => 1));
  const column = moments(columnsOf(problem.X).column(j), omega);
  const r = moments(errors, omega);
  const nothing = { coef: Array.from(solution.coef, () => 0), intercept: 0 };
  const y = moments(rowErrors(problem, nothing), omega);
  const products = column.centred.map((x, i) => x * r.centred[i]!);
  return dot(omega, products) / (column.sd * y.sd);
}

test('a penalty factor of 0 leaves errors that are uncorrelated with the column', () => {
  fc.assert(
    fc.property(problems, (any) => {
      const problem = { ...any, ...without, intercept: true };
      const penaltyFactor = range(width(problem)).map((j) => Number(j > 1));
      const free = { ...problem, penaltyFactor };
      const model = estimate(free, TIGHT);
      expect(judge(free, model).relative).toBeLessThanOrEqual(certifiedGap(TIGHT));
      // The squared correlation is part of the gap: P(b) − min_{b_j} P = ½ (x̃ᵀr)² ÷ ‖x̃‖².
      for (let j = 0; j < Math.min(2, width(problem)); j++)
        expect(Math.abs(correlation(free, model, j))).toBeLessThanOrEqual(
          Math.sqrt(certifiedGap(TIGHT)),
        );
    }),
    RUNS,
  );
});

test('a lasso column beside its own copy: the objective and the predictions stay', () => {
  fc.assert(
    fc.property(problems, (any) => {
      const problem = { ...any, ...without, l1Ratio: 1 };
      const p = width(problem);
      const twin = onColumns(problem, [...range(p), 0]);
      const [alone, both] = [estimate(problem, TIGHT), estimate(twin, TIGHT)];
      const coef = both.coef.slice(0, p);
      coef[0]! += both.coef[p]!;
      expectSameFit(problem, alone, { coef, intercept: both.intercept });
      const values = [objective(problem, alone), objective(twin, both)];
      const { nullLoss } = judge(problem, alone);
      expect(Math.abs(values[0]! - values[1]!)).toBeLessThanOrEqual(
        2 * certifiedGap(TIGHT) * nullLoss,
      );
    }),
    RUNS,
  );
});

test('an elastic net splits a coefficient evenly between a column and its copy', () => {
  fc.assert(
    fc.property(problems, (any) => {
      const problem = { ...any, ...without, l1Ratio: 0.5 };
      const p = width(problem);
      const twin = onColumns(problem, [...range(p), 0]);
      const { coef } = estimate(twin, TIGHT);
      const { sd } = moments(columnsOf(problem.X).column(0), problem.weights);
      const step = (problem.standardize ? sd : 1) * (coef[0]! - coef[p]!);
      // An uneven split costs λ (1 − r)/4 step² more than the even one, and that is in the gap.
      const { nullLoss } = judge(twin, { coef, intercept: 0 });
      const most = (4 * certifiedGap(TIGHT) * nullLoss) / (0.5 * problem.lambda);
      expect(step * step).toBeLessThanOrEqual(most);
    }),
    RUNS,
  );
});
