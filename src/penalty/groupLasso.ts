import { type GroupOptions, grouped, groupsOf } from './grouped.ts';
import type { Penalty } from './penalty.ts';

/**
 * Group lasso: λ Σ_g ω_g ‖w_g‖₂. The columns of a group are all in the model or all out of it:
 * the dummies of one factor, the basis of one spline, the genes of one pathway.
 *
 * | option | meaning | default | range |
 * |---|---|---|---|
 * | lambda | strength λ | 1 | ≥ 0 |
 * | groups | a group id per column, 0, 1, …, −1 for none; or the columns of each group | – | no overlap |
 * | weights | ω_g: `'sqrt'` is √size, `'none'` is 1, or one number per group | `'sqrt'` | > 0 |
 *
 * A column in no group is one of its own with weight 1. The columns of a group must have the same
 * `penaltyFactor`: 0 leaves the group without penalty, Infinity leaves it out. Limits are refused.
 * `groups` and `weights` are copied. A model of K outputs has groups of its own for each: the sum
 * over the outputs; `grouped: true` of an estimator is the group of a feature over all outputs.
 *
 * @throws RangeError outside the ranges, TypeError for another kind of value.
 * @see Yuan and Lin (2006), J. R. Stat. Soc. B 68(1), 49–67, eq. (2.1).
 */
export function groupLasso(options: GroupOptions): Penalty {
  const groups = groupsOf('groupLasso', options, []);
  return grouped('groupLasso', options.lambda ?? 1, { norm: 1, l1: 0, l2: 0 }, groups);
}
