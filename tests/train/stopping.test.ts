/** When training ends before its last epoch, told of epochs that were made up. */
import { describe, expect, test } from 'vitest';
import type { EpochLog } from '../../src/train/index.ts';
import { type EarlyStopping, Stopper } from '../../src/train/stopping.ts';

const KNOWN = ['valLoss', 'trainLoss', 'cleanTrainLoss', 'valAccuracy', 'penaltyLoss'];

const stopperOf = (options: EarlyStopping, epochs = 100, signed: readonly string[] = []) =>
  new Stopper('test', options, epochs, { known: KNOWN, signed });

interface Numbers {
  readonly valLoss: number;
  readonly trainLoss?: number;
  readonly valAccuracy?: number;
  readonly penaltyLoss?: number;
}

/** The epoch after which it ends, why, and the best one until then. */
function ended(stopper: Stopper, numbers: readonly Numbers[]) {
  const history: EpochLog[] = [];
  for (const [k, given] of numbers.entries()) {
    const log = { epoch: k + 1, trainLoss: 1, ...given } as EpochLog;
    history.push(log);
    stopper.isBest(log);
    const why = stopper.over(history);
    if (why) return { epoch: k + 1, why, best: stopper.bestEpoch };
  }
  return { epoch: 0, why: undefined, best: stopper.bestEpoch };
}

const losses = (...values: number[]): Numbers[] => values.map((valLoss) => ({ valLoss }));

describe('patience', () => {
  test('ends after so many epochs that are not better, counted from the last that was', () => {
    const numbers = losses(5, 4, 4, 4.5, 3, 3, 3.5, 9);
    expect(ended(stopperOf({ patience: 3 }), numbers)).toEqual({
      ...{ epoch: 8, why: 'patience', best: 5 },
    });
    expect(ended(stopperOf({ patience: 2 }), numbers).epoch).toBe(4);
  });

  test('is a tenth of all epochs where none is given, and at least 5', () => {
    const flat = losses(...new Array(40).fill(1));
    expect(ended(stopperOf({}, 20), flat).epoch).toBe(6);
    expect(ended(stopperOf({}, 101), flat).epoch).toBe(12);
  });

  test('takes no gain that is not larger than minDelta', () => {
    const numbers = losses(4, 3.5, 3.25, 3, 2.75, 2.5);
    expect(ended(stopperOf({ patience: 2, minDelta: 0.5 }), numbers)).toEqual({
      ...{ epoch: 5, why: 'patience', best: 3 },
    });
    expect(ended(stopperOf({ patience: 2, minDelta: 0.4375 }), numbers).epoch).toBe(0);
    expect(ended(stopperOf({ patience: 1, minDelta: 0.5 }), numbers)).toEqual({
      ...{ epoch: 2, why: 'patience', best: 1 },
    });
  });

  test('begins after the warmup, of which the best epoch may be', () => {
    const numbers = losses(1, 2, 2, 2, 2, 2, 2, 2);
    expect(ended(stopperOf({ patience: 2, warmup: 4 }), numbers)).toEqual({
      ...{ epoch: 6, why: 'patience', best: 1 },
    });
  });

  test('watches what grows where that is better', () => {
    const shares = [0.5, 0.75, 0.625, 0.5].map((valAccuracy) => ({ valLoss: 1, valAccuracy }));
    const monitor = 'valAccuracy';
    const expected = { epoch: 4, why: 'patience', best: 2 };
    expect(ended(stopperOf({ patience: 2, monitor }), shares)).toEqual(expected);
    expect(ended(stopperOf({ patience: 2, monitor, mode: 'min' }), shares)).toEqual({
      ...{ epoch: 3, why: 'patience', best: 1 },
    });
  });

  test('takes numbers that are none for no gain', () => {
    expect(ended(stopperOf({ patience: 2 }), losses(Number.NaN, 3, Number.NaN, 2, 4, 4))).toEqual({
      ...{ epoch: 6, why: 'patience', best: 4 },
    });
  });

  test('watches what falls below 0 as it does the rest', () => {
    const stopper = stopperOf({ patience: 2 }, 100, ['valLoss']);
    expect(ended(stopper, losses(1, -1, -2, -1.5, -1))).toEqual({
      ...{ epoch: 5, why: 'patience', best: 3 },
    });
  });
});

describe('GL', () => {
  test('ends where the loss is more than so many percent above its least', () => {
    // 100 (4.5 ÷ 4 − 1) = 12.5
    const numbers = losses(8, 4, 4.5, 4.25, 5);
    expect(ended(stopperOf({ criterion: 'GL', threshold: 12.5 }), numbers)).toEqual({
      ...{ epoch: 5, why: 'GL', best: 2 },
    });
    expect(ended(stopperOf({ criterion: 'GL', threshold: 12 }), numbers).epoch).toBe(3);
  });

  test('ends at 5 percent where no threshold is given, and not during the warmup', () => {
    const numbers = losses(4, 4.1875, 4.25, 4.25);
    expect(ended(stopperOf({ criterion: 'GL' }), numbers).epoch).toBe(3);
    expect(ended(stopperOf({ criterion: 'GL', warmup: 4 }), numbers).epoch).toBe(4);
  });

  test('goes on where the loss stays 0, and ends where it leaves that', () => {
    expect(ended(stopperOf({ criterion: 'GL' }), losses(1, 0, 0, 0, 0.5))).toEqual({
      ...{ epoch: 5, why: 'GL', best: 2 },
    });
  });
});

