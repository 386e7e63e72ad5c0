/** Everything a solver asks of a family behind one export, so that a family is one line of the menu. */
import { Datafit } from '../datafit/datafit';
import { dualReach, lossAlong, Rows, recentre, rowGap, rowGradients } from './rows';

/** The calls by number; src/memory/calls.ts has the same list. */
export const enum RowCall {
  /** Writes v and h; Σ ω ℓ. `other` is 1 where the last loss was taken at η. */
  gradients,
  /** Σ ω ℓ(η + a · other). */
  along,
  /** The intercept's optimum, added to η, in at most a passes over the rows; `other` as above. */
  recentre,
  /** The largest scale of the dual point at `other`. */
  reach,
  /** The rows' share of the gap at the dual point a · other. */
  gap,
  /** other ← ∇²F other, where rows hang together (cox). */
  curve,
}

/** Passes over the rows until an intercept is found, unless the caller says less. */
const PASSES: i32 = 400;

export function rowCall<F extends Datafit>(
  call: i32,
  rows: usize,
  f: F,
  other: usize,
  a: f64,
): f64 {
  const r = changetype<Rows>(rows);
  switch (call) {
    case RowCall.gradients:
      return rowGradients<F>(r, f, other != 0);
    case RowCall.along:
      return lossAlong<F>(r, f, other, a);
    case RowCall.recentre:
      return recentre<F>(r, f, a > 0 ? <i32>a : PASSES, other != 0);
    case RowCall.reach:
      return dualReach<F>(r, f, other);
    case RowCall.gap:
      return rowGap<F>(r, f, other, a);
    default:
      return NaN;
  }
}
