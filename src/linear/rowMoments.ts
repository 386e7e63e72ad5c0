/** Gram matrices of whole row sets, by as many threads as there are. */
import { StandardizedRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import { inThreads } from '../runtime/inThreads.ts';
import { quietly } from '../runtime/progress.ts';
import type { Task } from '../runtime/run.ts';
import { blockRecord, denseRows, panelSize } from './gram.ts';
import type { Problem } from './problem.ts';
import { problemParcel } from './problemParcel.ts';

/** Rows from … to − 1, through the list of rows at `rows` if it is not 0; moments go to `at`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly at: number;
}

/**
 * Moments Σ ω_i [x̃_i, y_i, 1] [x̃_i, y_i, 1]ᵀ over the given rows (default all) of a dense problem:
 * (p + 2)² upper triangle, rows p + 5 f64 apart, reserved in `scope`. Blocks of rows have matrices
 * of their own, added in order: how many there are depends on the numbers of rows and columns alone.
 */
export function* rowMoments(scope: Scope, problem: Problem, rows?: Int32Array): Task<number> {
  const { n, p } = problem.design;
  const length = momentsStride(p) ** 2;
  const list = rows ? scope.putI32(rows) : 0;
  const jobs = rowBlocks(rows?.length ?? n, p).map(
    ([from, to]): RowRange => ({ from, to, rows: list, at: scope.f64(length) }),
  );
  const here = (k: number) => addRows(scope, problem, jobs[k]!);
  const work = { kind: 'rowMoments', setup: () => problemParcel(problem), jobs, here };
  yield* quietly(inThreads<void>(scope, work));
  const [{ at: total }, ...rest] = jobs as [RowRange, ...RowRange[]];
  for (const { at } of rest) {
    scope.memory.kernels.axpy(length, 1, at, total);
    scope.free(at);
  }
  if (rows) scope.free(list);
  return total;
}

/** One job. */
export function* addRows(
  scope: Scope,
  problem: Problem,
  { from, to, rows, at }: RowRange,
): Task<void> {
  const { design, all, y, view } = problem;
  const { p } = design;
  const block = { list: all, first: 0, total: p, gram: at, ld: momentsStride(p) };
  const panel = scope.reserve(8 * panelSize(design, p + 2));
  const record = blockRecord(scope, block, y);
  StandardizedRecord.set(scope.memory, view, 'panel', panel);
  yield* denseRows(problem, record, block, rows, from, to);
  for (const piece of [record, panel]) scope.free(piece);
}

/** Row stride of moments of p columns. */
export function momentsStride(p: number): number {
  return p + 5;
}

/** Blocks at most; their matrices may take a tenth of the rows' memory; multiply-adds of one. */
const BLOCKS = 16;
const SHARE = 0.1;
const LEAST = 2e6;

function rowBlocks(rows: number, p: number): [from: number, to: number][] {
  const ld = momentsStride(p);
  const most = Math.min(BLOCKS, (SHARE * rows) / ld, (rows * ld * ld) / (2 * LEAST));
  const count = Math.max(1, Math.floor(most));
  const end = (k: number) => Math.floor((k * rows) / count);
  return Array.from({ length: count }, (_, k) => [end(k), end(k + 1)]);
}
