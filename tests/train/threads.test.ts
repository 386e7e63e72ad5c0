/** Networks have the same bits on one, two and four threads, and end well however threads do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpochLog, FittedNetwork, Layer, Runtime, TrainOptions } from '../../src/index.ts';
import type { Pool } from '../../src/runtime/pool.ts';
import { Fingerprint } from '../browser/fingerprint.ts';
import { built, type Package } from '../support/built.ts';
import { random } from '../support/random.ts';

const COUNTS = [1, 2, 4] as const;
const runtimes: Runtime[] = [];
let own: Package;
let poolOf: (memory: unknown) => Pool;

beforeAll(async () => {
  own = await built();
  const inThreads = new URL('../../dist/runtime/inThreads.js', import.meta.url).href;
  ({ poolOf } = await import(/* @vite-ignore */ inThreads));
  runtimes.push(...(await Promise.all(COUNTS.map((threads) => own.init({ threads })))));
}, 120_000);
afterAll(async () => {
  for (const runtime of runtimes) await runtime.dispose();
});

function problem(rows: number, cols: number) {
  const { normal } = random(rows + cols);
  const data = Float32Array.from({ length: rows * cols }, normal);
  const labels = Array.from(
    { length: rows },
    (_, i) => 'abc'[(data[i * cols]! > 0 ? 1 : 0) + (i % 2)]!,
  );
  return { X: { data, rows, cols }, labels, y: data.filter((_, k) => k % cols === 1) };
}

const flat = problem(330, 100);
const images = problem(140, 12 * 12 * 2);

interface Case {
  readonly layers: (own: Package) => Layer[];
  readonly options?: (own: Package) => TrainOptions;
  readonly data?: typeof flat;
  readonly inputShape?: number[];
}

const CASES: Record<string, Case> = {
  'dense layers with batch normalization and dropout': {
    layers: ({ dense, batchNorm, activation, dropout }) => [
      ...[dense(256), batchNorm(), activation('relu'), dropout(0.5)],
      ...[dense(128, { activation: 'tanh' }), dense(3)],
    ],
  },
  'a second gradient of each batch, and an average with statistics of its own': {
    layers: ({ dense, batchNorm, activation, dropout }) => [
      ...[dense(256), batchNorm(), activation('relu'), dropout(0.5), dense(3)],
    ],
    options: ({ plugin }) => ({ plugins: [plugin.gradientNormPenalty(0.01), plugin.ema(0.9)] }),
  },
  'other noise, normalization and optimizers': {
    layers: ({ dense, noise, layerNorm, residual, dropout }) => [
      noise.input(0.1),
      noise.weights(0.01),
      dense(192, { activation: 'selu' }),
      dropout(0.2, { kind: 'alpha' }),
      residual([layerNorm(), dense(192, { activation: 'gelu', dropConnect: 0.2 })]),
      dense(3),
    ],
    options: ({ sgd, l1 }) => ({
      optimizer: sgd({ lr: 0.02, momentum: 0.9, nesterov: true }),
      ...{ penalty: l1(0.001), clipGlobalNorm: 1, accumulate: 2 },
      gradientNoise: { eta: 0.01 },
    }),
  },
  images: {
    layers: ({ conv2d, depthwiseConv2d, maxPool2d, dropout, globalAvgPool, batchNorm, dense }) => [
      conv2d(32, 3, { activation: 'relu', padding: 'same' }),
      batchNorm(),
      maxPool2d(2),
      depthwiseConv2d(3, { activation: 'relu' }),
      dropout(0.3, { kind: 'spatial' }),
      conv2d(24, 2),
      globalAvgPool(),
      dense(3),
    ],
    options: ({ lamb }) => ({ optimizer: lamb(), batchSize: 50, freeze: /bias/ }),
    ...{ data: images, inputShape: [12, 12, 2] },
  },
};

function hashOf(fitted: FittedNetwork, X: typeof flat.X): string {
  const hash = new Fingerprint();
  for (const values of fitted.weights.values()) hash.add(values);
  for (const log of fitted.history) hash.add(Float64Array.from(Object.values(log)));
  return hash.add(fitted.scores(X).data).text;
}

async function fitted(
  { layers, options, data = flat, inputShape }: Case,
  more: TrainOptions,
): Promise<FittedNetwork> {
  const net = own.sequential(layers(own), inputShape ? { inputShape } : {});
  const all = { epochs: 3, batchSize: 128, seed: 'threads', ...options?.(own), ...more };
  return net.fit(data.X, data.labels, all);
}

