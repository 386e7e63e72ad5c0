import { fail } from '../check.ts';
import type { Constraint } from './constraint.ts';

/**
 * lower ≤ w ≤ upper for every weight.
 *
 * @param lower ≤ 0, may be −Infinity.
 * @param upper ≥ 0, may be Infinity; 0 is allowed on one side alone.
 * @throws RangeError for limits that leave 0 out, or 0 alone.
 */
export function box(lower: number, upper: number): Constraint {
  if (!(lower <= 0)) fail('box', 'lower', 'be at most 0', lower);
  if (!(upper >= 0)) fail('box', 'upper', 'be at least 0', upper);
  if (lower === upper) fail('box', 'upper', 'be larger than lower', upper);
  return limits('box', lower, upper);
}

/** w ≥ 0 for every weight. */
export function nonNegative(): Constraint {
  return limits('nonNegative', 0, Infinity);
}

function limits(type: string, lower: number, upper: number): Constraint {
  const project: Constraint['project'] = ({ rows, cols, at }) =>
    // none of them takes zeros behind the weights away from 0
    ['weights_clamp', rows * cols, lower, upper, at];
  return { type, params: [lower, upper], project };
}
