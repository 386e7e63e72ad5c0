import { checkCount, checkKeys, checkNonNegative, fail } from '../../check.ts';
import { checkBelow, checkPositive } from './checkPositive.ts';
import type { Schedule } from './schedule.ts';

/** Options of the plateau schedule. */
export interface PlateauOptions {
  /** The first rate > 0. */
  lr: number;
  /** What the rate is multiplied by on a plateau, in (0, 1); default 0.1. */
  factor?: number;
  /** Epochs without improvement that make a plateau, at least 1; default 10. */
  patience?: number;
  /** An epoch is better where its loss is lower by more than this ≥ 0; default 0. */
  minDelta?: number;
  /** The rate never falls below this, at most lr; default 0. */
  final?: number;
}

/**
 * The rate falls whenever `patience` epochs in a row did not improve the validation loss (the clean training
 * loss where nothing is kept for validation).
 *
 * @throws RangeError or TypeError for options outside their range.
 */
export function reduceOnPlateau(options: PlateauOptions): Schedule {
  const where = 'schedule.reduceOnPlateau';
  checkKeys(where, options, ['lr', 'factor', 'patience', 'minDelta', 'final']);
  const { lr, factor = 0.1, patience = 10, minDelta = 0, final = 0 } = options;
  checkPositive(where, 'lr', lr);
  if (!(factor > 0 && factor < 1)) fail(where, 'factor', 'lie in (0, 1)', factor);
  checkCount(where, 'patience', patience, 1);
  checkNonNegative(where, 'minDelta', minDelta);
  checkBelow(where, 'final', final, lr);
  return {
    type: 'reduceOnPlateau',
    params: [lr, factor, patience, minDelta, final],
    // the best loss, epochs since, the rate
    begin: [Infinity, 0, lr],
    rate: (_, memory) => memory[2]!,
    after: (memory, loss) => {
      const [best, since, rate] = Array.from(memory);
      if (loss < best! - minDelta) return [loss, 0, rate!];
      if (since! + 1 < patience) return [best!, since! + 1, rate!];
      return [best!, 0, Math.max(rate! * factor, final)];
    },
  };
}
