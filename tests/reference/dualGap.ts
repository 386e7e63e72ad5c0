import { conjugate, finiteScale, penaltyValue } from './columnPenalty.ts';

/** One coordinate of a problem: u = x̃ᵀ(ω ∘ θ), its coefficient, factor, limits, 1 ÷ ‖x̃‖². */
export interface Term {
  readonly u: number;
  readonly b: number;
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  readonly inverse: number;
}

/**
 * ½ (1 − s)² squares + ½ rest + Σ_j [φ_j(b_j) + φ_j*(s u_j) − s u_j b_j] for φ = f (l1 |b| + l2 b²/2)
 * within limits, at the largest s ≤ 1 at which every φ* is finite. Limits are cut where φ alone
 * costs nullLoss; coordinates that nothing holds count ½ u² · inverse.
 */
export function dualGap(
  terms: readonly Term[],
  strength: { readonly l1: number; readonly l2: number },
  { squares, rest, nullLoss }: { squares: number; rest: number; nullLoss: number },
): number {
  const penalties = terms.map(({ factor, low, high }) => {
    const [l1, l2] = [factor * strength.l1, factor * strength.l2];
    const cap = l1 > 0 ? nullLoss / l1 : l2 > 0 ? Math.sqrt((2 * nullLoss) / l2) : Infinity;
    return {
      l1,
      l2,
      low,
      high,
      cut: { l1, l2, low: Math.max(low, -cap), high: Math.min(high, cap) },
    };
  });
  const isOpen = (j: number) =>
    penalties[j]!.l1 + penalties[j]!.l2 === 0 && finiteScale(penalties[j]!, terms[j]!.u) < 1;
  const scales = terms.map(({ u }, j) => (isOpen(j) ? 1 : finiteScale(penalties[j]!, u)));
  const s = Math.min(1, ...scales);
  return terms.reduce(
    (gap, { u, b, inverse }, j) => {
      if (isOpen(j)) return gap + (u * u * inverse) / 2;
      return gap + penaltyValue(penalties[j]!, b) + conjugate(penalties[j]!.cut, s * u) - s * u * b;
    },
    ((1 - s) ** 2 * squares + rest) / 2,
  );
}