describe('PQ', () => {
  /** Strips of training losses with these means over a least of 2. */
  const strip = (mean: number) => [2, 2, 2, 2, 5 * mean - 8];
  const rows = (valLosses: readonly number[], trainLosses: readonly number[]) =>
    valLosses.map((valLoss, k) => ({ valLoss, trainLoss: trainLosses[k]! }));

  test('ends at the end of a strip where GL ÷ P exceeds the threshold', () => {
    // GL = 25 and P = 1000 (2.125 ÷ 2 − 1) = 62.5; then P = 1000 (2.0625 ÷ 2 − 1) = 31.25
    const numbers = rows([4, 4, 4, 9, 5, 5, 5, 5, 5, 5], [...strip(2.125), ...strip(2.0625)]);
    const expected = (epoch: number) => ({ epoch, why: epoch ? 'PQ' : undefined, best: 1 });
    const at = (threshold: number) => ended(stopperOf({ criterion: 'PQ', threshold }), numbers);
    expect(at(0.39)).toEqual(expected(5));
    expect(at(0.4)).toEqual(expected(10));
    expect(at(0.79)).toEqual(expected(10));
    expect(at(0.8)).toEqual(expected(0));
  });

  test('ends at 1 where no threshold is given', () => {
    const train = [...strip(2.0625), ...strip(2.03125)];
    const numbers = rows([4, 4, 4, 4, 5, 5, 5, 5, 5, 5], train);
    expect(ended(stopperOf({ criterion: 'PQ' }), numbers).epoch).toBe(10);
  });

  test('goes on where nothing was lost, be there progress or not', () => {
    const train = [...strip(2), ...strip(3)];
    const stopper = stopperOf({ criterion: 'PQ' });
    expect(ended(stopper, rows([9, 8, 7, 6, 5, 4, 3, 2, 1, 1], train)).epoch).toBe(0);
  });

  test('ends where training stands still and anything was lost', () => {
    const numbers = rows([4, 4, 4, 4, 4.0625], [0, 0, 0, 0, 0]);
    expect(ended(stopperOf({ criterion: 'PQ', threshold: 100 }), numbers).epoch).toBe(5);
  });
});

describe('criteria of ratios refuse numbers below 0', () => {
  const all = ['trainLoss', 'cleanTrainLoss', 'valLoss'];

  test.each<[EarlyStopping, readonly string[], string]>([
    [{ criterion: 'GL' }, all, '"GL"; valLoss of this loss may be below 0, and GL is of ratios'],
    [{ criterion: 'PQ' }, all, '"PQ"; valLoss of this loss may be below 0, and PQ is of ratios'],
    [
      { criterion: 'PQ' },
      ['trainLoss'],
      '"PQ"; trainLoss of this loss may be below 0, and PQ is of ratios',
    ],
  ])('at once, where the loss may have them, case %#', (options, signed, message) => {
    expect(() => stopperOf(options, 100, signed)).toThrow(
      `test: earlyStopping.criterion must be 'patience', got ${message}`,
    );
  });

  test('but not where they watch others', () => {
    const numbers = losses(4, 8);
    expect(ended(stopperOf({ criterion: 'GL' }, 100, ['trainLoss']), numbers).epoch).toBe(2);
  });

  test('in the epoch in which they come', () => {
    const stopper = stopperOf({ criterion: 'GL', monitor: 'penaltyLoss' });
    const numbers = [1, 0.5, -0.25].map((penaltyLoss) => ({ valLoss: 1, penaltyLoss }));
    expect(() => ended(stopper, numbers)).toThrow(
      'test: earlyStopping.criterion must be \'patience\' for numbers below 0, got "GL"; ' +
        'penaltyLoss fell below 0 by epoch 3',
    );
  });
});

test.each<[EarlyStopping, string]>([
  [{ monitor: 'valMse' }, 'earlyStopping.monitor must be one of valLoss, trainLoss'],
  [{ mode: 'least' as never }, "earlyStopping.mode must be 'min' or 'max', got \"least\""],
  [{ criterion: 'gl' as never }, "earlyStopping.criterion must be 'patience', 'GL' or 'PQ', got"],
  [{ threshold: 2 }, "earlyStopping.threshold must be left out but for 'GL' and 'PQ', got 2"],
  [{ criterion: 'GL', patience: 2 }, "earlyStopping.patience must be left out for 'GL', got 2"],
  [{ criterion: 'PQ', mode: 'max' }, "earlyStopping.mode must be 'min' for 'PQ', got \"max\""],
  [{ criterion: 'GL', threshold: 0 }, 'earlyStopping.threshold must be a finite number > 0, got 0'],
  [{ patience: 0 }, 'earlyStopping.patience must be an integer >= 1, got 0'],
  [{ minDelta: -1 }, 'earlyStopping.minDelta must be a finite number >= 0, got -1'],
  [{ warmup: 0.5 }, 'earlyStopping.warmup must be an integer >= 0, got 0.5'],
])('a wrong option is named, case %#', (options, message) => {
  expect(() => stopperOf(options)).toThrow(`test: ${message}`);
});
