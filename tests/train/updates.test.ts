/** What is done to gradients and weights in a step, besides the optimizer's own move. */
import { describe, expect, test } from 'vitest';
import { batchNorm, dense } from '../../src/layer/index.ts';
import { adamW, lion, nadam, type Optimizer, schedule, sgd } from '../../src/optimizer/index.ts';
import { custom, groupLasso, l1, slope } from '../../src/penalty/index.ts';
import { sequential, type TrainOptions } from '../../src/train/index.ts';
import {
  begun,
  fitted,
  HIDDEN,
  numbers,
  OPTIONS,
  REORDERED,
  weight,
  X,
} from '../support/smallFit.ts';
import { relativeDifference } from '../support/tolerance.ts';

/** How far all weights are from where they began after one step on all rows. */
async function firstStep(options: TrainOptions, rate: number): Promise<number[]> {
  const optimizer = sgd({ lr: rate });
  const [before, after] = [
    await begun(),
    await fitted({ ...options, optimizer, epochs: 1, batchSize: 48 }),
  ];
  return numbers(after).map((w, j) => (numbers(before)[j]! - w) / rate);
}

describe('gradients', () => {
  test('are cut off by value', async () => {
    const free = await firstStep({}, 0.125);
    const cut = await firstStep({ clipValue: 0.25 }, 0.125);
    const expected = free.map((g) => Math.max(-0.25, Math.min(0.25, g)));
    expect(free.some((g) => Math.abs(g) > 0.25)).toBe(true);
    expect(relativeDifference(cut, expected)).toBeLessThan(REORDERED);
  });

  test('are scaled to a norm, all together', async () => {
    const free = await firstStep({}, 0.125);
    const norm = Math.hypot(...free);
    const cut = await firstStep({ clipGlobalNorm: norm / 3 }, 0.125);
    expect(
      relativeDifference(
        cut,
        free.map((g) => g / 3),
      ),
    ).toBeLessThan(REORDERED);
    expect(await firstStep({ clipGlobalNorm: 2 * norm }, 0.125)).toEqual(free);
  });

  test('are scaled to a norm, each parameter by itself', async () => {
    const cut = await fitted({ clipNorm: 0.01, epochs: 1, batchSize: 48 });
    const before = await begun();
    for (const name of before.weights.keys()) {
      const moved = weight(before, name).map((w, j) => (w - weight(cut, name)[j]!) / 0.05);
      expect(Math.abs(Math.hypot(...moved) - 0.01)).toBeLessThan(1e-4);
    }
  });

  test('of several batches are one of all their rows', async () => {
    const whole = await fitted({ batchSize: 48 });
    const parts = await fitted({ batchSize: 12, accumulate: 4 });
    expect(relativeDifference(numbers(parts), numbers(whole))).toBeLessThan(REORDERED);
    // the last step of an epoch takes what there is: 48 rows as 20, 20 and 8
    const uneven = await fitted({ batchSize: 20, accumulate: 5 });
    expect(relativeDifference(numbers(uneven), numbers(whole))).toBeLessThan(REORDERED);
  });
});

test('noise of gradients has the variance of its formula, another in each step', async () => {
  const noisy = { gradientNoise: { eta: 0.01, gamma: 1 } };
  const [free, shaken] = [await firstStep({}, 0.125), await firstStep(noisy, 0.125)];
  const noise = shaken.map((g, j) => g - free[j]!);
  const variance = noise.reduce((sum, x) => sum + x * x, 0) / noise.length;
  // five standard errors of the mean square of normal numbers
  expect(Math.abs(variance / 0.01 - 1)).toBeLessThan(5 * Math.sqrt(2 / noise.length));
  const [a, b] = [await fitted(noisy), await fitted(noisy)];
  expect(numbers(a)).toEqual(numbers(b));
});

test('a frozen batch normalization keeps its statistics, and lets gradients through', async () => {
  const net = sequential([dense(4, HIDDEN), batchNorm(), dense(1)]);
  const model = await fitted({ freeze: 'batchNorm2', epochs: 2 }, net);
  expect(weight(model, 'batchNorm2.mean')).toEqual([0, 0, 0, 0]);
  expect(weight(model, 'batchNorm2.variance')).toEqual([1, 1, 1, 1]);
  expect(weight(model, 'batchNorm2.scale')).toEqual([1, 1, 1, 1]);
  const before = await fitted({ freeze: /./, epochs: 1 }, net);
  expect(weight(model, 'dense1.weight')).not.toEqual(weight(before, 'dense1.weight'));
});

describe('rates', () => {
  test('follow their schedule', async () => {
    const optimizer = sgd({ lr: schedule.step({ lr: 0.1, every: 2, factor: 0.5 }) });
    const { history } = await fitted({ optimizer, epochs: 5 });
    expect(history.map(({ lr }) => lr)).toEqual([0.1, 0.1, 0.05, 0.05, 0.025]);
  });

  test('fall on a plateau of the loss', async () => {
    const lr = schedule.reduceOnPlateau({ lr: 1e-9, factor: 0.5, patience: 1, minDelta: 1 });
    const { history } = await fitted({ optimizer: sgd({ lr }), epochs: 4 });
    expect(history.map((log) => log.lr)).toEqual([1e-9, 1e-9, 5e-10, 2.5e-10]);
  });

  test('are smaller the farther a layer is from the top', async () => {
    const plain = await firstStep({}, 0.125);
    const optimizer = sgd({ lr: 0.125, layerDecay: 0.5 });
    const [before, after] = [await begun(), await fitted({ optimizer, epochs: 1, batchSize: 48 })];
    const factors = [...before.weights.entries()].flatMap(([name, { length }]) =>
      new Array<number>(length).fill(
        { dense1: 0.25, dense2: 0.5, dense3: 1 }[name.split('.')[0]!]!,
      ),
    );
    const moved = numbers(after).map((w, j) => (numbers(before)[j]! - w) / 0.125);
    const expected = plain.map((g, j) => g * factors[j]!);
    expect(relativeDifference(moved, expected)).toBeLessThan(REORDERED);
  });
});

