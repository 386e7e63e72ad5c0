/** Progress of parts as progress of the whole. */
import type { Task } from './run.ts';
import type { Progress } from './types.ts';

/** The same task, its progress counted as the stretch from … to of a whole of 1. */
export function* share<T>(task: Task<T>, from: number, to: number): Task<T> {
  try {
    for (;;) {
      const step = task.next();
      if (step.done) return step.value;
      const { value } = step;
      yield value && { ...value, done: from + ((to - from) * value.done) / value.total, total: 1 };
    }
  } finally {
    task.return(undefined as T);
  }
}

/** The same task under one name, counted in `total` units; never goes back, ends at `total`. */
export function* inUnits<T>(task: Task<T>, phase: string, total: number): Task<T> {
  let last = 0;
  try {
    for (;;) {
      const step = task.next();
      if (step.done) {
        yield { phase, done: total, total };
        return step.value;
      }
      last = Math.max(last, step.value ? (total * step.value.done) / step.value.total : 0);
      yield step.value && ({ phase, done: last, total } satisfies Progress);
    }
  } finally {
    task.return(undefined as T);
  }
}
