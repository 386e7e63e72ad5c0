/** The penalty of one column and what convex duality needs of it. */

/** φ(b) = l1 |b| + l2 b² / 2 for low ≤ b ≤ high, Infinity elsewhere; low ≤ 0 ≤ high. */
export interface ColumnPenalty {
  readonly l1: number;
  readonly l2: number;
  readonly low: number;
  readonly high: number;
}

/** φ of a column that must stay 0. */
export const EXCLUDED: ColumnPenalty = { l1: 0, l2: 0, low: 0, high: 0 };

/** φ(b). */
export function penaltyValue({ l1, l2, low, high }: ColumnPenalty, b: number): number {
  return b >= low && b <= high ? l1 * Math.abs(b) + (l2 / 2) * b * b : Infinity;
}

/** A b that maximises v b − φ(b); infinite where the supremum is not attained. */
export function conjugateArgument({ l1, l2, low, high }: ColumnPenalty, v: number): number {
  const excess = Math.abs(v) - l1;
  if (!(excess > 0)) return 0;
  const free = l2 > 0 ? excess / l2 : Infinity;
  return v > 0 ? Math.min(free, high) : Math.max(-free, low);
}

/** φ*(v) = sup_b [v b − φ(b)]. */
export function conjugate(penalty: ColumnPenalty, v: number): number {
  const size = Math.abs(conjugateArgument(penalty, v));
  if (size === 0 || size === Infinity) return size;
  return size * (Math.abs(v) - penalty.l1 - (penalty.l2 / 2) * size);
}

/** The largest s ≥ 0 for which φ*(s v) is finite, less two units so that the product stays so. */
export function finiteScale({ l1, l2, low, high }: ColumnPenalty, v: number): number {
  const bounded = l2 > 0 || v === 0 || Number.isFinite(v > 0 ? high : low);
  return bounded ? Infinity : (l1 / Math.abs(v)) * (1 - 2 * Number.EPSILON);
}

/** Distance of v from the subdifferential of φ at a feasible b: 0 exactly where b is optimal. */
export function violation({ l1, l2, low, high }: ColumnPenalty, b: number, v: number): number {
  const least = b <= low ? -Infinity : l2 * b + (b > 0 ? l1 : -l1);
  const most = b >= high ? Infinity : l2 * b + (b < 0 ? -l1 : l1);
  return Math.max(least - v, v - most, 0);
}

/** The b that minimises curvature b² / 2 − v b + φ(b). */
export function coordinateMinimum(penalty: ColumnPenalty, v: number, curvature: number): number {
  return conjugateArgument({ ...penalty, l2: penalty.l2 + curvature }, v);
}
