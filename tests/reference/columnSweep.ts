/** One cycle of coordinate descent on weighted columns, the residual kept in full. */
import { type ColumnPenalty, coordinateMinimum } from './columnPenalty.ts';

export interface Sweep {
  /** Columns as the quadratic sees them, n numbers each. */
  readonly columns: readonly Float64Array[];
  readonly h: Float64Array;
  readonly penalties: readonly ColumnPenalty[];
  /** Changed: coefficients, and r = v − h ∘ Σ δ_k x_k. */
  readonly b: Float64Array;
  readonly r: Float64Array;
}

/** @returns Σ_k curvature_k δ_k². */
export function columnSweep({ columns, h, penalties, b, r }: Sweep): number {
  let gain = 0;
  columns.forEach((x, k) => {
    const curvature = x.reduce((sum, value, i) => sum + h[i]! * value * value, 0);
    if (!(curvature > 0)) return;
    const u = x.reduce((sum, value, i) => sum + value * r[i]!, 0);
    const next = coordinateMinimum(penalties[k]!, u + curvature * b[k]!, curvature);
    const step = next - b[k]!;
    b[k] = next;
    x.forEach((value, i) => {
      r[i]! -= step * h[i]! * value;
    });
    gain += curvature * step * step;
  });
  return gain;
}
