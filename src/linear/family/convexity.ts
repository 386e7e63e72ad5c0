/** Whether an objective with a concave penalty is convex where a path runs. */

import { Scope } from '../../memory/scope.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import type { Solution } from '../solution.ts';
import { WorkingSet } from '../workingSet.ts';
import type { FamilyProblem } from './familyProblem.ts';
import { Hessian } from './hessian.ts';

/** More columns than this are not examined: their objective counts as not convex. */
const MOST = 1000;

/**
 * Whether F + Ω is convex in the coefficients that are nonzero at this strength or at the next:
 * the least eigenvalue of X̃ᵀHX̃ on their columns, H the curvatures at `h`, exceeds what the penalty
 * bends down by. Breheny and Huang (2011), Ann. Appl. Stat. 5(1), section 4.1.
 */
export function* isLocallyConvex(
  problem: FamilyProblem,
  penalty: Penalty,
  h: Float64Array,
  solutions: readonly Pick<Solution, 'columns'>[],
): Task<boolean> {
  const columns = [...new Set(solutions.flatMap((solution) => [...solution.columns]))];
  if (columns.length === 0) return true;
  if (columns.length > Math.min(MOST, problem.design.n)) return false;
  const scope = new Scope(problem.scope.memory);
  try {
    const own = { ...problem, scope, blocks: undefined };
    const hessian = new Hessian(own);
    hessian.take(scope.putF64(h));
    const list = scope.putI32(columns);
    yield* hessian.centre(list, columns.length);
    const set = new WorkingSet(hessian.problem);
    yield* set.add(columns, scope.f64(problem.design.p));
    const factors = set.vector('penaltyFactor').slice();
    const { bend = 0 } = penalty;
    const rows = columns.map((_, k) => set.gramRow(k).slice());
    return isPositive(rows, (k) => factors[k]! * bend);
  } finally {
    scope.release();
  }
}

/** Whether G − diag(bend) has a Cholesky factor. */
function isPositive(rows: Float64Array[], bend: (k: number) => number): boolean {
  for (const [k, row] of rows.entries()) {
    for (let i = 0; i <= k; i++) {
      const above = rows[i]!;
      let sum = row[i]!;
      for (let q = 0; q < i; q++) sum -= row[q]! * above[q]!;
      if (i < k) row[i] = sum / above[i]!;
      else if (!(sum > bend(k))) return false;
      else row[k] = Math.sqrt(sum - bend(k));
    }
  }
  return true;
}
