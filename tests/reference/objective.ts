import { penaltyValue } from './columnPenalty.ts';
import { columnsOf } from './columns.ts';
import { dot } from './dot.ts';
import { normalized } from './moments.ts';
import type { Problem, Solution } from './problem.ts';
import { standardForm } from './standardForm.ts';
import { sum } from './sum.ts';

/** The objective at a solution, its intercept as reported, from the rows of X as they are. */
export function objective(problem: Problem, solution: Solution): number {
  const { scale, penalties } = standardForm(problem);
  const errors = rowErrors(problem, solution);
  const omega = normalized(problem.weights ?? new Float64Array(errors.length).fill(1));
  const squares = errors.map((error) => error * error);
  const values = penalties.map((each, j) => penaltyValue(each, scale[j]! * solution.coef[j]!));
  return dot(omega, squares) / 2 + sum(values);
}

/** y_i − o_i − b0 − Σ_j x_ij β_j, each in twice the working precision. */
export function rowErrors({ X, y, offset }: Problem, { coef, intercept }: Solution): Float64Array {
  const { cols, column } = columnsOf(X);
  const used = Array.from({ length: cols }, (_, j) => j).filter((j) => coef[j] !== 0);
  const columns = used.map((j) => column(j));
  const minus = [1, -1, -1, ...used.map((j) => -coef[j]!)];
  return Float64Array.from(y, (value, i) =>
    dot(minus, [value, offset?.[i] ?? 0, intercept, ...columns.map((x) => x[i]!)]),
  );
}
