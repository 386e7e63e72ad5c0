/** One entry or more per optimizer of the barrel: one that is exported but not tested is a type error. */
import type * as optimizers from '../../src/optimizer/index.ts';
import {
  adagrad,
  adam,
  adamW,
  lamb,
  lion,
  nadam,
  type Optimizer,
  rmsprop,
  sgd,
} from '../../src/optimizer/index.ts';
import * as twins from '../reference/optimizers.ts';

export interface OptimizerCase {
  readonly title: string;
  readonly optimizer: Optimizer;
  /** A twin that has made no step yet. */
  readonly twin: () => twins.Twin;
  /** Rates at which it goes down a parabola and Rosenbrock's valley, and how near it comes. */
  readonly bowl: number;
  readonly valley: number;
}

type Factory = {
  [K in keyof typeof optimizers]: (typeof optimizers)[K] extends (...args: never[]) => Optimizer
    ? K
    : never;
}[keyof typeof optimizers];

const of = (
  title: string,
  optimizer: Optimizer,
  twin: () => twins.Twin,
  bowl: number,
  valley: number,
): OptimizerCase => ({ title, optimizer, twin, bowl, valley });

const betas = [0.8, 0.95] as const;
const CASES: Record<Factory, readonly OptimizerCase[]> = {
  sgd: [
    of('sgd', sgd(), () => twins.sgd({}), 0.3, 0.002),
    of('sgd with momentum', sgd({ momentum: 0.9 }), () => twins.sgd({ momentum: 0.9 }), 0.1, 3e-4),
    of(
      'sgd with momentum that looks ahead',
      sgd({ momentum: 0.9, nesterov: true, weightDecay: 0.1 }),
      () => twins.sgd({ momentum: 0.9, nesterov: true, weightDecay: 0.1 }),
      ...([0.1, 3e-4] as const),
    ),
  ],
  adam: [
    of('adam', adam(), () => twins.adam(), 0.05, 0.02),
    of('adam with l2', adam({ l2: 0.1, betas }), () => twins.adam({ l2: 0.1, betas }), 0.05, 0.02),
  ],
  adamW: [
    of('adamW', adamW(), () => twins.adam({ weightDecay: 0.01 }), 0.05, 0.02),
    of(
      'adamW with other options',
      adamW({ betas, epsilon: 0.01, weightDecay: 0.3 }),
      () => twins.adam({ betas, epsilon: 0.01, weightDecay: 0.3 }),
      ...([0.05, 0.02] as const),
    ),
  ],
  nadam: [
    of('nadam', nadam(), () => twins.nadam(), 0.05, 0.02),
    of(
      'nadam with other options',
      nadam({ betas, epsilon: 0.01, weightDecay: 0.3 }),
      () => twins.nadam({ betas, epsilon: 0.01, weightDecay: 0.3 }),
      ...([0.05, 0.02] as const),
    ),
  ],
  lamb: [
    of('lamb', lamb(), () => twins.lamb(), 0.02, 0.01),
    of(
      'lamb without decay',
      lamb({ weightDecay: 0, betas }),
      () => twins.lamb({ weightDecay: 0, betas }),
      ...([0.02, 0.01] as const),
    ),
  ],
  rmsprop: [
    of('rmsprop', rmsprop(), () => twins.rmsprop({}), 0.01, 0.005),
    of(
      'rmsprop with momentum',
      rmsprop({ rho: 0.95, momentum: 0.5, epsilon: 0.001, weightDecay: 0.1 }),
      () => twins.rmsprop({ rho: 0.95, momentum: 0.5, epsilon: 0.001, weightDecay: 0.1 }),
      ...([0.01, 0.005] as const),
    ),
  ],
  adagrad: [
    of('adagrad', adagrad(), () => twins.adagrad(), 0.5, 0.5),
    of(
      'adagrad with decay',
      adagrad({ weightDecay: 0.1, epsilon: 0.01 }),
      () => twins.adagrad({ weightDecay: 0.1, epsilon: 0.01 }),
      ...([0.5, 0.5] as const),
    ),
  ],
  lion: [
    of('lion', lion(), () => twins.lion(), 0.01, 0.003),
    of(
      'lion with decay',
      lion({ weightDecay: 0.5, betas }),
      () => twins.lion({ weightDecay: 0.5, betas }),
      ...([0.01, 0.003] as const),
    ),
  ],
};

export const OPTIMIZER_CASES: readonly OptimizerCase[] = Object.values(CASES).flat();
