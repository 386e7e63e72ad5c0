import { violation } from './columnPenalty.ts';
import { dot } from './dot.ts';
import { normalized } from './moments.ts';
import { rowErrors } from './objective.ts';
import type { Problem, Solution } from './problem.ts';
import { residual } from './residual.ts';
import { standardForm } from './standardForm.ts';

export interface KktResidual {
  /** Worst distance of −∂loss/∂b_j from the subdifferential of the penalty, in units of y. */
  readonly column: number;
  /** |Σ_i ω_i (y_i − o_i − b0 − Σ_j x_ij β_j)|, in units of y; 0 without an intercept. */
  readonly intercept: number;
}

/** How far a solution is from the first-order conditions; both parts are 0 at the optimum. */
export function kktResidual(problem: Problem, solution: Solution): KktResidual {
  const form = standardForm(problem);
  const b = form.scale.map((scale, j) => scale * solution.coef[j]!);
  const r = residual(form, b);
  const each = form.columns.map((x, j) => violation(form.penalties[j]!, b[j]!, dot(x, r)));
  const errors = rowErrors(problem, solution);
  const omega = normalized(problem.weights ?? new Float64Array(errors.length).fill(1));
  const intercept = form.intercept ? Math.abs(dot(omega, errors)) : Math.abs(solution.intercept);
  return { column: each.reduce((worst, value) => Math.max(worst, value), 0), intercept };
}
