/** A run that goes on from a checkpoint has the bits of one that was never interrupted. */
import { afterEach, describe, expect, test } from 'vitest';
import { maxNorm } from '../../src/constraint/index.ts';
import { batchNorm, dense, dropout } from '../../src/layer/index.ts';
import { huber } from '../../src/loss/index.ts';
import { Memory, setDefaultMemory } from '../../src/memory/memory.ts';
import { readSafetensors, writeSafetensors } from '../../src/model/safetensors.ts';
import { opened, sealed } from '../../src/model/tensorFile.ts';
import { adamW, schedule, sgd } from '../../src/optimizer/index.ts';
import { custom, l1, l2 } from '../../src/penalty/index.ts';
import {
  type FittedNetwork,
  plugin,
  sequential,
  type TrainOptions,
} from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';

const NET = sequential([dense(6, { activation: 'relu' }), batchNorm(), dropout(0.3), dense(2)]);
const EPOCHS = 12;

/** A memory that nothing was ever computed in, as that of another process. */
const forget = () => setDefaultMemory(new Memory());
afterEach(forget);

/** The whole run, and its checkpoints. */
async function wholeRun(options: TrainOptions) {
  const files: Uint8Array[] = [];
  const onCheckpoint = (bytes: Uint8Array) => {
    files.push(bytes);
  };
  const fitted = await NET.fit(RINGS, SIDES, { ...options, checkpoint: { onCheckpoint } });
  return { fitted, files };
}

function expectSame(again: FittedNetwork, fitted: FittedNetwork, k: number): void {
  expect(again.history, `from epoch ${k + 1}`).toEqual(fitted.history);
  expect(again.weights, `from epoch ${k + 1}`).toEqual(fitted.weights);
  expect([again.bestEpoch, again.ending]).toEqual([fitted.bestEpoch, fitted.ending]);
}

const PLATEAU = schedule.reduceOnPlateau({ lr: 0.2, patience: 1, factor: 0.7 });
const LARGE = sgd({ lr: 2 });
const SAM = plugin.sam(0.1);
const WARM = schedule.cosine({ peak: 0.05, warmup: 3 });

describe.each<[string, TrainOptions]>([
  ['momentum', { optimizer: sgd({ lr: 0.1, momentum: 0.9 }) }],
  ['AdamW and a cosine', { optimizer: adamW({ lr: WARM }) }],
  ['a plateau and several batches per step', { optimizer: sgd({ lr: PLATEAU }), accumulate: 2 }],
  ['penalties and clipping', { penalty: l1(0.01), clipGlobalNorm: 0.5 }],
  ['labels that are noisy', { labelNoise: 0.3, earlyStopping: false }],
  ['a second run on all rows', { optimizer: adamW({ lr: WARM }), refit: true }],
  ['an average after each step', { optimizer: LARGE, plugins: [plugin.ema(0.9)], accumulate: 2 }],
  ['an average after each epoch', { optimizer: LARGE, plugins: [plugin.swa({ start: 4 }), SAM] }],
])('with %s', (_, given) => {
  const options: TrainOptions = { ...given, epochs: EPOCHS, batchSize: 16, seed: 'eleven' };

  test('has the same bits from every epoch on', async () => {
    const { fitted, files } = await wholeRun(options);
    expect(files).toHaveLength(EPOCHS);
    for (const [k, resume] of files.entries()) {
      forget();
      expectSame(await NET.fit(RINGS, SIDES, { ...options, resume }), fitted, k);
    }
  });

  test('ends where it would have', async () => {
    const early = { ...options, epochs: 60, earlyStopping: { patience: 4 } };
    const { fitted, files } = await wholeRun(early);
    expect(fitted.ending).toBe('patience');
    for (const k of [0, files.length - 3, files.length - 1]) {
      forget();
      expectSame(await NET.fit(RINGS, SIDES, { ...early, resume: files[k]! }), fitted, k);
    }
  });
});

/** λ/2 ‖w‖² by functions. */
const gentle = (lambda: number) =>
  custom({
    lambda,
    value: (w) => w.reduce((sum, x) => sum + (x * x) / 2, 0),
    grad: (w, out) => out.set(w),
  });

