/** Progress of parts as progress of the whole. */
import { isPause, type Task } from './run.ts';
import type { Progress } from './types.ts';

/** The same task, its progress counted as the stretch from … to of a whole of 1. */
export function share<T>(task: Task<T>, from: number, to: number): Task<T> {
  return retold(task, (value) => ({
    ...value,
    done: from + ((to - from) * value.done) / value.total,
    total: 1,
  }));
}

/** The same task under one name, counted in `total` units; never goes back, ends at `total`. */
export function* inUnits<T>(task: Task<T>, phase: string, total: number): Task<T> {
  let last = 0;
  const result = yield* retold(task, (value) => {
    last = Math.max(last, (total * value.done) / value.total);
    return { phase, done: last, total };
  });
  yield { phase, done: total, total };
  return result;
}

/** The same task, which does not tell how far it is. */
export function quietly<T>(task: Task<T>): Task<T> {
  return retold(task, () => undefined);
}

/** The same task, its progress told in other words, or not at all. */
export function* retold<T>(
  task: Task<T>,
  words: (progress: Progress) => Progress | undefined,
): Task<T> {
  let step = task.next();
  try {
    while (!step.done) {
      const { value } = step;
      try {
        yield isPause(value) ? value : value && words(value);
      } catch (error) {
        // What ends this task ends the other one, which may have to wait for threads first.
        step = task.throw(error);
        continue;
      }
      step = task.next();
    }
    return step.value;
  } finally {
    task.return(undefined as T);
  }
}
