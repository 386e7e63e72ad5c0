/** What is told of epochs is what plain sums over the rows say. */
import { describe, expect, test } from 'vitest';
import { batchNorm, dense, dropout } from '../../src/layer/index.ts';
import * as loss from '../../src/loss/index.ts';
import { schedule, sgd } from '../../src/optimizer/index.ts';
import { sequential } from '../../src/train/index.ts';
import { HEIGHTS, RINGS, SIDES } from '../support/rings.ts';
import { EPSILON_32 } from '../support/tolerance.ts';

/** Sums of float32 terms, some hundred of them. */
const TOLERANCE = 200 * EPSILON_32;
const N = RINGS.length;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('gradients', () => {
  /** Weights that stay where they begin. */
  const still = { optimizer: sgd({ lr: 1e-12 }), epochs: 1, validation: 0, seed: 1 } as const;
  const net = sequential([dense(1)]);

  /** (z − y) (x, 1) of each row, at the given weights. */
  const gradients = ([w1, w2]: Iterable<number>) =>
    RINGS.map(([a, b], i) => {
      const error = w1! * a! + w2! * b! - HEIGHTS[i]!;
      return [error * a!, error * b!, error];
    });

  test('of single rows have the norms and the implicit regularization of the formula', async () => {
    const fitted = await net.fit(RINGS, HEIGHTS, { ...still, batchSize: 1 });
    const [log] = fitted.history;
    const rows = gradients(fitted.weights.get('dense1.weight') as Float32Array);
    const squares = sum(rows.map((g) => sum(g.map((x) => x * x)))) / N;
    const mean = [0, 1, 2].map((k) => sum(rows.map((g) => g[k]!)) / N);
    const quarter = 1e-12 / 4;
    expect(Math.abs(log!.gradientNorm / Math.sqrt(squares) - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(log!.implicitReg / (quarter * squares) - 1)).toBeLessThan(TOLERANCE);
    const descent = quarter * sum(mean.map((x) => x * x));
    expect(Math.abs(log!.implicitRegGD / descent - 1)).toBeLessThan(TOLERANCE);
  });

  test('of all rows at once have no part that is due to batches', async () => {
    const { history } = await net.fit(RINGS, HEIGHTS, { ...still, batchSize: N });
    expect(history[0]!.implicitReg).toBe(history[0]!.implicitRegGD);
  });
});

test('what stopping does is told by the way from the beginning and by the rates', async () => {
  const optimizer = sgd({ lr: schedule.step({ lr: 0.1, every: 2, factor: 0.5 }) });
  const options = { optimizer, validation: 0, seed: 1, batchSize: 30 };
  const fitted = await sequential([dense(1)]).fit(RINGS, HEIGHTS, { ...options, epochs: 3 });
  const begun = await sequential([dense(1)]).fit(RINGS, HEIGHTS, {
    ...{ ...options, epochs: 1, freeze: /./ },
  });
  const squares = [...fitted.weights].flatMap(([name, w]) =>
    Array.from(w, (value, j) => (value - begun.weights.get(name)![j]!) ** 2),
  );
  const last = fitted.history.at(-1)!;
  expect(Math.abs(last.distance / Math.sqrt(sum(squares)) - 1)).toBeLessThan(TOLERANCE);
  // four steps an epoch
  expect(Math.abs(1 / last.stoppingLambda - 4 * (0.1 + 0.1 + 0.05))).toBeLessThan(1e-14);
});

describe('measures', () => {
  test('of numbers are mean squared and absolute errors', async () => {
    const net = sequential([dense(8, { activation: 'tanh' }), dropout(0.2), dense(1)]);
    const fitted = await net.fit(RINGS, HEIGHTS, { epochs: 3, validation: 0 });
    const last = fitted.history.at(-1)!;
    const errors = Array.from(fitted.predict(RINGS) as Float32Array, (z, i) => z - HEIGHTS[i]!);
    const mse = sum(errors.map((e) => e * e)) / N;
    expect(Math.abs(last.trainMse! / mse - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(last.trainMae! / (sum(errors.map(Math.abs)) / N) - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(last.cleanTrainLoss / (mse / 2) - 1)).toBeLessThan(TOLERANCE);
    expect(last).not.toHaveProperty('valMse');
    expect(last.valLoss).toBeNaN();
  });

  test('of classes are shares of right ones', async () => {
    const fitted = await sequential([dense(9, { activation: 'relu' }), dense(2)]).fit(
      RINGS,
      SIDES,
      {
        epochs: 5,
        validation: 0,
      },
    );
    const hits = fitted.predict(RINGS).filter((label, i) => label === SIDES[i]).length;
    expect(fitted.history.at(-1)!.trainAccuracy).toBe(hits / N);
  });

  test('of binary outputs are shares on the right side of a half', async () => {
    const y = SIDES.map((side) => Number(side === 'inner'));
    const options = { epochs: 5, validation: 0, loss: loss.binary() };
    const fitted = await sequential([dense(9, { activation: 'relu' }), dense(1)]).fit(
      RINGS,
      y,
      options,
    );
    const hits = Array.from(fitted.predict(RINGS) as Float32Array).filter(
      (z, i) => z > 0 === y[i]! > 0.5,
    ).length;
    expect(fitted.history.at(-1)!.trainAccuracy).toBe(hits / N);
  });
});

describe('numbers that are no longer finite', () => {
  test.each([
    [sgd({ lr: 1e30 }), 'dense2', [dense(4, { activation: 'relu' }), dense(1)]],
    [sgd({ lr: 1e38 }), 'hidden', [dense(4, { name: 'hidden' }), dense(1)]],
  ])('end training with the step and the layer, case %#', async (optimizer, name, layers) => {
    const run = sequential(layers).fit(RINGS, HEIGHTS, { optimizer });
    await expect(run).rejects.toThrow(
      new RegExp(
        `^fit: the loss must be finite in step \\d+ of epoch 1, got (NaN|Infinity); ` +
          `the output of ${name} is the first that is not; a smaller learning rate may help$`,
      ),
    );
  });

  test('are found after the last step, too', async () => {
    const options = { optimizer: sgd({ lr: 1e38 }), batchSize: 96, epochs: 1 };
    const run = sequential([dense(4), dense(1)]).fit(RINGS, HEIGHTS, options);
    await expect(run).rejects.toThrow('fit: the loss must be finite in step 1 of epoch 1, got NaN');
  });
});

describe('batch normalization', () => {
  const net = sequential([dense(4), batchNorm(), dense(2)]);

  test('leaves a last batch of one row out', async () => {
    const { history } = await net.fit(RINGS.slice(0, 33), SIDES.slice(0, 33), {
      ...{ batchSize: 8, epochs: 3, validation: 0 },
    });
    expect(history.every(({ trainLoss }) => Number.isFinite(trainLoss))).toBe(true);
  });

  test('refuses batches of one row', async () => {
    await expect(net.fit(RINGS, SIDES, { batchSize: 1 })).rejects.toThrow(
      'fit: batchSize must be at least 2, got 1; batchNorm2 needs the statistics of several',
    );
  });
});

test('outputs that do not fit y are refused', async () => {
  await expect(sequential([dense(3)]).fit(RINGS, SIDES)).rejects.toThrow(
    'fit: dense1: outputs must be 2 (one per class), got 3',
  );
  await expect(sequential([dense(3)]).fit(RINGS, HEIGHTS)).rejects.toThrow(
    'fit: dense1: outputs must be 1 (one per number of a row of y), got 3',
  );
});

describe('options of training', () => {
  const net = sequential([dense(2)]);
  const stopping = (earlyStopping: object) => ({ earlyStopping });
  test.each<[object, string]>([
    [{ timeBudget: 0 }, 'fit: timeBudget must be a number of seconds > 0, got 0'],
    [{ onEpoch: 1 }, 'fit: onEpoch must be a function, got 1'],
    [{ loss: 'mse' }, 'fit: loss must be a loss such as loss.mse(), got "mse"'],
    [{ refit: 1 }, 'fit: refit must be true or false, got 1'],
    [{ resume: [] }, 'fit: resume must be a Uint8Array, got an array of length 0'],
    [{ checkpoint: {} }, 'fit: checkpoint.onCheckpoint must be a function, got undefined'],
    [{ checkpoint: { every: 0 } }, 'fit: checkpoint.every must be an integer >= 1, got 0'],
    [stopping({ monitor: 'valMse' }), 'fit: earlyStopping.monitor must be one of valLoss, valAcc'],
    [stopping({ mode: 'least' }), "fit: earlyStopping.mode must be 'min' or 'max', got \"least\""],
    [
      stopping({ criterion: 'UP' }),
      "fit: earlyStopping.criterion must be 'patience', 'GL' or 'PQ'",
    ],
    [stopping({ threshold: 1 }), "fit: earlyStopping.threshold must be left out but for 'GL' and"],
    [
      stopping({ criterion: 'GL', patience: 1 }),
      "fit: earlyStopping.patience must be left out for 'GL', got 1",
    ],
    [
      stopping({ criterion: 'GL', mode: 'max' }),
      "fit: earlyStopping.mode must be 'min' for 'GL', got \"max\"",
    ],
    [
      stopping({ criterion: 'PQ', threshold: 0 }),
      'fit: earlyStopping.threshold must be a finite number > 0, got 0',
    ],
    [stopping({ warmup: -1 }), 'fit: earlyStopping.warmup must be an integer >= 0, got -1'],
    [
      stopping({ minDelta: -1 }),
      'fit: earlyStopping.minDelta must be a finite number >= 0, got -1',
    ],
    [
      stopping({ patient: 1 }),
      'fit: earlyStopping: unknown option patient; did you mean patience?',
    ],
  ])('are checked, case %#', async (options, message) => {
    await expect(net.fit(RINGS, SIDES, options)).rejects.toThrow(message);
  });
});

describe('as CSV', () => {
  const net = sequential([dense(2)]);

  test('it has all numbers with all their digits', async () => {
    const fitted = await net.fit(RINGS, SIDES, { epochs: 3, seed: 2 });
    const [head, ...lines] = fitted.historyCsv().trimEnd().split('\n');
    const names = head!.split(',');
    expect(names).toEqual(Object.keys(fitted.history[0]!));
    expect(names).toEqual(expect.arrayContaining(['epoch', 'valLoss', 'valAccuracy']));
    const logs = lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, k) => [names[k], Number(cell)])),
    );
    expect(logs).toEqual(fitted.history);
  });

  test('numbers that are not there are empty, and so is the history of an import', async () => {
    const fitted = await net.fit(RINGS, SIDES, { epochs: 1, validation: 0 });
    const [head, line] = fitted
      .historyCsv()
      .split('\n')
      .map((text) => text.split(','));
    expect(line![head!.indexOf('valLoss')]).toBe('');
    const layout = 'keras';
    const bytes = fitted.toSafetensors({ layout });
    const again = sequential([dense(2)], { inputShape: [2] }).fromSafetensors(bytes, { layout });
    expect(again.historyCsv()).toBe('epoch\n');
  });
});
