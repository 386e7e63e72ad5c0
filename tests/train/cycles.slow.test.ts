/** Thousands of networks come and go, and leave nothing. */
import { expect, test } from 'vitest';
import { batchNorm, dense, dropout } from '../../src/layer/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { sequential } from '../../src/train/index.ts';
import { RINGS, SIDES } from '../support/rings.ts';

test('10 000 cycles of making, training, predicting and letting go are flat', async () => {
  const [X, y] = [RINGS.slice(0, 24), SIDES.slice(0, 24)];
  const sizes: number[] = [];
  for (let cycle = 1; cycle <= 10_000; cycle++) {
    const net = sequential([dense(4, { activation: 'relu' }), batchNorm(), dropout(0.2), dense(2)]);
    const fitted = await net.fit(X, y, { epochs: 1, batchSize: 12, seed: cycle });
    fitted.predict(X);
    if (cycle % 1000 === 0) {
      sizes.push(defaultMemory().size);
      expect(defaultMemory().used).toBe(0);
    }
  }
  expect(new Set(sizes).size).toBe(1);
});
