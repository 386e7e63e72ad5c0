/** How far a model is from a stationary point of a penalty that is not convex. */
import { fail } from '../../check.ts';
import * as penalties from '../../penalty/index.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { FittedState } from '../state.ts';
import type { Term } from '../verify.ts';

/** max_j dist(u_j, ∂φ_j(b_j)) with limits, as assembly/solver/stationarity.ts. */
export function stationarity(state: FittedState, terms: readonly Term[], u: Float64Array): number {
  const slope = slopeOf(state);
  return terms.reduce((worst, { b, factor, lower, upper }, k) => {
    if (Number.isNaN(b)) return Infinity;
    const own = slope(Math.abs(b));
    const rest = u[k]! - factor * (b > 0 ? own : b < 0 ? -own : 0);
    const away = b === 0 ? Math.max(Math.abs(rest) - factor * own, 0) : Math.abs(rest);
    // downhill directions that a limit closes do not count
    const open = rest > 0 ? b < upper : b > lower;
    return open ? Math.max(worst, away) : worst;
  }, 0);
}

type MakeConcave = (shape: { lambda: number; gamma: number; l1Ratio: number }) => Penalty;
const PENALTIES: Readonly<Record<string, unknown>> = { ...penalties };

/** g′(|b|); at 0 its limit from above. */
export function slopeOf({ lambda, l1Ratio, penalty }: FittedState): (size: number) => number {
  const { kind, gamma = Infinity } = penalty!;
  const make = PENALTIES[kind] as MakeConcave | undefined;
  const slope = make?.({ lambda, gamma, l1Ratio }).slope;
  return slope ?? fail('verify', 'the penalty', 'be known', kind);
}
