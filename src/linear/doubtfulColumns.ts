/** A first look at cells, by as many threads as there are. */
import type { Memory } from '../memory/memory.ts';
import type { Scope } from '../memory/scope.ts';
import { inThreads } from '../runtime/inThreads.ts';
import { quietly } from '../runtime/progress.ts';
import type { Task } from '../runtime/run.ts';
import { type ColumnRange, columnRanges } from './columnRanges.ts';

/** n f64 per column, one column after the other. */
export interface Cells {
  readonly at: number;
  readonly n: number;
}

/** The columns that may hold a cell that is not finite: their sum is not. */
export function* doubtfulColumns(scope: Scope, cells: Cells, p: number): Task<number[]> {
  const jobs = columnRanges(p, cells.n * p);
  const here = (k: number) => doubtfulIn(scope.memory, cells, jobs[k]!);
  const work = { kind: 'doubtfulColumns', setup: () => cells, jobs, here };
  return (yield* quietly(inThreads<number[]>(scope, work))).flat();
}

/** One job. */
export function* doubtfulIn(
  { kernels }: Memory,
  { at, n }: Cells,
  [from, to]: ColumnRange,
): Task<number[]> {
  const doubtful: number[] = [];
  for (let j = from; j < to; j++)
    if (!Number.isFinite(kernels.sum(n, at + 8 * j * n))) doubtful.push(j);
  yield;
  return doubtful;
}
