import { Scope } from '../../memory/scope.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import type { Problem } from '../problem.ts';
import { WorkingSet } from '../workingSet.ts';
import { ANY_GAIN } from './coordinateSet.ts';

/** Columns of a Gram matrix, at most. */
const MOST = 4000;

/**
 * tr G (G + C)⁻¹ of coordinates that keep no Gram matrix: it is made for this alone. `u` holds all p
 * gradients. NaN where there are too many.
 */
export function* gramFreedom(
  problem: Problem,
  { size, columns, b }: { size: number; columns: Int32Array; b: Float64Array },
  u: number,
  penalty: Penalty,
  params: number,
): Task<number> {
  if (size > MOST) return Number.NaN;
  const scope = new Scope(problem.scope.memory);
  try {
    const set = new WorkingSet({ ...problem, scope }, size);
    yield* set.add(columns, u);
    set.vector('b').set(b);
    set.refresh(u);
    yield* set.improve(penalty, params, ANY_GAIN);
    return yield* set.freedom(penalty, params);
  } finally {
    scope.release();
  }
}
