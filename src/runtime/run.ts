/** Runs a computation in slices, so that the caller's thread stays free and a signal is obeyed. */
import type { Progress, RunOptions } from './types.ts';

/** Nothing to do here until other threads have something to say. */
export interface Pause {
  readonly until: Promise<void>;
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

/** Run to the end in slices. Rejects with the signal's reason; the task's `finally` blocks run. */
export async function run<T>(task: Task<T>, options: RunOptions = {}): Promise<T> {
  const { signal, onProgress } = options;
  let since = now();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const step = task.next();
      if (step.done) return step.value;
      const { value } = step;
      if (isPause(value)) await value.until;
      else if (value) onProgress?.(value);
      if (!isPause(value) && now() - since < SLICE) continue;
      if (!isPause(value)) await turn();
      since = now();
    }
  } finally {
    for (const step of leaving(task)) if (isPause(step)) await step.until;
  }
}

/** End a task before its time; its `finally` blocks may still have to wait for other threads. */
export function* leaving<T>(task: Task<T>): Generator<Step, void, undefined> {
  let step = task.return(undefined as T);
  while (!step.done) {
    yield step.value;
    step = task.next();
  }
}

/** Run to the end at once. */
export function runSync<T>(task: Task<T>): T {
  for (;;) {
    const step = task.next();
    if (step.done) return step.value;
  }
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
