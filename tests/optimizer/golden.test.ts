/**
 * Optimizers go where PyTorch's go (tests/golden/optimizers.py says how options correspond).
 *
 * Keras 3 goes the same way with `sgd` of one rate, momentum and Nesterov's included (it multiplies by
 * the rate before momentum), with decoupled decay, and with `adam` and `adamW` but for ε, which it adds
 * to √v before v is corrected. Its RMSprop and Adagrad have ε within the root, its Adagrad begins with
 * sums of 0.1, and the momentum of its Nadam grows with 0.96^t, not with 0.96^(0.004 t): other methods.
 *
 * `lion` and `lamb` are in no PyTorch; their twins of the contract are their authors' formulas.
 */
import { describe, expect, test } from 'vitest';
import {
  adagrad,
  adam,
  adamW,
  nadam,
  type Optimizer,
  rmsprop,
  sgd,
} from '../../src/optimizer/index.ts';
import { readJson } from '../support/compatGolden.ts';
import { onNetworkKernels } from '../support/networkKernels.ts';
import { started } from '../support/optimizerRun.ts';
import { relativeDifference, trajectoryRounding } from '../support/tolerance.ts';

const KINDS = { adagrad, adam, adamW, nadam, rmsprop, sgd };

interface Case {
  readonly optimizer: keyof typeof KINDS;
  readonly options: object;
  /** l2 w is part of the gradient. */
  readonly l2: number;
  /** Of each step, and the weights behind it. */
  readonly rates: readonly number[];
  readonly weights: readonly (readonly number[])[];
}

const { X, y, start, cases } = readJson('torch/optimizers') as {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly start: readonly number[];
  readonly cases: readonly Case[];
};

/** Of the mean of log(1 + e^z) − y z, z = X w. */
function slopes(w: ArrayLike<number>): number[] {
  const sums = new Array<number>(w.length).fill(0);
  X.forEach((row, i) => {
    const z = row.reduce((sum, x, j) => sum + x * w[j]!, 0);
    const residual = 1 / (1 + Math.exp(-z)) - y[i]!;
    row.forEach((x, j) => {
      sums[j]! += (residual * x) / X.length;
    });
  });
  return sums;
}

const titled = cases.map((one, k) => {
  const options = JSON.stringify({ ...one.options, ...(one.l2 ? { l2: one.l2 } : {}) });
  return [`${k}: ${one.optimizer} ${options}`, one] as const;
});

describe('weights go where they go in PyTorch', () => {
  test.each(titled)('%s', (_, { optimizer, options, l2, rates, weights }) => {
    const made: Optimizer = { ...KINDS[optimizer](options), l2 };
    onNetworkKernels((box) => {
      const run = started(box, made, start);
      let w: ArrayLike<number> = start;
      rates.forEach((rate, k) => {
        w = run.step(slopes(w), rate);
        const rounding = (k + 1) * trajectoryRounding(box.epsilon);
        expect(relativeDifference(w, weights[k]!)).toBeLessThan(rounding);
      });
    });
  });

  test('of every optimizer that PyTorch has', () => {
    expect([...new Set(cases.map((one) => one.optimizer))].sort()).toEqual(Object.keys(KINDS));
  });
});