describe('a checkpoint', () => {
  const options: TrainOptions = { epochs: 4, batchSize: 16, seed: 3 };

  test('comes every so many epochs, and the run goes on once its promise is kept', async () => {
    const epochs: number[] = [];
    let told = 0;
    const onEpoch = ({ epoch }: { epoch: number }) => {
      told = epoch;
    };
    const onCheckpoint = async () => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      epochs.push(told);
    };
    const checkpoint = { every: 3, onCheckpoint };
    await NET.fit(RINGS, SIDES, { ...options, epochs: 7, onEpoch, checkpoint });
    expect(epochs).toEqual([3, 6]);
  });

  test.each<[string, TrainOptions | 'rows' | 'labels' | 'layers', string]>([
    ['another batch size', { batchSize: 8 }, 'with the same batchSize (8), got "16"'],
    ['another seed', { seed: 4 }, 'with the same seed (4), got "3"'],
    ['another number of epochs', { epochs: 5 }, 'with the same epochs (5), got "4"'],
    ['another optimizer', { optimizer: sgd() }, 'with the same optimizer'],
    ['another share of rows', { validation: 0.5 }, 'with the same validation (0.5), got "0.2"'],
    ['another penalty', { penalty: l1(0.1) }, 'with the same penalty'],
    ['other frozen layers', { freeze: /dense1/ }, 'with the same freeze ("/dense1/"), got "none"'],
    ['another patience', { earlyStopping: { patience: 2 } }, 'with the same earlyStopping'],
    ['other rows', 'rows', 'with the same X'],
    ['other labels', 'labels', 'with the same y'],
    ['other layers', 'layers', 'with the same layers'],
  ])('of a run with %s is refused', async (_, other, message) => {
    const { files } = await wholeRun(options);
    const net = other === 'layers' ? sequential([dense(5), dense(2)]) : NET;
    const X = other === 'rows' ? RINGS.map(([a, b]) => [b!, a!]) : RINGS;
    const y = other === 'labels' ? [...SIDES].reverse() : SIDES;
    const given = typeof other === 'object' ? other : {};
    const run = net.fit(X, y, { ...options, ...given, resume: files[1]! });
    await expect(run).rejects.toThrow(`fit: resume must be of a run ${message}`);
  });

  test.each<[string, TrainOptions, TrainOptions, string]>([
    ['loss', { loss: huber(1) }, { loss: huber(2) }, '{"type":"huber","args":[2]}'],
    ['plugins', { plugins: [plugin.sam(0.1)] }, { plugins: [plugin.sam(0.2)] }, '"args":[0.2]'],
  ])('of a run with another argument of %s is refused', async (name, given, other, message) => {
    const net = sequential([dense(1)]);
    const files: Uint8Array[] = [];
    const onCheckpoint = (bytes: Uint8Array) => {
      files.push(bytes);
    };
    const short = { epochs: 2, batchSize: 16 };
    await net.fit(RINGS, HEIGHTS, { ...short, ...given, checkpoint: { onCheckpoint } });
    const run = net.fit(RINGS, HEIGHTS, { ...short, ...other, resume: files[0]! });
    await expect(run).rejects.toThrow(`fit: resume must be of a run with the same ${name} (`);
    await expect(run).rejects.toThrow(message);
  });

  test.each([
    ['penalties', { penalty: l2(0.1) }, { penalty: l2(0.2) }],
    ['constraints', { constraint: maxNorm(1) }, { constraint: maxNorm(2) }],
    ['custom penalties', { penalty: gentle(0.1) }, { penalty: gentle(0.2) }],
  ])('of layers with other %s is refused', async (_, given, other) => {
    const files: Uint8Array[] = [];
    const onCheckpoint = (bytes: Uint8Array) => {
      files.push(bytes);
    };
    const short = { epochs: 2, batchSize: 16 };
    const checkpoint = { onCheckpoint };
    await sequential([dense(2, given)]).fit(RINGS, SIDES, { ...short, checkpoint });
    const run = sequential([dense(2, other)]).fit(RINGS, SIDES, { ...short, resume: files[0]! });
    await expect(run).rejects.toThrow('fit: resume must be of a run with the same layers');
  });

  test('of a run of another precision is refused', async () => {
    const { files } = await wholeRun(options);
    // engines without fused products have no such file: what differs in one is what it says
    const { content, tensors } = opened<{ facts: object }>('test', 'file', 'checkpoint', files[0]!);
    expect(content.facts).toMatchObject({ precision: 'strict' });
    const facts = { ...content.facts, precision: 'fast' };
    const resume = sealed('checkpoint', { ...content, facts }, tensors);
    await expect(NET.fit(RINGS, SIDES, { ...options, resume })).rejects.toThrow(
      'fit: resume must be of a run with the same precision (strict), got "fast"',
    );
  });

  test.each([
    [{}, 'history in resume must be a list of epochs, got Object'],
    [[{ epoch: 2 }], 'history[0] in resume must be of epoch 1, got 2'],
    [[{ epoch: 1, lr: 0.1, trainLoss: 'low' }], 'hold a number as trainLoss, got "low"'],
  ])('whose checksum is right is refused for its history, case %#', async (history, message) => {
    const { files } = await wholeRun(options);
    const { content, tensors } = opened<object>('test', 'file', 'checkpoint', files[0]!);
    const resume = sealed('checkpoint', { ...content, history }, tensors);
    await expect(NET.fit(RINGS, SIDES, { ...options, resume })).rejects.toThrow(message);
  });

  test('of rows fewer than a default batch has their number', async () => {
    const [X, y] = [RINGS.slice(0, 20), SIDES.slice(0, 20)];
    const files: Uint8Array[] = [];
    const onCheckpoint = (bytes: Uint8Array) => {
      files.push(bytes);
    };
    const short = { epochs: 3, validation: 0.5 };
    const whole = await NET.fit(X, y, { ...short, checkpoint: { onCheckpoint } });
    const again = await NET.fit(X, y, { ...short, batchSize: 10, resume: files[0]! });
    expect(again.weights).toEqual(whole.weights);
    expect(again.provenance.batchSize).toBe(10);
  });

  test('that lacks something is refused', async () => {
    const { files } = await wholeRun(options);
    const { tensors, metadata } = readSafetensors('test', 'file', files[0]!);
    const fewer = new Map([...tensors].filter(([name]) => name !== 'slot0'));
    const resume = writeSafetensors({ tensors: fewer, metadata });
    const run = NET.fit(RINGS, SIDES, { ...options, resume });
    await expect(run).rejects.toThrow('fit: resume must be unchanged');
  });

  test('is no network, and a network no checkpoint', async () => {
    const resume = (await NET.fit(RINGS, SIDES, options)).save();
    const run = NET.fit(RINGS, SIDES, { ...options, resume });
    const rule = 'be a tikhonov-checkpoint file, got "tikhonov-network"';
    await expect(run).rejects.toThrow(`fit: resume must ${rule}`);
  });
});
