/** Thousands of networks come and go, and leave nothing. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { batchNorm, dense, dropout } from '../../src/layer/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { sequential } from '../../src/train/index.ts';
import { RINGS, SIDES } from '../support/rings.ts';

const CYCLES = 10_000;

/**
 * What the heap may grow by over seven thousand cycles, in bytes: the runner's own notes. A network that
 * is kept takes more than a thousand bytes each time.
 */
const FLAT = 2 ** 20;

/** The engine's collector, which a flag brings out. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapUsed(): number {
  // twice: what finalizers let go of is collected the second time
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

test('10 000 cycles of making, training, predicting and letting go are flat', async () => {
  const [X, y] = [RINGS.slice(0, 24), SIDES.slice(0, 24)];
  const sizes: number[] = [];
  const heap: number[] = [];
  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    const net = sequential([dense(4, { activation: 'relu' }), batchNorm(), dropout(0.2), dense(2)]);
    const fitted = await net.fit(X, y, { epochs: 1, batchSize: 12, seed: cycle });
    fitted.predict(X);
    if (cycle % 1000 === 0) {
      sizes.push(defaultMemory().size);
      heap.push(heapUsed());
      expect(defaultMemory().used).toBe(0);
    }
  }
  expect(new Set(sizes).size).toBe(1);
  // the first three thousand are for what is compiled and kept once
  const late = heap.slice(2);
  expect(Math.max(...late) - late[0]!, `bytes in use: ${heap.join(', ')}`).toBeLessThan(FLAT);
});
