/** Means and variances of columns, by as many threads as there are. */
import type { Memory } from '../memory/memory.ts';
import type { Scope } from '../memory/scope.ts';
import { inThreads } from '../runtime/inThreads.ts';
import { quietly } from '../runtime/progress.ts';
import type { Task } from '../runtime/run.ts';
import { type ColumnRange, columnRanges } from './columnRanges.ts';
import type { Design } from './design.ts';
import { positiveCount } from './positiveCount.ts';

export interface Moments {
  readonly means: Float64Array;
  readonly variances: Float64Array;
  readonly constant: Int32Array;
}

/** Where the columns, and what is found of them, lie. */
export interface ColumnsSetup extends Pick<Design, 'kind' | 'at'> {
  readonly weights: number;
  /** Weights > 0. */
  readonly positive: number;
  /** One per column: f64, f64, i32. */
  readonly mean: number;
  readonly variance: number;
  readonly constant: number;
}

/**
 * Weighted means and variances of all columns; yields between blocks of columns.
 * @throws RangeError for a cell that is not finite, by `design.refuse`.
 */
export function* columnMoments(scope: Scope, design: Design, weights: number): Task<Moments> {
  const { memory } = scope;
  const { n, p, kind, at, stored } = design;
  const out = { mean: scope.f64(p), variance: scope.f64(p), constant: scope.i32(p) };
  const positive = positiveCount(memory.f64(weights, n));
  const setup: ColumnsSetup = { kind, at, weights, positive, ...out };
  const jobs = columnRanges(p, stored);
  const here = (k: number) => momentsOfColumns(memory, setup, jobs[k]!);
  const work = { kind: 'columnMoments', setup: () => setup, jobs, here };
  yield* quietly(inThreads<void>(scope, work));
  const result = {
    means: memory.f64(out.mean, p).slice(),
    variances: memory.f64(out.variance, p).slice(),
    constant: memory.i32(out.constant, p).slice(),
  };
  for (const block of Object.values(out)) scope.free(block);
  for (let j = 0; j < p; j++)
    if (!Number.isFinite(result.means[j]! + result.variances[j]!)) design.refuse?.(j);
  return result;
}

/** One job. */
export function* momentsOfColumns(
  { kernels }: Memory,
  { kind, at, weights, positive, mean, variance, constant }: ColumnsSetup,
  [from, to]: ColumnRange,
): Task<void> {
  kernels[`${kind}_moments`](at, weights, positive, from, to, mean, variance, constant);
  yield;
}
