import { checkKeys, checkNonNegative, fail } from '../../check.ts';
import { elasticNet } from '../../penalty/elasticNet.ts';
import type { Penalty } from '../../penalty/penalty.ts';

/** Amounts of a Keras kernel regularizer. */
export interface KerasOptions {
  /** l1 · Σ|w|, default 0. */
  l1?: number;
  /** l2 · Σ w², default 0. */
  l2?: number;
  /** The loss it was added to. */
  loss: 'mse' | 'crossEntropy';
}

/**
 * The penalty that `kernel_regularizer=L1L2(l1, l2)` is with Keras's losses. Neither its mean
 * squared error nor its L2 has our ½:
 *
 * | loss | L1 part λr | L2 part λ(1 − r) |
 * |---|---|---|
 * | mse | l1 ÷ 2 | l2 |
 * | crossEntropy | l1 | 2 l2 |
 *
 * @throws RangeError or TypeError naming the argument.
 */
export function fromKeras(options: KerasOptions): Penalty {
  const where = 'compat.fromKeras';
  checkKeys(where, options, ['l1', 'l2', 'loss']);
  const { l1 = 0, l2 = 0, loss } = options;
  checkNonNegative(where, 'l1', l1);
  checkNonNegative(where, 'l2', l2);
  if (loss !== 'mse' && loss !== 'crossEntropy')
    fail(where, 'loss', "be 'mse' or 'crossEntropy'", loss);
  const half = loss === 'mse' ? 0.5 : 1;
  const [first, second] = [half * l1, 2 * half * l2];
  const lambda = first + second;
  return elasticNet({ lambda, l1Ratio: lambda > 0 ? first / lambda : 0 });
}
