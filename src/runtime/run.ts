/** Runs a computation in slices, so that the caller's thread stays free and a signal is obeyed. */
import type { Progress, RunOptions } from './types.ts';

/** Nothing to do here until other threads have something to say. */
export interface Pause {
  readonly until: Promise<void>;
  /** Called where nobody can wait. */
  readonly refused?: () => void;
}

/** What a task says where it stops. */
export type Step = Progress | Pause | undefined;

/** Work that stops at safe points: `yield` whenever about a millisecond or more may have passed. */
export type Task<T> = Generator<Step, T, undefined>;

export function isPause(step: unknown): step is Pause {
  return typeof step === 'object' && step !== null && 'until' in step;
}

/** Longest stretch without giving the event loop a turn, in milliseconds. */
const SLICE = 10;

/** Thrown into a task that is to be left; its `finally` blocks may wait for other threads. */
export class Left {
  readonly reason: unknown;
  constructor(reason: unknown) {
    this.reason = reason;
  }
}

/** Run to the end in slices. Rejects with the signal's reason; the task's `finally` blocks run. */
export async function run<T>(task: Task<T>, { signal, onProgress }: RunOptions = {}): Promise<T> {
  let since = now();
  let left: Left | undefined;
  const leave = (reason: unknown) => {
    left = new Left(reason);
    return task.throw(left);
  };
  try {
    let step = signal?.aborted ? leave(signal.reason) : task.next();
    while (!step.done) {
      const { value } = step;
      const wait = isPause(value) ? value.until : now() - since < SLICE ? undefined : turn();
      if (wait) await wait;
      if (wait) since = now();
      try {
        if (value && !isPause(value) && !left) onProgress?.(value);
        if (!left) signal?.throwIfAborted();
      } catch (reason) {
        step = leave(reason);
        continue;
      }
      step = task.next();
    }
    return step.value;
  } catch (error) {
    throw error instanceof Left ? error.reason : error;
  }
}

/** Run to the end at once. */
export function runSync<T>(task: Task<T>): T {
  for (;;) {
    const step = task.next();
    if (step.done) return step.value;
    if (isPause(step.value)) step.value.refused?.();
  }
}

/** What a function of the user's has answered, once its promise is kept, where it is one. */
export function* awaited<T>(answer: T | Promise<T>): Task<T> {
  if (!(answer instanceof Promise)) return answer;
  let settled: (() => T) | undefined;
  const until = answer.then(
    (value) => {
      settled = () => value;
    },
    (error) => {
      settled = () => {
        throw error;
      };
    },
  );
  while (!settled) yield { until };
  return settled();
}

/** Whether other threads can be waited for: not in a synchronous run, nor within a job. */
export function* canWait(): Task<boolean> {
  let can = true;
  const refused = () => {
    can = false;
  };
  yield { until: turn(), refused };
  return can;
}

const now = () => performance.now();

/** One turn of the event loop; setTimeout would be clamped to 4 ms in browsers. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
