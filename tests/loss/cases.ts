/** One entry or more per loss of the barrel: a loss that is exported but not tested is a type error. */
import type * as losses from '../../src/loss/index.ts';
import {
  binary,
  binaryFocal,
  confidencePenalty,
  crossEntropy,
  focal,
  huber,
  type Loss,
  mae,
  mse,
  poisson,
  quantile,
} from '../../src/loss/index.ts';
import * as twins from '../reference/losses.ts';

export interface LossCase {
  readonly title: string;
  readonly loss: Loss;
  readonly twin: twins.SampleLoss;
  /** What training makes of the shares of a sample. */
  readonly smooth?: (t: readonly number[]) => readonly number[];
  /** What the loss is where regularization is off. */
  readonly clean?: twins.SampleLoss;
  /** A target of numbers, from a number uniform on [0, 1). */
  readonly target: (u: number) => number;
  /** Whether the loss is finite wherever its outputs are; with a log link it is not. */
  readonly isBounded: boolean;
}

type Factory = {
  [K in keyof typeof losses]: (typeof losses)[K] extends (...args: never[]) => Loss ? K : never;
}[keyof typeof losses];

const of = (title: string, loss: Loss, twin: twins.SampleLoss, more: Partial<LossCase> = {}) => ({
  ...{ title, loss, twin, target: (u: number) => 4 * u - 2, isBounded: true },
  ...more,
});

const share = { target: (u: number) => (u < 0.3 ? 0 : u < 0.6 ? 1 : u) };
const { softmaxEntropy } = twins;

const CASES: Record<Factory, readonly LossCase[]> = {
  mse: [of('mse', mse(), twins.squared)],
  mae: [of('mae', mae(), twins.absolute)],
  huber: [of('huber', huber(), twins.robust(1.35)), of('huber 0.3', huber(0.3), twins.robust(0.3))],
  quantile: [
    of('quantile', quantile(), twins.pinball(0.5)),
    of('quantile 0.9', quantile(0.9), twins.pinball(0.9)),
  ],
  poisson: [
    of('poisson', poisson(), twins.counts, {
      target: (u) => Math.floor(5 * u),
      isBounded: false,
    }),
  ],
  binary: [of('binary', binary(), twins.logistic, share)],
  binaryFocal: [
    of('binaryFocal', binaryFocal(), twins.binaryFocal(2), share),
    of('binaryFocal 0', binaryFocal(0), twins.logistic, share),
    of('binaryFocal 0.5', binaryFocal(0.5), twins.binaryFocal(0.5), share),
  ],
  crossEntropy: [
    of('crossEntropy', crossEntropy(), softmaxEntropy),
    of('crossEntropy smoothed by others', crossEntropy({ labelSmoothing: 0.2 }), softmaxEntropy, {
      smooth: (t) => twins.smoothed(t, 0.2, 'others'),
    }),
    of(
      'crossEntropy smoothed uniformly',
      crossEntropy({ labelSmoothing: 0.2, smoothing: 'uniform' }),
      softmaxEntropy,
      { smooth: (t) => twins.smoothed(t, 0.2, 'uniform') },
    ),
  ],
  confidencePenalty: [
    of('confidencePenalty', confidencePenalty(), twins.confident(0.1), { clean: softmaxEntropy }),
    of(
      'confidencePenalty smoothed',
      confidencePenalty({ beta: 0.5, labelSmoothing: 0.1 }),
      twins.confident(0.5),
      { clean: softmaxEntropy, smooth: (t) => twins.smoothed(t, 0.1, 'others') },
    ),
  ],
  focal: [
    of('focal', focal(), twins.focal(2)),
    of('focal 0', focal(0), softmaxEntropy),
    of('focal 0.5', focal(0.5), twins.focal(0.5)),
  ],
};

export const LOSS_CASES: readonly LossCase[] = Object.values(CASES).flat();
