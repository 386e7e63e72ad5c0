import { type ColumnPenalty, conjugate, finiteScale, penaltyValue } from './columnPenalty.ts';

/** One coordinate: u = x̃ᵀ(ω ∘ θ), its coefficient b, its penalty φ, and 1 ÷ ‖x̃‖². */
export interface Term {
  readonly u: number;
  readonly b: number;
  readonly penalty: ColumnPenalty;
  readonly inverse: number;
}

/**
 * ½ (1 − s)² squares + ½ rest + Σ_j [φ_j(b_j) + φ_j*(s u_j) − s u_j b_j], where s ≤ 1 is the
 * largest scale at which every φ* is finite and limits are cut where φ alone costs nullLoss.
 * Coordinates that nothing holds count ½ u² · inverse and do not bind s.
 */
export function dualGap(
  terms: readonly Term[],
  { squares, rest, nullLoss }: { squares: number; rest: number; nullLoss: number },
): number {
  const most = terms.map(({ u, penalty }) => finiteScale(penalty, u));
  const s = Math.min(1, ...most.filter((scale) => scale > 0));
  const brackets = terms.map(({ u, b, penalty, inverse }, j) => {
    if (most[j] === 0) return (u * u * inverse) / 2;
    return penaltyValue(penalty, b) + conjugate(cut(penalty, nullLoss), s * u) - s * u * b;
  });
  return brackets.reduce((gap, bracket) => gap + bracket, ((1 - s) ** 2 * squares + rest) / 2);
}

/** The penalty with limits no wider than where it costs `most`. */
function cut(penalty: ColumnPenalty, most: number): ColumnPenalty {
  const { l1, l2, low, high } = penalty;
  const cap = l1 > 0 ? most / l1 : l2 > 0 ? Math.sqrt((2 * most) / l2) : Infinity;
  return { ...penalty, low: Math.max(low, -cap), high: Math.min(high, cap) };
}
