/** Runs a computation in slices, so that the caller's thread stays free and a signal is obeyed. */
import type { Progress, RunOptions } from './types.ts';

/** Work that stops at safe points: `yield` whenever about a millisecond or more may have passed. */
export type Task<T> = Generator<Progress | undefined, T, undefined>;

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
      if (step.value) onProgress?.(step.value);
      if (now() - since < SLICE) continue;
      await turn();
      since = now();
    }
  } finally {
    task.return(undefined as T);
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
