/** Where training fails or is aborted, the network as it was is handed over before `fit` rejects. */
import { describe, expect, test } from 'vitest';
import { dense, dropout } from '../../src/layer/index.ts';
import { defaultMemory } from '../../src/memory/memory.ts';
import { sgd } from '../../src/optimizer/index.ts';
import type { EpochLog, FittedNetwork, TrainOptions } from '../../src/train/index.ts';
import { plugin, sequential } from '../../src/train/index.ts';
import { RINGS, SIDES } from '../support/rings.ts';

const NET = sequential([dense(12, { activation: 'relu' }), dropout(0.2), dense(2)]);
/** Steps so large that later epochs are often worse. */
const OPTIONS: TrainOptions = {
  ...{ optimizer: sgd({ lr: 1.5, momentum: 0.5 }), epochs: 30, seed: 4 },
  earlyStopping: { patience: 100 },
};
const run = (options: TrainOptions = {}) => NET.fit(RINGS, SIDES, { ...OPTIONS, ...options });

/** The reason for which a run rejects, and what it left before. */
async function rejected(options: TrainOptions) {
  const before = defaultMemory().used;
  const saved: FittedNetwork[] = [];
  const onReject = (best: FittedNetwork) => {
    saved.push(best);
  };
  const reason = await run({ onReject, ...options }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(defaultMemory().used).toBeLessThanOrEqual(before);
  return { reason, saved };
}

/** A function that aborts after an epoch, and the signal. */
function aborting(last: number) {
  const controller = new AbortController();
  const onEpoch = ({ epoch }: EpochLog) => {
    if (epoch === last) controller.abort(new Error('enough'));
  };
  return { signal: controller.signal, onEpoch };
}

/** Rates so large from an epoch on that numbers are no longer finite. */
const burst = (first: number) => ({
  ...{ type: 'burst', args: [] },
  rate: (epoch: number) => (epoch < first ? undefined : 1e38),
});

/** The weights are those of the best of so many epochs of a run that ends by itself. */
async function expectBest(saved: readonly FittedNetwork[], epochs: number): Promise<void> {
  const whole = await run({ epochs });
  expect(saved).toHaveLength(1);
  expect(whole.bestEpoch).toBeLessThan(epochs);
  expect([saved[0]!.bestEpoch, saved[0]!.ending]).toEqual([whole.bestEpoch, 'rejected']);
  expect(saved[0]!.history).toEqual(whole.history);
  expect(saved[0]!.weights).toEqual(whole.weights);
}

describe('the network of the best epoch is handed over', () => {
  test('where training is aborted, whose reason stays', async () => {
    const { reason, saved } = await rejected(aborting(12));
    expect(reason).toEqual(new Error('enough'));
    await expectBest(saved, 12);
    expect(saved[0]!.predict(RINGS)).toHaveLength(RINGS.length);
  });

  test('where numbers are no longer finite', async () => {
    const { reason, saved } = await rejected({ plugins: [burst(13)] });
    expect(String(reason)).toMatch(/the loss must be finite in step \d of epoch 13/);
    await expectBest(saved, 12);
  });

  test('where a function throws', async () => {
    const onEpoch = ({ epoch }: EpochLog) => {
      if (epoch === 12) throw new Error('the disk is full');
    };
    const { reason, saved } = await rejected({ onEpoch });
    expect(reason).toEqual(new Error('the disk is full'));
    await expectBest(saved, 12);
  });

  test('where a refit is aborted: that of the first training', async () => {
    const controller = new AbortController();
    const onProgress = ({ phase, done }: { phase: string; done: number }) => {
      if (phase === 'refit' && done === 2) controller.abort();
    };
    const given = { refit: true, epochs: 12, signal: controller.signal, onProgress };
    const { reason, saved } = await rejected(given);
    expect(reason).toMatchObject({ name: 'AbortError' });
    await expectBest(saved, 12);
    expect(saved[0]!.provenance.refit).toBe(false);
  });

  test('as an average, where that is what is measured', async () => {
    const plugins = [plugin.ema(0.9)];
    const { saved } = await rejected({ plugins, ...aborting(9) });
    const whole = await run({ plugins, epochs: 9 });
    expect(saved[0]!.weights).toEqual(whole.weights);
  });

  test('of a loop over epochs, too', async () => {
    const { signal, onEpoch } = aborting(5);
    const saved: FittedNetwork[] = [];
    const onReject = (best: FittedNetwork) => {
      saved.push(best);
    };
    const loop = async () => {
      const epochs = NET.epochs(RINGS, SIDES, { ...OPTIONS, signal, onEpoch, onReject });
      for await (const { epoch } of epochs) expect(epoch).toBeLessThan(6);
    };
    await expect(loop()).rejects.toThrow('enough');
    expect(saved[0]!.history).toHaveLength(5);
  });
});

describe('that of the last whole epoch is handed over', () => {
  test.each<[string, TrainOptions['earlyStopping']]>([
    ['without early stopping', false],
    ['where the best weights are not wanted', { patience: 100, restoreBest: false }],
  ])('%s', async (_, earlyStopping) => {
    const steps = aborting(7);
    const { saved } = await rejected({ earlyStopping, ...steps });
    const whole = await run({ earlyStopping: false, epochs: 7 });
    expect([saved[0]!.bestEpoch, saved[0]!.history.length]).toEqual([7, 7]);
    expect(saved[0]!.weights).toEqual(whole.weights);
  });

  test('after a checkpoint, before another epoch is over', async () => {
    const files: Uint8Array[] = [];
    const onCheckpoint = (bytes: Uint8Array) => {
      files.push(bytes);
    };
    const given = { earlyStopping: false, plugins: [burst(8)] };
    await rejected({ ...given, checkpoint: { onCheckpoint } });
    const { reason, saved } = await rejected({ ...given, resume: files[6]! });
    expect(String(reason)).toMatch(/the loss must be finite in step \d of epoch 8/);
    const whole = await run({ earlyStopping: false, epochs: 7 });
    expect(saved[0]!.weights).toEqual(whole.weights);
  });
});

test('nothing is handed over before an epoch is over', async () => {
  const { reason, saved } = await rejected({ optimizer: sgd({ lr: 1e38 }) });
  expect(String(reason)).toMatch(/the loss must be finite in step \d of epoch 1/);
  expect(saved).toEqual([]);
});

test('a promise of who is handed it is waited for, and what it throws is the reason', async () => {
  const order: string[] = [];
  const onReject = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push('saved');
  };
  await rejected({ onReject, ...aborting(2) });
  order.push('rejected');
  expect(order).toEqual(['saved', 'rejected']);
  const refuse = () => {
    throw new Error('the disk is full');
  };
  const { reason } = await rejected({ onReject: refuse, ...aborting(2) });
  expect(reason).toEqual(new Error('the disk is full'));
  const wrong = run({ onReject: 'save' as never });
  await expect(wrong).rejects.toThrow('fit: onReject must be a function, got "save"');
});
