/** What is done to gradients and weights in a step, besides the optimizer's own move. */
import { describe, expect, test } from 'vitest';
import { box, maxNorm, nonNegative, orthogonal, unitNorm } from '../../src/constraint/index.ts';
import { batchNorm, dense } from '../../src/layer/index.ts';
import { adamW, lion, type Optimizer, schedule, sgd } from '../../src/optimizer/index.ts';
import {
  custom,
  elasticNet,
  groupLasso,
  l1,
  l2,
  type Penalty,
  slope,
} from '../../src/penalty/index.ts';
import { sequential, type TrainOptions } from '../../src/train/index.ts';
import { random } from '../support/random.ts';
import { EPSILON_32, relativeDifference } from '../support/tolerance.ts';

const { normal } = random(31);
const X = Array.from({ length: 48 }, () => Array.from({ length: 6 }, () => normal()));
const y = X.map(([a, b]) => 2 * a! - b! + 0.1 * normal());

const HIDDEN = { activation: 'tanh' } as const;
const NET = sequential([dense(8, HIDDEN), dense(4, HIDDEN), dense(1)]);
const OPTIONS = {
  ...{ optimizer: sgd({ lr: 0.05 }), epochs: 4, batchSize: 12, validation: 0, seed: 2 },
};

const fitted = (options: TrainOptions, net = NET) => net.fit(X, y, { ...OPTIONS, ...options });
type Fitted = Awaited<ReturnType<typeof fitted>>;
const numbers = (model: Fitted) =>
  [...model.weights.values()].flatMap((values) => Array.from(values));
const weight = (model: Fitted, name: string) => Array.from(model.weights.get(name)!);

/** Weights as the network begins. */
const begun = () => fitted({ epochs: 1, freeze: /./ });

/** Of sums in another order, over some steps. */
const REORDERED = 100 * EPSILON_32;

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
});

describe('penalties', () => {
  test('of a layer take the place of those of the network, biases have their own', async () => {
    const own = { penalty: l1(0.5), biasPenalty: l2(0.5), ...HIDDEN };
    const net = sequential([dense(8, own), dense(1)]);
    const model = await fitted({ penalty: l2(0.25), epochs: 60 }, net);
    expect(weight(model, 'dense1.weight').filter((w) => w === 0).length).toBeGreaterThan(24);
    expect(weight(model, 'dense2.weight').some((w) => w === 0)).toBe(false);
    const sum = (name: string, penalty: Penalty) =>
      weight(model, name).reduce((total, w) => total + penalty.value(w), 0);
    const value =
      sum('dense1.weight', l1(0.5)) + sum('dense1.bias', l2(0.5)) + sum('dense2.weight', l2(0.25));
    expect(Math.abs(model.history.at(-1)!.penaltyLoss - value)).toBeLessThan(1e-6);
  });

  test('of groups take whole units out', async () => {
    const penalty = groupLasso({ lambda: 0.1, groups: 'outputs' });
    const net = sequential([dense(8, { penalty, ...HIDDEN }), dense(1)]);
    const w = weight(await fitted({ epochs: 80 }, net), 'dense1.weight');
    const zeros = Array.from(
      { length: 8 },
      (_, unit) => [0, 1, 2, 3, 4, 5].filter((input) => w[8 * input + unit] === 0).length,
    );
    expect(zeros.filter((count) => count === 6).length).toBeGreaterThan(0);
    expect(zeros.every((count) => count === 0 || count === 6)).toBe(true);
  });

  test("of inputs take whole columns of X out, by adam's metric, too", async () => {
    const penalty = groupLasso({ lambda: 0.1, groups: 'inputs' });
    const net = sequential([dense(8, { penalty, ...HIDDEN }), dense(1)]);
    const optimizer = adamW({ lr: 0.02, weightDecay: 0 });
    const w = weight(await fitted({ epochs: 80, optimizer }, net), 'dense1.weight');
    const zeros = [0, 1, 2, 3, 4, 5].map(
      (input) => w.slice(8 * input, 8 * input + 8).filter((x) => x === 0).length,
    );
    expect(zeros.slice(0, 2)).toEqual([0, 0]);
    expect(zeros.slice(2)).toEqual([8, 8, 8, 8]);
  });

  test('of your own act like those that are built in', async () => {
    const half = (w: Float64Array) => w.reduce((sum, x) => sum + x * x, 0) / 2;
    const grad = (w: Float64Array, out: Float64Array) => out.set(w);
    const smooth = custom({ lambda: 0.3, value: half, grad });
    const a = await fitted({ penalty: smooth });
    const b = await fitted({ penalty: l2(0.3) });
    expect(relativeDifference(numbers(a), numbers(b))).toBeLessThan(REORDERED);
    const lasso = custom({
      lambda: 0.3,
      value: (w) => w.reduce((sum, x) => sum + Math.abs(x), 0),
      prox: (w, step, out) => out.set(w.map((x) => Math.sign(x) * Math.max(Math.abs(x) - step, 0))),
    });
    const c = await fitted({ penalty: lasso });
    const d = await fitted({ penalty: l1(0.3) });
    expect(relativeDifference(numbers(c), numbers(d))).toBeLessThan(REORDERED);
    expect(c.history.at(-1)!.penaltyLoss).toBeCloseTo(d.history.at(-1)!.penaltyLoss, 5);
  });

  test('of what a layer gives make it small', async () => {
    const size = async (activityPenalty?: Penalty) => {
      const first = { ...HIDDEN, ...(activityPenalty && { activityPenalty }) };
      const model = await fitted({ epochs: 40 }, sequential([dense(8, first), dense(1)]));
      return Math.hypot(...weight(model, 'dense1.weight'));
    };
    expect(await size(l1(0.1))).toBeLessThan(0.8 * (await size()));
    expect(await size(elasticNet({ lambda: 0.2, l1Ratio: 0 }))).toBeLessThan(0.8 * (await size()));
  });
});

describe('constraints', () => {
  test.each([
    [maxNorm(0.5), (w: number[][]) => Math.max(...norms(w)) <= 0.5 + 1e-6],
    [unitNorm(), (w: number[][]) => norms(w).every((norm) => Math.abs(norm - 1) < 1e-6)],
    [nonNegative(), (w: number[][]) => w.flat().every((x) => x >= 0)],
    [box(-0.1, 0.2), (w: number[][]) => w.flat().every((x) => x >= -0.1001 && x <= 0.2001)],
    [
      orthogonal(),
      (w: number[][]) => Math.abs(w.reduce((sum, row) => sum + row[0]! * row[1]!, 0)) < 1e-5,
    ],
  ])('hold after training, $type', async (constraint, holds) => {
    const net = sequential([dense(4, { constraint, ...HIDDEN }), dense(1)]);
    const w = weight(await fitted({}, net), 'dense1.weight');
    expect(holds([0, 1, 2, 3, 4, 5].map((i) => w.slice(4 * i, 4 * i + 4)))).toBe(true);
  });

  const norms = (w: number[][]) => [0, 1, 2, 3].map((j) => Math.hypot(...w.map((row) => row[j]!)));
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
      'fit: penalty of dense1.weight must be l1, l2, elasticNet, groupLasso',
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
      () => dense(1, { activityPenalty: groupLasso({ groups: 'inputs' }) }),
      'dense: activityPenalty must be l1, l2, elasticNet, mcp or scad, got "groupLasso"',
    ],
    [
      () => dense(1, { constraint: 2 as never }),
      'dense: constraint must be a constraint such as maxNorm(2), got 2',
    ],
  ])('of a layer, case %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
