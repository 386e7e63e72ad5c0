/** Progress of parts as progress of the whole. */
import { isPause, leaving, type Task } from './run.ts';
import type { Progress } from './types.ts';

/** The same task, its progress counted as the stretch from … to of a whole of 1. */
export function share<T>(task: Task<T>, from: number, to: number): Task<T> {
  return retold(task, (value) => ({
    ...value,
    done: from + ((to - from) * value.done) / value.total,
    total: 1,
  }));
}

/** The same task, its progress told in other words. */
export function* retold<T>(task: Task<T>, words: (progress: Progress) => Progress): Task<T> {
  try {
    for (;;) {
      const step = task.next();
      if (step.done) return step.value;
      const { value } = step;
      yield isPause(value) ? value : value && words(value);
    }
  } finally {
    yield* leaving(task);
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
      const { value } = step;
      if (value && !isPause(value)) last = Math.max(last, (total * value.done) / value.total);
      yield isPause(value) ? value : value && ({ phase, done: last, total } satisfies Progress);
    }
  } finally {
    yield* leaving(task);
  }
}
