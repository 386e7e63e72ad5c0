/** A small regression by a network of three layers, for tests of what is done in a step. */
import { dense } from '../../src/layer/index.ts';
import { sgd } from '../../src/optimizer/index.ts';
import { sequential, type TrainOptions } from '../../src/train/index.ts';
import { random } from './random.ts';
import { EPSILON_32 } from './tolerance.ts';

const { normal } = random(31);
export const X = Array.from({ length: 48 }, () => Array.from({ length: 6 }, () => normal()));
export const y = X.map(([a, b]) => 2 * a! - b! + 0.1 * normal());

export const HIDDEN = { activation: 'tanh' } as const;
export const NET = sequential([dense(8, HIDDEN), dense(4, HIDDEN), dense(1)]);
export const OPTIONS = {
  ...{ optimizer: sgd({ lr: 0.05 }), epochs: 4, batchSize: 12, validation: 0, seed: 2 },
};

export const fitted = (options: TrainOptions, net = NET) =>
  net.fit(X, y, { ...OPTIONS, ...options });
export type Fitted = Awaited<ReturnType<typeof fitted>>;
export const numbers = (model: Fitted) =>
  [...model.weights.values()].flatMap((values) => Array.from(values));
export const weight = (model: Fitted, name: string) => Array.from(model.weights.get(name)!);

/** Weights as the network begins. */
export const begun = () => fitted({ epochs: 1, freeze: /./ });

/** Of sums in another order, over some steps. */
export const REORDERED = 100 * EPSILON_32;
