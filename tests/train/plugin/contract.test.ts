/** What every plugin promises, alone and with all else that training does. */
import { describe, expect, test } from 'vitest';
import { maxNorm, orthogonal, unitNorm } from '../../../src/constraint/index.ts';
import { batchNorm, dense, dropout } from '../../../src/layer/index.ts';
import { defaultMemory } from '../../../src/memory/memory.ts';
import { sgd } from '../../../src/optimizer/index.ts';
import { l1 } from '../../../src/penalty/index.ts';
import {
  type FittedNetwork,
  plugin,
  sequential,
  type TrainOptions,
} from '../../../src/train/index.ts';
import { RINGS, SIDES } from '../../support/rings.ts';
import { EPSILON_32, relativeDifference } from '../../support/tolerance.ts';
import { PLUGIN_CASES } from './cases.ts';

const NET = sequential([dense(6, { activation: 'relu' }), batchNorm(), dropout(0.3), dense(2)]);
const OPTIONS: TrainOptions = {
  ...{ optimizer: sgd({ lr: 0.3 }), epochs: 8, batchSize: 16, seed: 6 },
  earlyStopping: false,
};
const run = (options: TrainOptions) => NET.fit(RINGS, SIDES, { ...OPTIONS, ...options });
const weight = (model: FittedNetwork, name: string) => Array.from(model.weights.get(name)!);

/** Of sums of some hundred terms in another order. */
const REORDERED = 200 * EPSILON_32;

