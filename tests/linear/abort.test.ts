/** Aborting and progress; tests/runtime/responsive.test.ts times them. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type CVOptions,
  crossValidate,
  init,
  Lasso,
  type Progress,
  path,
  Ridge,
  type Runtime,
} from '../../src/index.ts';
import { randomProblem } from '../support/problems.ts';

let runtime: Runtime;
beforeEach(async () => {
  runtime = await init();
});
afterAll(async () => {
  await init();
});

function dense(n: number, p: number) {
  const { X, y, lambda } = randomProblem({ seed: n + p, n, p, rho: 0.9 });
  return { X: X as number[][], y: Array.from(y), lambda };
}

const tall = dense(60, 12);
const wide = dense(20, 60);
const lasso = new Lasso({ lambda: tall.lambda });

type Call = (options: CVOptions) => Promise<unknown>;
const CALLS: Record<string, Call> = {
  'a fit': (o) => lasso.fit(tall.X, tall.y, o),
  'a tall path': (o) => path(lasso, tall.X, tall.y, o),
  'a wide path': (o) => path(lasso, wide.X, wide.y, o),
  ridge: (o) => path(new Ridge(), tall.X, tall.y, o),
  'wide ridge': (o) => path(new Ridge(), wide.X, wide.y, o),
  'leave-one-out': (o) => path(new Ridge(), wide.X, wide.y, { ...o, leaveOneOut: true }),
  'tall folds': (o) => crossValidate(lasso, tall.X, tall.y, o),
  'wide folds': (o) => crossValidate(lasso, wide.X, wide.y, o),
  'many wide folds': (o) => crossValidate(lasso, wide.X, wide.y, { folds: { kind: 'loo' }, ...o }),
  'ridge folds': (o) => crossValidate(new Ridge(), tall.X, tall.y, o),
};
const LEARNING = Object.entries(CALLS).filter(([name]) => name !== 'a fit');

describe('a signal', () => {
  test.each(Object.entries(CALLS))('aborted before: %s does nothing at all', async (_, call) => {
    const reason = { any: 'value' };
    const onProgress = () => expect.unreachable('no work was asked for');
    const signal = AbortSignal.abort(reason);
    await expect(call({ signal, onProgress })).rejects.toBe(reason);
    expect(runtime.memory.size).toBe((await init()).memory.size);
  });

  test.each(LEARNING)(
    'aborted on the way: %s rejects with its reason and keeps nothing',
    async (_, call) => {
      const plain = await new Lasso({ lambda: 0.1 }).fit(tall.X, tall.y);
      const controller = new AbortController();
      const reason = new DOMException('enough', 'AbortError');
      let after = 0;
      const onProgress = () => {
        if (controller.signal.aborted) after++;
        controller.abort(reason);
      };
      await expect(call({ signal: controller.signal, onProgress })).rejects.toBe(reason);
      expect(after).toBe(0);
      expect(runtime.bytesInUse).toBe(0);
      const again = await new Lasso({ lambda: 0.1 }).fit(tall.X, tall.y);
      expect(again.coef).toEqual(plain.coef);
    },
  );

  test('that times out rejects with its TimeoutError', async () => {
    const signal = AbortSignal.timeout(1);
    const large = dense(200, 300);
    const error = await path(lasso, large.X, large.y, { signal, nLambda: 2000 }).catch((e) => e);
    expect(error).toBe(signal.reason);
    expect(error.name).toBe('TimeoutError');
    expect(runtime.bytesInUse).toBe(0);
  });

  test('aborted afterwards changes nothing', async () => {
    const controller = new AbortController();
    const found = await path(lasso, tall.X, tall.y, { signal: controller.signal });
    controller.abort();
    expect(found.model(50).predict(tall.X)).toHaveLength(60);
  });

  test('of one fit does not stop another in the same memory', async () => {
    const controller = new AbortController();
    const reason = new DOMException('enough', 'AbortError');
    const alone = await path(lasso, wide.X, wide.y);
    const stopped = path(lasso, tall.X, tall.y, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    const other = path(lasso, wide.X, wide.y);
    await expect(stopped).rejects.toBe(reason);
    expect((await other).coefs()).toEqual(alone.coefs());
    expect(runtime.bytesInUse).toBe(0);
  });
});

describe('progress', () => {
  /** What a progress bar would be told. */
  async function told(call: Call): Promise<Progress[]> {
    const events: Progress[] = [];
    await call({ onProgress: (event) => events.push({ ...event }) });
    return events;
  }

  test.each(LEARNING)('of %s never goes back and ends at its total', async (_, call) => {
    const events = await told(call);
    expect(events.length).toBeGreaterThan(3);
    const { phase, total } = events[0]!;
    events.forEach((event, k) => {
      expect(event).toMatchObject({ phase, total });
      expect(event.done).toBeGreaterThanOrEqual(events[k - 1]?.done ?? 0);
    });
    expect(events.at(-1)!.done).toBe(total);
  });

  test('of a path names each λ when it is done', async () => {
    const lambdas: number[] = [];
    const found = await path(lasso, tall.X, tall.y, {
      nLambda: 12,
      onProgress: ({ lambda, phase, done, total }) => {
        lambdas.push(lambda!);
        expect({ phase, done, total }).toEqual({ phase: 'path', done: lambdas.length, total: 12 });
      },
    });
    expect(lambdas).toEqual(Array.from(found.lambdas));
  });
});