describe('what is frozen', () => {
  test.each([['dense1'], ['dense2.bias'], [/^dense[12]/], [/weight$/]])(
    'by %s stays, decay or not',
    async (freeze) => {
      const optimizer = adamW({ lr: 0.05, weightDecay: 0.5 });
      const [before, after] = [
        await begun(),
        await fitted({ freeze, optimizer, penalty: l1(0.1) }),
      ];
      for (const name of before.weights.keys()) {
        const isFrozen = typeof freeze === 'string' ? name.startsWith(freeze) : freeze.test(name);
        const same = weight(before, name).every((w, j) => w === weight(after, name)[j]);
        expect([name, same]).toEqual([name, isFrozen]);
      }
    },
  );

  test.each([
    [/dense\d.bias/g, /dense\d.bias/],
    [/dense[12]/y, /dense[12]/],
  ])('by %s is what it is without the flag, in every run', async (flagged, plain) => {
    const expected = numbers(await fitted({ freeze: plain }));
    for (let time = 0; time < 2; time++)
      expect(numbers(await fitted({ freeze: flagged }))).toEqual(expected);
  });
});

describe('a run that goes on from a checkpoint', () => {
  const lr = schedule.reduceOnPlateau({ lr: 0.01, factor: 0.5, patience: 1, minDelta: 2 });
  const options: TrainOptions = {
    ...{ ...OPTIONS, optimizer: nadam({ lr, layerDecay: 0.5 }), penalty: l1(0.01), epochs: 8 },
    ...{ accumulate: 3, clipGlobalNorm: 0.5, gradientNoise: { eta: 0.001 }, freeze: 'dense1.bias' },
    weights: X.map((_, i) => 1 + (i % 3)),
  };

  test('has the same bits: rates, moments, sums, noise', async () => {
    const files: Uint8Array[] = [];
    const onCheckpoint = (bytes: Uint8Array) => {
      files.push(bytes);
    };
    const whole = await fitted({ ...options, checkpoint: { onCheckpoint } });
    expect(new Set(whole.history.map((log) => log.lr)).size).toBeGreaterThan(2);
    for (const resume of [files[0]!, files[3]!, files[6]!]) {
      const again = await fitted({ ...options, resume });
      expect(again.history).toEqual(whole.history);
      expect(again.weights).toEqual(whole.weights);
    }
    const other = nadam({ lr: schedule.constant(0.01), layerDecay: 0.5 });
    const wrong = fitted({ ...options, optimizer: other, resume: files[0]! });
    await expect(wrong).rejects.toThrow('resume must be of a run with the same optimizer');
  });
});

describe('bad options', () => {
  const prox = (_: Float64Array, __: number, out: Float64Array) => out.fill(0);
  const cases: readonly [TrainOptions, string][] = [
    [{ clipValue: 0 }, 'fit: clipValue must be a number > 0, got 0'],
    [{ clipNorm: -1 }, 'fit: clipNorm must be a number > 0, got -1'],
    [{ clipGlobalNorm: Number.NaN }, 'fit: clipGlobalNorm must be a number > 0, got NaN'],
    [{ gradientNoise: { eta: 0 } }, 'fit: gradientNoise.eta must be a finite number > 0, got 0'],
    [{ accumulate: 0 }, 'fit: accumulate must be an integer >= 1, got 0'],
    [
      { freeze: 'dense4' },
      'fit: freeze must name a layer or a parameter, got "dense4"; layers are dense1, dense2, dense3',
    ],
    [{ penalty: 'l1' as never }, 'fit: penalty must be a penalty such as l1(0.01), got "l1"'],
    [
      { penalty: slope({ lambda: 1 }) },
      'fit: penalty of dense1.weight must be a sum over single weights or groups of them',
    ],
    [
      { penalty: l1(1), optimizer: lion() },
      'fit: penalty of dense1.weight must be smooth with lion, got "l1"',
    ],
    [
      { penalty: custom({ value: () => 0, prox, check: false }), optimizer: adamW() },
      'fit: penalty of dense1.weight must have grad in place of prox with adamW, got "custom"',
    ],
    [
      { penalty: groupLasso({ groups: [0, 1] }) },
      'fit: penalty of dense1.weight: groups must have length 6 (one id per input of the layer), got 2',
    ],
    [{ optimizer: {} as Optimizer }, 'fit: optimizer must be an optimizer such as adamW()'],
  ];
  test.each(cases)('are refused, case %#', async (options, message) => {
    await expect(fitted(options)).rejects.toThrow(message);
  });

  test.each([
    [
      () => dense(1, { penalty: 1 as never }),
      'dense: penalty must be a penalty such as l1(0.01), got 1',
    ],
    [
      () => dense(1, { activityPenalty: slope() }),
      'dense: activityPenalty must be l1, l2, elasticNet, mcp, scad, a group lasso or custom, got "slope"',
    ],
    [
      () => dense(1, { constraint: 2 as never }),
      'dense: constraint must be a constraint such as maxNorm(2), got 2',
    ],
  ])('of a layer, case %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
