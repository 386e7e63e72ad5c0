import { checkCount, checkKeys, fail, failType } from '../check.ts';
import type { ActivationName } from '../layer/activation.ts';
import { dense } from '../layer/dense.ts';
import { dropout } from '../layer/dropout.ts';
import { standardize } from '../layer/standardize.ts';
import { adam } from '../optimizer/adam.ts';
import { adamW } from '../optimizer/adamW.ts';
import { Network, type TrainOptions } from './network.ts';

/** Options of `mlp`. */
export interface MlpOptions {
  /** Units of the hidden layers, first to last. */
  hidden: readonly number[];
  /**
   * 'seed' (default): decay of all weights (`adamW`, 0.01), dropout of a half behind layers of 128
   * units and more, early stopping. 'none': nothing of it, to compare with.
   */
  recipe?: 'seed' | 'none';
  /** Of the hidden layers, default 'relu'. */
  activation?: ActivationName;
  /**
   * Whether columns are standardized first, and what comes out has the scale of y, where it is numbers;
   * default true: tables need it, pixels do not.
   */
  standardize?: boolean;
}

/** Layers of as many units are large: they can afford to lose some. */
const LARGE = 128;

const DEFAULTS: Record<'seed' | 'none', () => TrainOptions> = {
  seed: () => ({ optimizer: adamW({ weightDecay: 0.01 }), earlyStopping: true }),
  none: () => ({ optimizer: adam(), earlyStopping: false }),
};

/**
 * A multilayer perceptron: dense layers, and a last one with an output per class or per number of y,
 * which `fit` adds. What `fit` is told goes before the recipe.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @example
 * ```ts
 * const fitted = await mlp({ hidden: [256, 64] }).fit(X, labels);
 * ```
 * @see Srivastava et al. (2014), JMLR 15, appendix A.4, for the rate of a half.
 */
export function mlp(options: MlpOptions): Network {
  checkKeys('mlp', options, ['hidden', 'recipe', 'activation', 'standardize']);
  const { hidden, recipe = 'seed', activation = 'relu' } = options;
  const isScaled = options.standardize ?? true;
  const first = isScaled ? [standardize()] : [];
  if (!Array.isArray(hidden)) failType('mlp', 'hidden', 'be a list of numbers of units', hidden);
  if (!Object.hasOwn(DEFAULTS, recipe)) fail('mlp', 'recipe', "be 'seed' or 'none'", recipe);
  const layers = (hidden as readonly number[]).flatMap((units, k) => {
    checkCount('mlp', `hidden[${k}]`, units, 1);
    const layer = dense(units, { activation });
    return recipe === 'seed' && units >= LARGE ? [layer, dropout(0.5)] : [layer];
  });
  const head = isScaled ? 'scaled' : 'plain';
  return new Network([...first, ...layers], { defaults: DEFAULTS[recipe](), head });
}
