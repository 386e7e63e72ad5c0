/** The columns' share of the gap for SLOPE, λ Σ_k w_k |b|_(k). */

import { falseDiscoveryWeights } from '../../penalty/slope.ts';
import type { PenaltyState } from '../../penalty/state.ts';
import type { Term } from '../verify.ts';
import type { PenaltyTerms } from './penaltyTerms.ts';

/** Columns of factor 0 are outside the order. */
export function slopeTerms(
  { q, weights }: PenaltyState,
  lambda: number,
  terms: readonly Term[],
): PenaltyTerms {
  const members = [...terms.keys()].filter((at) => terms[at]!.factor > 0);
  const count = members.length;
  const sequence = weights ? weights.subarray(0, count) : falseDiscoveryWeights(count, q!);
  const b = members.map((at) => terms[at]!.b);
  const own = (u: readonly Float64Array[]) => members.map((at) => u[0]![at]!);
  return {
    scale: (u) => Math.min(1, lambda / dualNorm(own(u), sequence)),
    fenchel: (u, scale) => {
      const inner = own(u).reduce((sum, value, k) => sum + scale * value * b[k]!, 0);
      const norm = sizes(b).reduce((sum, size, k) => sum + sequence[k]! * size, 0);
      return Number.isNaN(norm) ? Infinity : Math.max(lambda * norm - inner, 0);
    },
  };
}

/** max_k Σ_{l ≤ k} |u|_(l) ÷ Σ_{l ≤ k} w_l; next to nothing for no columns. */
function dualNorm(u: readonly number[], sequence: Float64Array): number {
  let [sum, total, most] = [0, 0, Number.MIN_VALUE];
  sizes(u).forEach((size, k) => {
    sum += size;
    total += sequence[k]!;
    most = Math.max(most, sum / total);
  });
  return most;
}

/** Absolute values, descending. */
function sizes(values: readonly number[]): Float64Array {
  return Float64Array.from(values, Math.abs).sort().reverse();
}
