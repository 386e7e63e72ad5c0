/** What a helper does: wait for batches, claim their jobs, say what has become of them. */
import { Memory, type MemoryShare, setDefaultMemory } from '../memory/memory.ts';
import { Scope } from '../memory/scope.ts';
import type { BatchMessage } from './batch.ts';
import { Claims } from './claims.ts';
import { failureOf } from './failure.ts';
import { isPause, type Task } from './run.ts';
import { hear } from './thread.ts';

/** From what all jobs of a batch need to the work on one of them. */
export type Kind = (scope: Scope, setup: never) => (job: never) => Task<unknown>;

type Message = MemoryShare | BatchMessage | { readonly close: number };

/** Serve the thread that started this one; `kinds` are the jobs that can be done. */
export function serve(kinds: Readonly<Record<string, Kind>>): void {
  /** What is reserved for a run stays until the run ends. */
  const sessions = new Map<number, Scope>();
  let memory: Memory | undefined;
  const post = hear((said) => {
    const message = said as Message;
    if ('module' in message) {
      memory = Memory.attach(message);
      setDefaultMemory(memory);
      post('ready');
    } else if ('close' in message) sessions.delete(message.close);
    else work(message);
  });

  const scopeOf = (session: number): Scope => {
    const scope = sessions.get(session) ?? new Scope(memory!.lent(session));
    sessions.set(session, scope);
    return scope;
  };

  function work({ batch, session, kind, setup, jobs, cells, helper }: BatchMessage): void {
    const claims = new Claims(cells);
    let begin: ((job: never) => Task<unknown>) | undefined;
    for (let job = claims.next(helper); job !== undefined; job = claims.next(helper)) {
      try {
        // Not before a job is claimed: what the batch is about may be gone by then.
        begin ??= kinds[kind]!(scopeOf(session), setup as never);
        post({ batch, job, result: toEnd(begin(jobs[job] as never), claims, job) });
      } catch (error) {
        post({ batch, job, failure: failureOf(error) });
      }
    }
  }
}

/** Run to the end at once, unless the batch is stopped; then undefined. */
function toEnd<T>(task: Task<T>, claims: Claims, job: number): T | undefined {
  while (!claims.isStopped) {
    const step = task.next();
    if (step.done) return step.value;
    const { value } = step;
    if (value && !isPause(value)) claims.tell(job, value.done / value.total);
  }
  task.return(undefined as T);
  return undefined;
}
