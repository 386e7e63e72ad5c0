import { checkKeys, checkNonNegative, fail } from '../check.ts';
import { AdamRecord } from '../memory/networkRecords.ts';
import type { Optimizer, WeightGroup } from './optimizer.ts';

/** Options of AdamW. */
export interface AdamWOptions {
  /** Learning rate η > 0, default 0.001. */
  lr?: number;
  /** β₁ and β₂ in [0, 1), default [0.9, 0.999]. */
  betas?: readonly [number, number];
  /** ε > 0, default 1e-8. */
  epsilon?: number;
  /** Decoupled decay d ≥ 0 of weights (not of biases and scales), default 0.01. */
  weightDecay?: number;
}

/**
 * AdamW: w ← (1 − ηd) w − η m̂ ÷ (√v̂ + ε), with running means m of the gradient and v of its square.
 * The decay is apart from the gradient, so all weights shrink alike, however large their gradients.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Loshchilov and Hutter (2019), ICLR, algorithm 2.
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  checkKeys('adamW', options, ['lr', 'betas', 'epsilon', 'weightDecay']);
  const { weightDecay = 0.01 } = options;
  checkNonNegative('adamW', 'weightDecay', weightDecay);
  return adamLike('adamW', options, { weightDecay, l2: 0 });
}

/** What Adam and AdamW share. */
export function adamLike(
  type: string,
  { lr = 0.001, betas = [0.9, 0.999], epsilon = 1e-8 }: AdamWOptions,
  decays: { readonly weightDecay: number; readonly l2: number },
): Optimizer {
  if (!(lr > 0 && lr < Infinity)) fail(type, 'lr', 'be a finite number > 0', lr);
  if (!(epsilon > 0 && epsilon < Infinity))
    fail(type, 'epsilon', 'be a finite number > 0', epsilon);
  for (const beta of betas)
    if (!(beta >= 0 && beta < 1)) fail(type, 'betas', 'lie in [0, 1)', beta);
  const [beta1, beta2] = betas;
  const values = { beta1, beta2, epsilon, power1: 1, power2: 1, rate: 0 };
  return {
    ...{ type, lr, ...decays, slots: 2, begin: 'adam_begin' },
    record: { type: AdamRecord as never, values },
    step: (record, { count, weights, gradients, slots, decay, l2 }: WeightGroup) =>
      [
        'adam_step',
        ...[record, count, weights, gradients, slots[0]!, slots[1]!, decay, l2],
      ] as never,
  };
}
