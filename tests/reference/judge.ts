import { conjugate, penaltyValue } from './columnPenalty.ts';
import { dot } from './dot.ts';
import { type DualPoint, dualPoint, insideLimits, orthogonal } from './dualPoint.ts';
import { dualScale } from './dualScale.ts';
import type { Problem, Solution } from './problem.ts';
import { residual } from './residual.ts';
import { type StandardForm, standardForm } from './standardForm.ts';
import { sum } from './sum.ts';

export interface Verdict {
  /** The objective at the coefficients, with the best intercept for them. */
  readonly primal: number;
  /** A lower bound of the objective over all coefficients and intercepts. */
  readonly dual: number;
  /** primal − dual, as a sum of terms that are ≥ 0; Infinity where a limit is broken. */
  readonly gap: number;
  /** gap ÷ nullLoss; 0 where both are 0. */
  readonly relative: number;
  /** Half the weighted variance of y − o (second moment without an intercept). */
  readonly nullLoss: number;
}

/**
 * How far a solution is from the optimum, computed from the data and the coefficients alone.
 *
 * With the residual r = t − Σ_j b_j x_j of the standard form and a dual feasible θ, v_j = x_jᵀθ:
 *
 *   P(b) − D(θ) = ½ ‖r − θ‖² + Σ_j [φ_j(b_j) + φ_j*(v_j) − b_j v_j],
 *
 * where every bracket is ≥ 0 by the Fenchel–Young inequality (Rockafellar 1970, theorem 23.5).
 * The intercept is re-optimised: hold the reported one against {@link kktResidual}. Unpenalized
 * columns that are combinations of others up to 1e-12 of their length count as such.
 */
export function judge(problem: Problem, solution: Solution): Verdict {
  const form = standardForm(problem);
  return judgeStandard(
    form,
    form.scale.map((scale, j) => scale * solution.coef[j]!),
  );
}

/** {@link judge} on the standard form, for b_j = s_j β_j. */
export function judgeStandard(form: StandardForm, b: Float64Array): Verdict {
  const r = residual(form, b);
  const nullLoss = dot(form.target, form.target) / 2;
  const penalty = sum(form.penalties.map((each, j) => penaltyValue(each, b[j]!)));
  const primal = dot(r, r) / 2 + penalty;
  if (!(primal < Infinity)) return { primal, dual: 0, gap: primal, relative: primal, nullLoss };
  // Any dual feasible point bounds the objective: the best one counts.
  const first = dualPoint(form, r);
  const inside = insideLimits(form, b);
  const [gap, point, scale] = [inside, new Set([...inside, ...orthogonal(form, first)])]
    .map((asked) => dualPoint(form, r, asked))
    .concat(first)
    .map((each) => [each, dualScale(form, each)] as const)
    .map(([each, s]) => [gapAt(form, b, each, s), each, s] as const)
    .reduce((best, next) => (next[0] < best[0] ? next : best));
  const relative = nullLoss > 0 ? gap / nullLoss : gap > 0 ? Infinity : 0;
  return { primal, dual: dualAt(form, point, scale), gap, relative, nullLoss };
}

/** P(b) − D(s θ), term by term. */
function gapAt(form: StandardForm, b: Float64Array, point: DualPoint, s: number): number {
  const { residual: r, theta, correlation } = point;
  const distance = r.map((value, i) => value - s * theta[i]!);
  const terms = form.penalties.map((penalty, j) => {
    const v = s * correlation[j]!;
    return sum([penaltyValue(penalty, b[j]!), conjugate(penalty, v), -b[j]! * v]);
  });
  return dot(distance, distance) / 2 + sum(terms);
}

/** D(s θ) from its definition. */
function dualAt(form: StandardForm, { theta, correlation }: DualPoint, s: number): number {
  const conjugates = form.penalties.map((penalty, j) => conjugate(penalty, s * correlation[j]!));
  const linear = s * dot(theta, form.target);
  return sum([linear, (-s * s * dot(theta, theta)) / 2, ...conjugates.map((value) => -value)]);
}
