import { expect, it } from 'vitest';
import { dense, init, sequential } from '../../src/index.ts';

/** Numbers that halves represent exactly, so that fused and separate roundings agree. */
const X = Array.from({ length: 40 }, (_, i) => [(i % 5) - 2, (i % 7) - 3, i % 2]);
const y = X.map(([a, b]) => (a! + b! > 0 ? 'up' : 'down'));

it('fast products where the engine fuses, a reason where it does not', async () => {
  const strict = await init();
  expect([strict.precision, strict.why]).toEqual(['strict', undefined]);
  const net = sequential([dense(8, { activation: 'relu' }), dense(2)]);
  const options = { epochs: 40, batchSize: 8, seed: 1 };
  const one = await net.fit(X, y, options);
  const runtime = await init({ precision: 'fast' });
  const two = await net.fit(X, y, options);
  const [a, b] = [one, two].map(({ history }) => history.at(-1)!.trainLoss);
  expect(Math.abs(a! - b!)).toBeLessThan(0.01);
  if (runtime.precision === 'strict') expect(runtime.why).toMatch(/no relaxed SIMD/);
  else expect(runtime.why).toBeUndefined();
  await init();
});

it('goes on from checkpoints of its own precision alone', async () => {
  const net = sequential([dense(2)]);
  const files: Uint8Array[] = [];
  const onCheckpoint = (bytes: Uint8Array) => {
    files.push(bytes);
  };
  const options = { epochs: 2, batchSize: 8, seed: 1 };
  await init();
  await net.fit(X, y, { ...options, checkpoint: { onCheckpoint } });
  const { precision } = await init({ precision: 'fast' });
  const again = net.fit(X, y, { ...options, resume: files[0]! });
  if (precision === 'strict') expect((await again).history).toHaveLength(2);
  else
    await expect(again).rejects.toThrow('resume must be of a run with the same precision (fast)');
  await init();
});

it('refuses a precision that is neither', async () => {
  await expect(init({ precision: 'slow' as never })).rejects.toThrow(
    "init: precision must be 'strict' or 'fast', got \"slow\"",
  );
});
