/** Training with plugins is what plain loops of the published formulas do. */
import { beforeAll, describe, expect, test } from 'vitest';
import { dense } from '../../../src/layer/index.ts';
import * as loss from '../../../src/loss/index.ts';
import { sgd } from '../../../src/optimizer/index.ts';
import {
  plugin,
  sequential,
  type TrainOptions,
  type TrainPlugin,
} from '../../../src/train/index.ts';
import {
  descent,
  type Gradient,
  gradientNormPenalized,
  plainMean,
  runningMean,
  sharpnessAware,
} from '../../reference/plugins.ts';
import { RINGS } from '../../support/rings.ts';
import { EPSILON_32, relativeDifference } from '../../support/tolerance.ts';

/** Logistic regression, all rows in each step: an epoch is a step. */
const NET = sequential([dense(1)]);
const Y = RINGS.map(([a, b], i) => Number(a! - 0.5 * b! + (i % 5) - 2 > 0));
const RATE = 0.5;
const STEPS = 12;
const OPTIONS: TrainOptions = {
  ...{ loss: loss.binary(), optimizer: sgd({ lr: RATE }), epochs: STEPS, seed: 3 },
  ...{ batchSize: RINGS.length, validation: 0 },
};

/** ∇ of the mean of log(1 + e^z) − y z, z = w₁ a + w₂ b + w₃. */
const gradient: Gradient = ([w1, w2, w3]) => {
  const sums = [0, 0, 0];
  RINGS.forEach(([a, b], i) => {
    const p = 1 / (1 + Math.exp(-(w1! * a! + w2! * b! + w3!)));
    [a!, b!, 1].forEach((x, j) => {
      sums[j]! += ((p - Y[i]!) * x) / RINGS.length;
    });
  });
  return sums;
};

const numbers = async (options: TrainOptions) => {
  const { weights } = await NET.fit(RINGS, Y, { ...OPTIONS, ...options });
  return [...weights.values()].flatMap((values) => Array.from(values));
};
const trained = (...plugins: readonly TrainPlugin[]) => numbers({ plugins });

/** Of sums of 120 terms in another order, over some steps. */
const REORDERED = 200 * EPSILON_32;

let begin: number[];
beforeAll(async () => {
  begin = await numbers({ freeze: /./, epochs: 1 });
});
const path = (of: Gradient, rate = (_: number) => RATE) => descent(of, begin, STEPS, rate);

test('without plugins it is descent', async () => {
  expect(relativeDifference(await trained(), path(gradient).at(-1)!)).toBeLessThan(REORDERED);
});

describe('averages', () => {
  test.each([0.25, 0.5, 0.999])(
    'with decay %s are running means, faster at first',
    async (decay) => {
      const expected = runningMean(begin, path(gradient), decay);
      expect(relativeDifference(await trained(plugin.ema(decay)), expected)).toBeLessThan(
        REORDERED,
      );
    },
  );

  test('from an epoch on are means of what epochs end with', async () => {
    const got = await trained(plugin.swa({ start: 7 }));
    expect(relativeDifference(got, plainMean(path(gradient).slice(6)))).toBeLessThan(REORDERED);
    const last = await trained(plugin.swa());
    expect(relativeDifference(last, plainMean(path(gradient).slice(9)))).toBeLessThan(REORDERED);
  });

  test('have a rate of their own', async () => {
    const rate = (t: number) => (t >= 7 ? 2 : RATE);
    const expected = plainMean(path(gradient, rate).slice(6));
    const got = await trained(plugin.swa({ start: 7, lr: 2 }));
    expect(relativeDifference(got, expected)).toBeLessThan(REORDERED);
  });
});

describe('gradients', () => {
  test.each([0.05, 1])('are those of the highest loss within %s', async (rho) => {
    const expected = path(sharpnessAware(gradient, rho)).at(-1)!;
    expect(relativeDifference(await trained(plugin.sam(rho)), expected)).toBeLessThan(REORDERED);
  });

  test.each([0.05, 0.5])('have a penalty of their norm, %s', async (mu) => {
    const expected = path(gradientNormPenalized(gradient, mu)).at(-1)!;
    const plain = path(gradient).at(-1)!;
    const got = await trained(plugin.gradientNormPenalty(mu));
    const moved = Math.hypot(...expected.map((w, j) => w - plain[j]!));
    // H g by float32 differences has about three digits
    const error = Math.hypot(...expected.map((w, j) => w - got[j]!));
    expect(error).toBeLessThan(0.01 * moved);
  });

  test('change before they are averaged', async () => {
    const expected = runningMean(begin, path(sharpnessAware(gradient, 0.5)), 0.8);
    const got = await trained(plugin.ema(0.8), plugin.sam(0.5));
    expect(relativeDifference(got, expected)).toBeLessThan(REORDERED);
  });
});
