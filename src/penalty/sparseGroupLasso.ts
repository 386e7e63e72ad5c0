import { checkUnit } from '../check.ts';
import { type GroupOptions, grouped, groupsOf } from './grouped.ts';
import type { Penalty } from './penalty.ts';

/**
 * Sparse group lasso: λ [ (1 − r) Σ_g ω_g ‖w_g‖₂ + r ‖w‖₁ ]. Few groups, and few columns in them.
 *
 * | option | meaning | default | range |
 * |---|---|---|---|
 * | lambda | strength λ | 1 | ≥ 0 |
 * | l1Ratio | share r of the L1 part; 0 is the group lasso, 1 the lasso | 0.05 | [0, 1] |
 * | groups | a group id per column, 0, 1, …, −1 for none; or the columns of each group | – | no overlap |
 * | weights | ω_g: `'sqrt'` is √size, `'none'` is 1, or one number per group | `'sqrt'` | > 0 |
 *
 * Groups, penalty factors and limits are as for {@link groupLasso}. The value's own `l1Ratio` is
 * the share of all that makes coefficients 0, which is 1.
 *
 * @throws RangeError outside the ranges, TypeError for another kind of value.
 * @see Simon, Friedman, Hastie, Tibshirani (2013), J. Comput. Graph. Stat. 22(2), 231–245, eq. (3).
 */
export function sparseGroupLasso(options: GroupOptions & { l1Ratio?: number }): Penalty {
  const groups = groupsOf('sparseGroupLasso', options, ['l1Ratio']);
  const { lambda = 1, l1Ratio = 0.05 } = options;
  checkUnit('sparseGroupLasso', 'l1Ratio', l1Ratio);
  return grouped('sparseGroupLasso', lambda, { norm: 1 - l1Ratio, l1: l1Ratio, l2: 0 }, groups);
}
