/** However training ends, the weights are those of the best epoch. */
import { describe, expect, test } from 'vitest';
import { dense, dropout } from '../../src/layer/index.ts';
import { confidencePenalty, poisson } from '../../src/loss/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { sgd } from '../../src/optimizer/index.ts';
import type { EpochLog, FittedNetwork, TrainOptions } from '../../src/train/index.ts';
import { sequential } from '../../src/train/index.ts';
import { RINGS, SIDES } from '../support/rings.ts';

const NET = sequential([dense(12, { activation: 'relu' }), dropout(0.2), dense(2)]);
/** Steps so large that later epochs are often worse. */
const OPTIONS: TrainOptions = { optimizer: sgd({ lr: 1.5, momentum: 0.5 }), epochs: 30, seed: 4 };
const run = (options: TrainOptions = {}) => NET.fit(RINGS, SIDES, { ...OPTIONS, ...options });

/** The run that has just as many epochs as were best, and keeps the weights of its last. */
async function expectBest(fitted: FittedNetwork): Promise<void> {
  const losses = fitted.history.map(({ valLoss }) => valLoss);
  expect(fitted.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
  expect(fitted.bestEpoch).toBeLessThan(losses.length);
  const again = await run({ epochs: fitted.bestEpoch, earlyStopping: false });
  expect(fitted.weights).toEqual(again.weights);
}

describe('the weights are those of the best epoch', () => {
  test('where the epochs are over', async () => {
    const fitted = await run({ earlyStopping: { patience: 100 } });
    expect(fitted.ending).toBe('epochs');
    await expectBest(fitted);
  });

  test('where patience is', async () => {
    const fitted = await run({ earlyStopping: { patience: 3 } });
    expect(fitted.ending).toBe('patience');
    expect(fitted.history.length).toBe(fitted.bestEpoch + 3);
    await expectBest(fitted);
  });

  test("where a function says 'stop'", async () => {
    const { history, bestEpoch } = await run({ earlyStopping: { patience: 3 } });
    const onEpoch = ({ epoch }: EpochLog) => (epoch > bestEpoch ? 'stop' : undefined);
    const fitted = await run({ onEpoch });
    expect([fitted.ending, fitted.history.length]).toEqual(['callback', bestEpoch + 1]);
    expect(fitted.history).toEqual(history.slice(0, bestEpoch + 1));
    await expectBest(fitted);
  });

  test('where the time is over, in the middle of an epoch too', async () => {
    const fitted = await run({ timeBudget: 1e-9 });
    expect([fitted.ending, fitted.history.length, fitted.bestEpoch]).toEqual(['time', 1, 1]);
    let late = 0;
    const wait = async ({ epoch }: EpochLog) => {
      if (epoch === 20) await new Promise((resolve) => setTimeout(resolve, 400));
      late = epoch;
    };
    const other = await run({ timeBudget: 0.4, onEpoch: wait, earlyStopping: { patience: 100 } });
    expect([other.ending, other.history.length]).toEqual(['time', late]);
    await expectBest(other);
  });

  test('where a criterion of Prechelt holds', async () => {
    const fitted = await run({ earlyStopping: { criterion: 'GL', threshold: 10 } });
    expect(fitted.ending).toBe('GL');
    await expectBest(fitted);
    const slow = await run({ earlyStopping: { criterion: 'PQ', threshold: 0.01 } });
    expect([slow.ending, slow.history.length % 5]).toEqual(['PQ', 0]);
  });

  test('but not where that is not wanted', async () => {
    const fitted = await run({ earlyStopping: { patience: 3, restoreBest: false } });
    expect(fitted.bestEpoch).toBe(fitted.history.length);
    const again = await run({ epochs: fitted.bestEpoch, earlyStopping: false });
    expect(fitted.weights).toEqual(again.weights);
  });

  test('by another number of the epochs', async () => {
    const fitted = await run({ earlyStopping: { monitor: 'valAccuracy', patience: 4 } });
    const shares = fitted.history.map(({ valAccuracy }) => valAccuracy!);
    expect(fitted.bestEpoch).toBe(shares.indexOf(Math.max(...shares)) + 1);
  });
});

describe('the loop over epochs', () => {
  test('has the logs of fit, and leaves what fit does', async () => {
    const epochs = NET.epochs(RINGS, SIDES, { ...OPTIONS, epochs: 4 });
    const logs = [];
    for await (const log of epochs) logs.push(log);
    const fitted = await epochs.fitted;
    const { history, weights } = await run({ epochs: 4 });
    expect(logs).toEqual(history);
    expect(fitted.weights).toEqual(weights);
  });

  test('ends training where it is left, and gives all memory back', async () => {
    const before = defaultMemory().used;
    const epochs = NET.epochs(RINGS, SIDES, OPTIONS);
    for await (const { epoch } of epochs) if (epoch === 3) break;
    const fitted = await epochs.fitted;
    expect([fitted.ending, fitted.history.length]).toEqual(['callback', 3]);
    expect(defaultMemory().used).toBeLessThanOrEqual(before);
  });

  test('waits before each epoch until its log is asked for', async () => {
    let seen = 0;
    const count = ({ epoch }: EpochLog) => {
      seen = epoch;
    };
    const epochs = NET.epochs(RINGS, SIDES, { ...OPTIONS, epochs: 9, onEpoch: count });
    const logs = epochs[Symbol.asyncIterator]();
    await logs.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toBe(1);
    await logs.return?.();
  });

  test('is not needed', async () => {
    const { history } = await NET.epochs(RINGS, SIDES, { ...OPTIONS, epochs: 3 }).fitted;
    expect(history).toHaveLength(3);
  });

  test('throws what training does', async () => {
    const loop = async () => {
      for await (const { epoch } of NET.epochs(RINGS, SIDES, { epochs: 0 })) expect(epoch).toBe(0);
    };
    await expect(loop()).rejects.toThrow('fit: epochs must be an integer >= 1, got 0');
  });
});

test('what a function throws ends training, and gives all memory back', async () => {
  const before = defaultMemory().used;
  const refuse = async () => {
    throw new Error('the disk is full');
  };
  await expect(run({ onEpoch: refuse })).rejects.toThrow('the disk is full');
  await expect(run({ checkpoint: { onCheckpoint: refuse } })).rejects.toThrow('the disk is full');
  expect(defaultMemory().used).toBeLessThanOrEqual(before);
});

describe('a baseline', () => {
  const losses = async (options: TrainOptions) =>
    (await run({ earlyStopping: false, ...options })).history.map(({ valLoss }) => valLoss);

  test('that is not beaten ends training after patience, warmup before', async () => {
    const all = await losses({});
    const beyond = Math.min(...all) / 2;
    const a = await run({ earlyStopping: { patience: 7, baseline: beyond } });
    expect([a.ending, a.history.length]).toEqual(['patience', 7]);
    expect(a.bestEpoch).toBe(1 + all.indexOf(Math.min(...all.slice(0, 7))));
    const b = await run({ earlyStopping: { patience: 7, baseline: beyond, warmup: 4 } });
    expect(b.history.length).toBe(11);
    const c = await run({
      earlyStopping: { patience: 6, baseline: 1, monitor: 'valAccuracy', minDelta: 0.5 },
    });
    expect([c.ending, c.history.length]).toEqual(['patience', 6]);
  });

  test('that is beaten leaves patience as it is', async () => {
    const plain = await run({ earlyStopping: { patience: 3 } });
    const above = 2 * Math.max(...plain.history.map(({ valLoss }) => valLoss));
    const a = await run({ earlyStopping: { patience: 3, baseline: above } });
    expect(a.history).toEqual(plain.history);
    const all = await losses({});
    const late = all.findIndex((loss) => loss < all[0]! / 2);
    expect(late).toBeGreaterThan(0);
    const b = await run({ earlyStopping: { patience: late + 1, baseline: all[0]! / 2 } });
    expect(b.history.length).toBeGreaterThan(late + 1);
  });

  test('is a number, of patience alone', async () => {
    await expect(run({ earlyStopping: { baseline: Number.NaN } })).rejects.toThrow(
      'fit: earlyStopping.baseline must be a finite number, got NaN',
    );
    await expect(run({ earlyStopping: { criterion: 'GL', baseline: 1 } })).rejects.toThrow(
      "fit: earlyStopping.baseline must be left out for 'GL', got 1",
    );
  });
});

test('a refit is a run on all rows for the best number of epochs', async () => {
  const fitted = await run({ refit: true, earlyStopping: { patience: 3 } });
  const { history, bestEpoch, weights } = await run({ earlyStopping: { patience: 3 } });
  expect([fitted.history, fitted.bestEpoch]).toEqual([history, bestEpoch]);
  expect(fitted.weights).not.toEqual(weights);
  const all = await run({ validation: 0, epochs: bestEpoch });
  expect(fitted.weights).toEqual(all.weights);
});

describe('a refit that the time is too short for is given up', () => {
  const OTHER = { ...OPTIONS, epochs: 6, refit: true };
  /** Nothing else happens for so many milliseconds. */
  const stall = (milliseconds: number) => {
    for (const since = performance.now(); performance.now() - since < milliseconds; );
  };

  async function expectFirst(fitted: FittedNetwork): Promise<void> {
    const first = await run({ epochs: 6 });
    expect([fitted.ending, fitted.provenance.refit]).toEqual(['time', false]);
    expect([fitted.history, fitted.bestEpoch]).toEqual([first.history, first.bestEpoch]);
    expect(fitted.weights).toEqual(first.weights);
  }

  test('before it begins', async () => {
    const phases = new Set<string>();
    const onProgress = ({ phase, done }: { phase: string; done: number }) => {
      phases.add(phase);
      if (done === 6) stall(1000);
    };
    const fitted = await NET.fit(RINGS, SIDES, { ...OTHER, timeBudget: 1, onProgress });
    expect([...phases]).toEqual(['epochs']);
    await expectFirst(fitted);
  });

  test('in its midst', async () => {
    const refits: number[] = [];
    const onProgress = ({ phase, done }: { phase: string; done: number }) => {
      if (phase !== 'refit') return;
      refits.push(done);
      stall(1000);
    };
    const fitted = await NET.fit(RINGS, SIDES, { ...OTHER, timeBudget: 1, onProgress });
    expect(fitted.bestEpoch).toBeGreaterThan(1);
    expect(refits).toEqual([1]);
    await expectFirst(fitted);
  });

  test('but not where it suffices', async () => {
    const fitted = await NET.fit(RINGS, SIDES, { ...OTHER, timeBudget: 3600 });
    const all = await run({ validation: 0, epochs: fitted.bestEpoch });
    expect(fitted.weights).toEqual(all.weights);
    expect([fitted.ending, fitted.provenance.refit]).toEqual(['epochs', true]);
  });
});

test('a loss below 0 has no criterion of ratios', async () => {
  const y = RINGS.map((_, i) => i % 5);
  const net = sequential([dense(1)]);
  const options = { epochs: 3, loss: poisson() };
  const run = net.fit(RINGS, y, { ...options, earlyStopping: { criterion: 'GL' } });
  await expect(run).rejects.toThrow(
    'fit: earlyStopping.criterion must be \'patience\', got "GL"; ' +
      'valLoss of this loss may be below 0, and GL is of ratios',
  );
  const sure = NET.fit(RINGS, SIDES, {
    ...{ loss: confidencePenalty({ beta: 2 }), earlyStopping: { criterion: 'PQ' } },
  });
  await expect(sure).rejects.toThrow('trainLoss of this loss may be below 0, and PQ is of ratios');
  const plain = { loss: confidencePenalty({ beta: 0 }), epochs: 2 };
  const { history } = await NET.fit(RINGS, SIDES, {
    ...{ ...plain, earlyStopping: { criterion: 'PQ' } },
  });
  expect(history).toHaveLength(2);
});

test('progress tells epoch and loss', async () => {
  const told: unknown[] = [];
  const onProgress = (progress: unknown) => told.push(progress);
  const { history } = await run({ epochs: 2, onProgress });
  const epochs = history.map(({ epoch, valLoss }) => ({ epoch, loss: valLoss }));
  const common = { phase: 'epochs', total: 2 };
  expect(told).toEqual(epochs.map((one) => ({ ...common, done: one.epoch, ...one })));
});
