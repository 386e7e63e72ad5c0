/** How far a model is from a stationary point of a penalty that is not convex. */
import { fail } from '../../check.ts';
import type { FittedState } from '../state.ts';
import type { Term } from '../verify.ts';

/** max_j dist(u_j, ∂φ_j(b_j)) with limits, as assembly/solver/stationarity.ts. */
export function stationarity(state: FittedState, terms: readonly Term[], u: Float64Array): number {
  const { lambda, l1Ratio } = state;
  const slope = slopeOf(state);
  const second = lambda * (1 - l1Ratio);
  return terms.reduce((worst, { b, factor, lower, upper }, k) => {
    if (Number.isNaN(b)) return Infinity;
    const own = slope(Math.abs(b));
    const rest = u[k]! - factor * ((b > 0 ? own : b < 0 ? -own : 0) + second * b);
    const away = b === 0 ? Math.max(Math.abs(rest) - factor * own, 0) : Math.abs(rest);
    // downhill directions that a limit closes do not count
    const open = rest > 0 ? b < upper : b > lower;
    return open ? Math.max(worst, away) : worst;
  }, 0);
}

/** g′(|b|) of the concave part; at 0 its limit, λ r. */
function slopeOf({ lambda, l1Ratio, penalty }: FittedState): (size: number) => number {
  const first = lambda * l1Ratio;
  const { kind, gamma = Infinity } = penalty!;
  if (kind === 'mcp') return (size) => Math.max(first - size / gamma, 0);
  if (kind !== 'scad') return fail('verify', 'the penalty', 'be known', kind);
  return (size) => (size <= first ? first : Math.max((gamma * first - size) / (gamma - 1), 0));
}
