import { dot } from './dot.ts';
import { solvePositive } from './linearAlgebra.ts';
import type { Problem, Solution } from './problem.ts';
import { type StandardForm, standardForm } from './standardForm.ts';

/**
 * Ridge by its normal equations: b = (XᵀX + diag(λ f))⁻¹ Xᵀt in the standard form. For l1Ratio 0,
 * without limits, constant or excluded columns; λ > 0 unless the columns are independent.
 */
export function ridgeClosedForm(problem: Problem): Solution & { readonly coef: Float64Array } {
  const form = standardForm(problem);
  const b = solveWithout(form, -1).slice(form.intercept ? 1 : 0);
  const coef = b.map((value, j) => value / form.scale[j]!);
  const intercept = form.targetMean - dot(form.mean, coef);
  return { coef, intercept: form.intercept ? intercept : 0 };
}

/**
 * Exact leave-one-out errors y_i − o_i − η_i, by refitting without row i, one per row of positive
 * weight: the sum of squares loses its term, λ, the weights of the others and s_j stay as they are.
 */
export function leaveOneOut(problem: Problem): Float64Array {
  const form = standardForm(problem);
  const design = designOf(form);
  return form.root.map((root, i) => {
    const row = design.map((x) => x[i]!);
    return (form.target[i]! - dot(row, solveWithout(form, i))) / root;
  });
}

/** The intercept as a column of its own, first, so that a fit without some row can move it. */
function designOf(form: StandardForm): Float64Array[] {
  return form.intercept ? [form.root, ...form.columns] : [...form.columns];
}

function solveWithout(form: StandardForm, row: number): Float64Array {
  const keep = (values: Float64Array) => values.filter((_, i) => i !== row);
  const design = designOf(form).map(keep);
  const target = keep(form.target);
  const free = form.intercept ? 1 : 0;
  const normal = design.map((a, j) =>
    Float64Array.from(design, (b, k) =>
      k === j && j >= free ? dot(a, b) + form.penalties[j - free]!.l2 : dot(a, b),
    ),
  );
  const right = design.map((a) => dot(a, target));
  return solvePositive(normal, right);
}
