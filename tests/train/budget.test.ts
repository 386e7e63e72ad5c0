/** What a step costs besides its arithmetic: calls across the boundary, and memory. */
import { expect, test } from 'vitest';
import { batchNorm, dense, dropout } from '../../src/layer/index.ts';
import { Memory } from '../../src/memory/memory.ts';
import { adamW } from '../../src/optimizer/index.ts';
import { Runtime } from '../../src/runtime/runtime.ts';
import { sequential, type TrainOptions } from '../../src/train/index.ts';
import { RINGS, SIDES } from '../support/rings.ts';

/** A memory that counts the calls of its kernels. */
class Counting extends Memory {
  readonly calls = new Map<string, number>();

  override start<T>(text: string): T {
    const exports = super.start<Record<string, (...args: number[]) => number>>(text);
    const counted = Object.entries(exports).map(([name, kernel]) => {
      const count = (...args: number[]) => {
        this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
        return kernel(...args);
      };
      return [name, count] as const;
    });
    return Object.fromEntries(counted) as T;
  }
}

const NET = sequential([dense(16, { activation: 'relu' }), batchNorm(), dropout(0.5), dense(2)]);
const OPTIONS: TrainOptions = {
  ...{ epochs: 6, batchSize: 16, optimizer: adamW(), seed: 1 },
  earlyStopping: false,
};
/** Batches of 96 rows. */
const STEPS = 6;

async function counted(epochs: number): Promise<Map<string, number>> {
  const memory = new Counting();
  await NET.fit(RINGS, SIDES, { ...OPTIONS, epochs, runtime: new Runtime(memory) });
  return memory.calls;
}

test('a step makes one call per part of a layer and pass, and few besides', async () => {
  const [five, six] = [await counted(5), await counted(6)];
  const calls = new Map([...six].map(([name, count]) => [name, count - (five.get(name) ?? 0)]));
  const once = [
    ...['batchNorm_train', 'batchNorm_backward', 'dropout_forward', 'multiply_numbers'],
    ...['relu_backward', 'gemm_nt', 'gradient_observe', 'adam_begin'],
  ];
  for (const name of once) expect([name, calls.get(name)]).toEqual([name, STEPS]);
  for (const name of ['gemm_tn', 'column_sums', 'adam_step'])
    expect([name, calls.get(name)]).toEqual([name, 2 * STEPS]);
  const total = [...calls.values()].reduce((sum, count) => sum + count, 0);
  // the measures of two sets of rows after the epoch, and the norms, make the two dozen besides
  expect(total).toBeLessThanOrEqual(21 * STEPS + 24);
});

test('an epoch after the first reserves no memory, and none grows', async () => {
  const memory = new Memory();
  const sizes: (readonly [number, number])[] = [];
  const onEpoch = () => {
    sizes.push([memory.used, memory.size]);
  };
  await NET.fit(RINGS, SIDES, { ...OPTIONS, onEpoch, runtime: new Runtime(memory) });
  expect(new Set(sizes.map(String)).size).toBe(1);
  expect(memory.used).toBe(0);
});

test('a step makes few objects', async () => {
  const heap: number[] = [];
  const onEpoch = () => {
    heap.push(process.memoryUsage().heapUsed);
  };
  await NET.fit(RINGS, SIDES, { ...OPTIONS, epochs: 200, onEpoch });
  const growth = heap.slice(1).map((size, k) => Math.max(0, size - heap[k]!));
  const median = growth.sort((a, b) => a - b)[growth.length >> 1]!;
  // results of the generator, and a part of the epoch's log
  expect(median / STEPS).toBeLessThan(4096);
});
