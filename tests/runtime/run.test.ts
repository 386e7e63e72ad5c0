import { describe, expect, test, vi } from 'vitest';
import { run, runSync, type Task } from '../../src/runtime/run.ts';
import type { Progress } from '../../src/runtime/types.ts';

/** Counts to `steps`, reports each, and notes when it is cleaned up. */
function* counting(steps: number, log: string[] = []): Task<number> {
  try {
    for (let done = 1; done <= steps; done++) yield { phase: 'count', done, total: steps };
    return steps;
  } finally {
    log.push('cleaned up');
  }
}

function* forever(log: string[] = []): Task<never> {
  try {
    for (;;) yield undefined;
  } finally {
    log.push('cleaned up');
  }
}

function busy(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('run', () => {
  test('returns what the task returns and reports what it yields', async () => {
    const events: Progress[] = [];
    expect(await run(counting(3), { onProgress: (event) => events.push(event) })).toBe(3);
    expect(events.map(({ done }) => done)).toEqual([1, 2, 3]);
  });

  test('rejects with what the task throws, after its cleaning up', async () => {
    const log: string[] = [];
    function* failing(): Task<void> {
      yield* counting(2, log);
      throw new RangeError('no');
    }
    await expect(run(failing())).rejects.toThrow(new RangeError('no'));
    expect(log).toEqual(['cleaned up']);
  });

  test('gives the event loop a turn after 16 ms of work, and none before', async () => {
    let turns = 0;
    let open = true;
    const turn = () => {
      turns++;
      if (open) setImmediate(turn);
    };
    setImmediate(turn);
    function* long(): Task<void> {
      for (let k = 0; k < 10; k++) {
        busy(20);
        yield;
      }
    }
    await run(long());
    open = false;
    expect(turns).toBeGreaterThanOrEqual(9);
    let before = 0;
    setImmediate(() => before++);
    await run(counting(1000));
    expect(before).toBe(0);
  });

  test('takes its turns without setImmediate too', async () => {
    vi.stubGlobal('setImmediate', undefined);
    function* long(): Task<string> {
      for (let k = 0; k < 3; k++) {
        busy(20);
        yield;
      }
      return 'done';
    }
    const order: string[] = [];
    const timer = new Promise<void>((resolve) => {
      setTimeout(() => {
        order.push('timer');
        resolve();
      });
    });
    const result = run(long()).then((value) => order.push(value));
    await Promise.all([result, timer]);
    vi.unstubAllGlobals();
    expect(order).toEqual(['timer', 'done']);
  });

  test('does not start where the signal is aborted already', async () => {
    const step = vi.fn();
    function* task(): Task<void> {
      step();
      yield;
    }
    await expect(run(task(), { signal: AbortSignal.abort('stop') })).rejects.toBe('stop');
    expect(step).not.toHaveBeenCalled();
  });

  test('stops at the next safe point with the signal’s reason, after the cleaning up', async () => {
    const log: string[] = [];
    const controller = new AbortController();
    const reason = { own: 'reason' };
    setTimeout(() => controller.abort(reason), 5);
    await expect(run(forever(log), { signal: controller.signal })).rejects.toBe(reason);
    expect(log).toEqual(['cleaned up']);
  });

  test('stops where the callback throws, after the cleaning up', async () => {
    const log: string[] = [];
    const own = new Error('own');
    const onProgress = () => {
      throw own;
    };
    await expect(run(counting(5, log), { onProgress })).rejects.toBe(own);
    expect(log).toEqual(['cleaned up']);
  });
});

describe('runSync', () => {
  test('returns what the task returns, or throws what it throws', () => {
    expect(runSync(counting(5))).toBe(5);
    expect(() =>
      runSync(
        (function* (): Task<void> {
          yield;
          throw new TypeError('no');
        })(),
      ),
    ).toThrow(new TypeError('no'));
  });
});
