/** A Newton step on the free coordinates of a column problem, written back to it. */
import { ColumnProblemRecord, QuadraticRecord } from '../../memory/record.ts';
import type { Task } from '../../runtime/run.ts';
import type { Problem } from '../problem.ts';
import { freeNewton } from './freeNewton.ts';
import type { KeptResidual } from './keptResidual.ts';

/**
 * `record` is that of the column problem, `free` finds its free coordinates, where the penalty has
 * any. @returns whether one of them ended the step.
 */
export function* columnNewton(
  problem: Problem,
  record: number,
  residual: KeptResidual,
  free: () => number,
  goal: number,
): Task<boolean> {
  const count = free();
  if (count === 0) return false;
  const { memory } = problem.scope;
  const at = (name: 'members' | 'curvature' | 'columns' | (typeof OF_FREE)[number]) =>
    ColumnProblemRecord.get(memory, record, name) >>> 0;
  const members = memory.i32(at('members'), count).slice();
  const all = () => {
    const quadratic = ColumnProblemRecord.get(memory, record, 'quadratic') >>> 0;
    const size = QuadraticRecord.get(memory, quadratic, 'size');
    return memory.f64(QuadraticRecord.get(memory, quadratic, 'b') >>> 0, size);
  };
  const curvatures = memory.f64(at('curvature'), all().length);
  const of = (name: (typeof OF_FREE)[number]) => memory.f64(at(name), count).slice();
  const old = all();
  const end = yield* freeNewton({
    problem,
    count,
    list: at('columns'),
    residual: residual.at,
    total: residual.total,
    goal,
    b: Float64Array.from(members, (k) => old[k]!),
    curvature: Float64Array.from(members, (k) => curvatures[k]!),
    slope: of('slope'),
    ridge: of('ridge'),
    floor: of('floor'),
    ceiling: of('ceiling'),
  });
  const b = all();
  for (const [i, k] of members.entries()) b[k] = end.b[i]!;
  residual.total = end.total;
  return end.isCut;
}

const OF_FREE = ['slope', 'ridge', 'floor', 'ceiling'] as const;
