/** Jobs that do not depend on each other, done by as many threads as there are. */
import type { Memory } from '../memory/memory.ts';
import type { Scope } from '../memory/scope.ts';
import type { Batch } from './batch.ts';
import type { Jobs, Pool } from './pool.ts';
import { share } from './progress.ts';
import { canWait, isPause, Left, type Task } from './run.ts';
import type { Progress } from './types.ts';

/** Jobs, and how the calling thread does one of them itself. */
export interface Work<R> extends Omit<Jobs, 'setup'> {
  /** What other threads need to know, made where there are any; undefined: it cannot be sent. */
  setup(): unknown;
  here(job: number): Task<R>;
}

const pools = new WeakMap<Memory, Pool>();

/** The helpers of a memory, where there are any. */
export function poolOf(memory: Memory): Pool | undefined {
  return pools.get(memory);
}

export function setPool(memory: Memory, pool: Pool): void {
  pools.set(memory, pool);
}

/**
 * The results of all jobs, in their order. The calling thread does its share in slices; what a
 * job returns must not depend on who does it. Fails with the error of the first job that fails.
 */
export function* inThreads<R>(scope: Scope, work: Work<R>): Task<R[]> {
  const pool = poolOf(scope.memory);
  const isShared = pool && pool.size > 0 && work.jobs.length > 1 && (yield* canWait());
  const setup = isShared ? work.setup() : undefined;
  if (!pool || setup === undefined) return yield* inOrder(work);
  const batch = pool.start(scope, { ...work, setup });
  try {
    yield* ownShare(batch, work);
    while (batch.isBusy) {
      yield { until: batch.news() };
      yield told(batch);
    }
    return batch.results() as R[];
  } finally {
    batch.claims.close();
    batch.claims.stop();
    // The memory that helpers read is about to be freed: wait until they are at rest.
    while (batch.isBusy) yield { until: batch.news() };
    pool.end(batch);
  }
}

function* inOrder<R>({ jobs, here }: Work<R>): Task<R[]> {
  const results: R[] = [];
  for (const k of jobs.keys())
    results.push(yield* share(here(k), k / jobs.length, (k + 1) / jobs.length));
  return results;
}

/** Jobs that this thread claims, one after the other. */
function* ownShare<R>(batch: Batch, { here }: Work<R>): Task<void> {
  for (let job = batch.claims.next(); job !== undefined; job = batch.claims.next()) {
    try {
      batch.settle(job, { result: yield* unlessStopped(batch, job, here(job)) });
    } catch (error) {
      if (error instanceof Left) throw error;
      batch.settle(job, { error });
    }
  }
}

/** One job to its end, or to where the batch is given up. */
function* unlessStopped<R>(batch: Batch, job: number, task: Task<R>): Task<R | undefined> {
  const { claims } = batch;
  try {
    let step = task.next();
    for (; !step.done && !claims.isStopped; step = task.next()) {
      const { value } = step;
      // Helpers have jobs of their own: within one there is nobody to wait for.
      if (isPause(value)) value.refused?.();
      else yield value && told(batch, job, value);
    }
    return step.done ? step.value : undefined;
  } finally {
    task.return(undefined as R);
  }
}

/** The progress of one job as progress of all. */
function told({ claims }: Batch, job?: number, { done, total }: Partial<Progress> = {}): Progress {
  if (job !== undefined) claims.tell(job, done! / total!);
  return { phase: 'jobs', done: claims.share, total: 1 };
}