describe('one, two and four threads give the same bits', () => {
  test.each(Object.entries(CASES))('%s', async (_, one) => {
    const all: string[] = [];
    for (const runtime of runtimes) {
      all.push(hashOf(await fitted(one, { runtime }), (one.data ?? flat).X));
      expect(runtime.bytesInUse).toBe(0);
    }
    expect(new Set(all).size).toBe(1);
  });

  test('of a network that begins on two threads and goes on with four, or one', async () => {
    const one = CASES['dense layers with batch normalization and dropout']!;
    const kept: Uint8Array[] = [];
    const checkpoint = { onCheckpoint: (bytes: Uint8Array) => void kept.push(bytes) };
    const whole = await fitted(one, { runtime: runtimes[1]!, checkpoint });
    const expected = hashOf(whole, flat.X);
    for (const [k, runtime] of [runtimes[2]!, runtimes[0]!].entries()) {
      const again = await fitted(one, { runtime, resume: kept[k]!, checkpoint });
      expect(hashOf(again, flat.X)).toBe(expected);
    }
  });
});

describe('a training on two threads', () => {
  const one = CASES['dense layers with batch normalization and dropout']!;
  const expected = async () => hashOf(await fitted(one, { runtime: runtimes[0]! }), flat.X);
  const two = () => runtimes[1]!;

  test('that is aborted lets the helper go and frees its memory', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const onEpoch = () => controller.abort(new Error('enough'));
    await expect(fitted(one, { runtime: two(), signal, onEpoch })).rejects.toThrow('enough');
    expect(two().bytesInUse).toBe(0);
    expect(hashOf(await fitted(one, { runtime: two() }), flat.X)).toBe(await expected());
  });

  test('whose helper dies rejects with a clear error; the next has another helper', async () => {
    const onEpoch = () => poolOf(two().memory).crash(0);
    await expect(fitted(one, { runtime: two(), onEpoch })).rejects.toThrow(
      'fit: a worker thread ended in the middle of its work (exit code 1); ' +
        'the next call gets a new one',
    );
    expect(two().bytesInUse).toBe(0);
    expect(hashOf(await fitted(one, { runtime: two() }), flat.X)).toBe(await expected());
    expect(two().threads).toBe(2);
  });

  test('goes on alone where the helper is at work for others, with the same bits', async () => {
    const slow = fitted(one, { runtime: two(), epochs: 4 });
    const both = await Promise.all([
      fitted(one, { runtime: two() }),
      fitted(one, { runtime: two() }),
    ]);
    const lasso = problem(90, 20);
    const cv = own.crossValidate(new own.Lasso(), lasso.X, lasso.y, { runtime: two() });
    const bits = await expected();
    expect(both.map((model) => hashOf(model, flat.X))).toEqual([bits, bits]);
    expect((await slow).history.length).toBe(4);
    expect((await cv).fits.failed).toBe(0);
    expect(two().bytesInUse).toBe(0);
  });

  test('whose runtime is disposed of in the middle rejects, too', async () => {
    const runtime = await own.init({ threads: 2 });
    const onEpoch = () => runtime.dispose();
    await expect(fitted(one, { runtime, onEpoch })).rejects.toThrow(
      /^fit: a worker thread ended .*the runtime was disposed of/,
    );
    expect(runtime.bytesInUse).toBe(0);
  });

  test('lets its helper sleep while it waits', async () => {
    const spent: number[] = [];
    const onEpoch = async () => {
      const before = process.cpuUsage();
      await new Promise((resolve) => setTimeout(resolve, 200));
      const { user, system } = process.cpuUsage(before);
      spent.push((user + system) / 1000);
    };
    await fitted(one, { runtime: two(), onEpoch });
    // one of three may meet the garbage collector
    expect(Math.min(...spent)).toBeLessThan(100);
  });

  test('predicts while it waits between epochs', async () => {
    const model = await fitted(one, { runtime: two() });
    const before = model.scores(flat.X).data;
    const logs: EpochLog[] = [];
    const onEpoch = (log: EpochLog) => {
      logs.push(log);
      expect(model.scores(flat.X).data).toEqual(before);
    };
    await fitted(one, { runtime: two(), onEpoch });
    expect(logs.length).toBe(3);
  });
});