describe.each(PLUGIN_CASES)('%s', (_, one) => {
  const plugins = [one];

  test('has the same bits every time, others than training without it, and gives all memory back', async () => {
    const before = defaultMemory().used;
    const [a, b] = [await run({ plugins }), await run({ plugins })];
    expect(a.weights).toEqual(b.weights);
    expect(a.history).toEqual(b.history);
    const isSilent = one.type === 'ema' && one.args[0] === 0;
    const plain = await run({});
    if (isSilent) expect(weight(a, 'dense1.weight')).toEqual(weight(plain, 'dense1.weight'));
    else expect(a.weights).not.toEqual(plain.weights);
    expect(defaultMemory().used).toBeLessThanOrEqual(before);
  });

  test('leaves the weights that were measured', async () => {
    const fitted = await run({ plugins, validation: 0 });
    const p = fitted.predictProba(RINGS);
    const { classes } = fitted;
    const loss = SIDES.reduce(
      (sum, side, i) => sum - Math.log(p.get(i, classes!.indexOf(side))),
      0,
    );
    const { cleanTrainLoss } = fitted.history.at(-1)!;
    expect(Math.abs(loss / SIDES.length / cleanTrainLoss - 1)).toBeLessThan(REORDERED);
  });

  test('leaves those of the best epoch, however many follow', async () => {
    const rough = { plugins, optimizer: sgd({ lr: 2, momentum: 0.5 }), epochs: 20 };
    const fitted = await run({ ...rough, earlyStopping: { patience: 100 } });
    const losses = fitted.history.map(({ valLoss }) => valLoss);
    expect(fitted.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    const again = await run({ ...rough, epochs: fitted.bestEpoch, earlyStopping: false });
    expect(fitted.weights).toEqual(again.weights);
  });

  test('is part of a refit', async () => {
    const fitted = await run({ plugins, refit: true, earlyStopping: { patience: 3 } });
    const again = await run({ plugins, validation: 0, epochs: fitted.bestEpoch });
    expect(fitted.weights).toEqual(again.weights);
  });

  test('goes with accumulation, clipping, proximal steps and frozen layers, from any epoch on', async () => {
    const all = {
      ...{ plugins, accumulate: 2, clipGlobalNorm: 0.5, penalty: l1(0.05), freeze: 'dense1.bias' },
      weights: RINGS.map((_, i) => 1 + (i % 3)),
    };
    const files: Uint8Array[] = [];
    const onCheckpoint = (bytes: Uint8Array) => {
      files.push(bytes);
    };
    const whole = await run({ ...all, checkpoint: { onCheckpoint } });
    expect(weight(whole, 'dense1.bias')).toEqual([0, 0, 0, 0, 0, 0]);
    for (const resume of files) {
      const again = await run({ ...all, resume });
      expect(again.weights).toEqual(whole.weights);
      expect(again.history).toEqual(whole.history);
    }
  });
});

describe('batch normalization', () => {
  test.each(PLUGIN_CASES.filter(([, { average }]) => average))(
    'has the statistics of the average, %s',
    async (_, one) => {
      const fitted = await run({ plugins: [one], validation: 0 });
      const again = fitted.recalibrate(RINGS);
      for (const name of ['batchNorm2.mean', 'batchNorm2.variance']) {
        const difference = relativeDifference(weight(fitted, name), weight(again, name));
        expect(difference).toBeLessThan(REORDERED);
      }
    },
  );

  test.each(PLUGIN_CASES.filter(([, { ahead }]) => ahead))(
    'has the statistics of the first gradient, %s',
    async (_, one) => {
      const still = { optimizer: sgd({ lr: 1e-12 }), epochs: 2 };
      const [a, b] = [await run({ ...still, plugins: [one] }), await run(still)];
      for (const name of ['batchNorm2.mean', 'batchNorm2.variance'])
        expect(weight(a, name)).toEqual(weight(b, name));
    },
  );

  test('that is frozen keeps its own', async () => {
    const fitted = await run({ plugins: [plugin.ema(0.9)], freeze: 'batchNorm2' });
    expect(weight(fitted, 'batchNorm2.mean')).toEqual([0, 0, 0, 0, 0, 0]);
    expect(weight(fitted, 'batchNorm2.variance')).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

test.each([plugin.ema(0.9), plugin.swa({ start: 2 })])(
  'averages are where they may be, case %#',
  async (one) => {
    const net = sequential([
      dense(6, { activation: 'tanh', constraint: unitNorm() }),
      dense(6, { activation: 'tanh', constraint: orthogonal() }),
      dense(2, { constraint: maxNorm(0.5) }),
    ]);
    const fitted = await net.fit(RINGS, SIDES, { ...OPTIONS, plugins: [one], freeze: 'dense2' });
    const columns = (name: string, count: number) => {
      const w = weight(fitted, name);
      return Array.from({ length: count }, (_, j) => w.filter((_, k) => k % count === j));
    };
    for (const column of columns('dense1.weight', 6))
      expect(Math.abs(Math.hypot(...column) - 1)).toBeLessThan(4 * EPSILON_32);
    for (const column of columns('dense3.weight', 2))
      expect(Math.hypot(...column)).toBeLessThanOrEqual(0.5 + EPSILON_32);
    const frozen = await net.fit(RINGS, SIDES, { ...OPTIONS, epochs: 1, freeze: /./ });
    expect(weight(fitted, 'dense2.weight')).toEqual(weight(frozen, 'dense2.weight'));
  },
);

test('a rate of its own begins with the average', async () => {
  const { history } = await run({ plugins: [plugin.swa({ start: 3, lr: 0.01 })], epochs: 4 });
  expect(history.map(({ lr }) => lr)).toEqual([0.3, 0.3, 0.01, 0.01]);
  const { history: last } = await run({ plugins: [plugin.swa({ lr: 0.01 })], epochs: 4 });
  expect(last.map(({ lr }) => lr)).toEqual([0.3, 0.3, 0.3, 0.01]);
});

test('loss that is not finite at the second gradient ends training', async () => {
  const far = sequential([dense(1)]);
  const fit = far.fit(
    RINGS,
    RINGS.map(([a]) => a!),
    { plugins: [plugin.sam(3e38)] },
  );
  await expect(fit).rejects.toThrow('fit: the loss must be finite in step 1 of epoch 1, got ');
});

describe('bad options', () => {
  test.each([
    [() => plugin.ema(1), 'plugin.ema: decay must lie in [0, 1), got 1'],
    [() => plugin.swa({ start: 0 }), 'plugin.swa: start must be an integer >= 1, got 0'],
    [() => plugin.swa({ lr: 0 }), 'plugin.swa: lr must be a finite number > 0, got 0'],
    [() => plugin.swa({ begin: 1 } as never), 'plugin.swa: unknown option begin'],
    [() => plugin.sam(0), 'plugin.sam: rho must be a finite number > 0, got 0'],
    [
      () => plugin.gradientNormPenalty(Number.NaN),
      'plugin.gradientNormPenalty: mu must be a finite number > 0, got NaN',
    ],
  ])('are refused, case %#', (make, message) => {
    expect(make).toThrow(message);
  });

  test.each<[unknown, string]>([
    [plugin.ema(), 'fit: plugins must be a list of plugins, got Object'],
    [['ema'], 'fit: plugins[0] must be a plugin such as plugin.ema(), got "ema"'],
    [
      [plugin.ema(), plugin.swa()],
      'fit: plugins must hold at most one that averages weights, got "ema, swa"',
    ],
    [
      [plugin.sam(), plugin.gradientNormPenalty(1)],
      'fit: plugins must hold at most one that changes gradients, got "sam, gradientNormPenalty"',
    ],
  ])('in a list are refused, case %#', async (plugins, message) => {
    await expect(run({ plugins: plugins as never })).rejects.toThrow(message);
  });
});
