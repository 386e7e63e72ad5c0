import { coordinateDescent } from './coordinateDescent.ts';
import { dot } from './dot.ts';
import { dualPoint } from './dualPoint.ts';
import type { Problem } from './problem.ts';
import { residual } from './residual.ts';
import { at, standardForm } from './standardForm.ts';

/** Ratios below this count as this: with none of L1 no finite λ makes every coefficient 0. */
const LEAST_RATIO = 1e-3;

/**
 * The least λ at which every penalized coefficient is 0:
 * max_j |x_jᵀ r| / (max(l1Ratio, 1e-3) f_j) with x_j, r of the standard form and r the residual
 * after the unpenalized columns are fitted; a column counts only where its limits let it move.
 */
export function lambdaMax(problem: Omit<Problem, 'lambda'>): number {
  const l1Ratio = Math.max(problem.l1Ratio, LEAST_RATIO);
  const form = standardForm({ ...problem, lambda: 1, l1Ratio });
  const r = nullResidual(problem);
  const bounds = form.columns.map((x, j) => {
    const { l1, low, high } = form.penalties[j]!;
    const v = dot(x, r);
    return l1 > 0 && (v > 0 ? high > 0 : low < 0) ? Math.abs(v) / l1 : 0;
  });
  return bounds.reduce((most, bound) => Math.max(most, bound), 0);
}

function nullResidual(problem: Omit<Problem, 'lambda'>): Float64Array {
  const { penaltyFactor, lower = -Infinity, upper = Infinity } = problem;
  const start = standardForm({ ...problem, lambda: 0 });
  const factors = Array.from(start.scale, (_, j) => ((penaltyFactor?.[j] ?? 1) > 0 ? Infinity : 0));
  const unpenalized = { ...problem, lambda: 0, penaltyFactor: factors };
  const form = standardForm(unpenalized);
  const zero = new Float64Array(factors.length);
  const limited = factors.some(
    (factor, j) => factor === 0 && (at(lower, j) > -Infinity || at(upper, j) < Infinity),
  );
  if (!limited) return dualPoint(form, residual(form, zero)).theta;
  const { coef } = coordinateDescent(unpenalized);
  return residual(
    form,
    form.scale.map((scale, j) => scale * coef[j]!),
  );
}
