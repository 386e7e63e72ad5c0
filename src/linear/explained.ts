/** The share of the null deviance that coefficients explain. */
import { Scope } from '../memory/scope.ts';
import type { FamilyProblem } from './family/familyProblem.ts';
import { FamilyRows } from './family/familyRows.ts';
import type { Problem } from './problem.ts';
import type { Solution } from './solution.ts';

/** 1 − deviance ÷ null deviance of coefficients on the standardized scale. */
export function explainedBy(problem: Problem, solution: Solution): number {
  const scope = new Scope(problem.scope.memory);
  try {
    const own = { ...problem, scope };
    if (!(problem.nullLoss > 0)) return 0;
    return 'family' in problem
      ? ofFamily(own as FamilyProblem, solution)
      : ofSquares(own, solution);
  } finally {
    scope.release();
  }
}

function ofSquares(problem: Problem, { columns, values }: Solution): number {
  const { scope, design, y, weights, hasIntercept, squares } = problem;
  const { kernels } = scope.memory;
  const [eta, r, v] = [0, 0, 0].map(() => scope.f64(design.n)) as [number, number, number];
  combine(problem, columns, values, eta);
  const flag = Number(hasIntercept);
  return 1 - kernels.squaredResidual(design.n, eta, y, weights, flag, r, v) / squares;
}

function ofFamily(problem: FamilyProblem, solution: Solution): number {
  const rows = rowsAt(problem, solution);
  if (problem.family.exact) rows.setParams(problem.family.exact);
  return 1 - (rows.gradients(0) - problem.saturated) / problem.nullLoss;
}

/** Linear predictors on the standardized scale with the offset, n per output. */
export function predictorsOf(problem: FamilyProblem, solution: Solution): Float64Array {
  const scope = new Scope(problem.scope.memory);
  try {
    const { n } = problem.design;
    const rows = rowsAt({ ...problem, scope }, solution);
    return scope.memory.f64(rows.eta, n * rows.outputs).slice();
  } finally {
    scope.release();
  }
}

function rowsAt(problem: FamilyProblem, { columns, values, intercepts }: Solution): FamilyRows {
  const { scope, design, family, y, weights, params, offset } = problem;
  const { memory } = scope;
  const rows = new FamilyRows(scope, family, { n: design.n, y, weights, params });
  for (let k = 0; k < family.outputs; k++) {
    const eta = rows.of(rows.eta, k);
    const known = offset ? memory.f64(rows.of(offset, k), design.n) : undefined;
    memory.f64(eta, design.n).fill(intercepts?.[k] ?? 0);
    if (known)
      memory.f64(eta, design.n).forEach((_, i, all) => {
        all[i]! += known[i]!;
      });
    const own = values.subarray(k * columns.length, (k + 1) * columns.length);
    combine(problem, columns, own, eta);
  }
  return rows;
}

/** y += Σ_k values_k x̃_{columns_k} */
function combine(
  { scope, design, view }: Problem,
  columns: Int32Array,
  values: Float64Array,
  y: number,
): void {
  const list = scope.putI32(columns);
  const b = scope.putF64(values);
  scope.memory.kernels[`${design.kind}_combine`](view, list, columns.length, b, y);
}
