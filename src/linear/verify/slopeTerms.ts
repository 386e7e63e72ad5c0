/** The columns' share of the gap for SLOPE, λ Σ_k w_k |b|_(k) of every output. */

import { falseDiscoveryWeights } from '../../penalty/slope.ts';
import type { PenaltyState } from '../../penalty/state.ts';
import type { Term } from '../verify.ts';
import type { PenaltyTerms } from './penaltyTerms.ts';

/** Each output has an order of its own; columns of factor 0 are outside. */
export function slopeTerms(
  penalty: PenaltyState,
  lambda: number,
  terms: readonly (readonly Term[])[],
): PenaltyTerms {
  const outputs = terms.map((each) => {
    const members = [...each.keys()].filter((at) => each[at]!.factor > 0);
    const count = members.length;
    const sequence = slopeSequence(penalty, count);
    return { members, sequence, b: members.map((at) => each[at]!.b) };
  });
  return {
    scale: (u) =>
      outputs.reduce((least, { members, sequence }, k) => {
        const norm = dualNorm(
          members.map((at) => u[k]![at]!),
          sequence,
        );
        return Math.min(least, lambda / norm);
      }, 1),
    fenchel: (u, scale) =>
      outputs.reduce((sum, { members, sequence, b }, k) => {
        const inner = b.reduce((all, value, at) => all + scale * u[k]![members[at]!]! * value, 0);
        const norm = sizes(b).reduce((all, size, at) => all + sequence[at]! * size, 0);
        return sum + (Number.isNaN(norm) ? Infinity : Math.max(lambda * norm - inner, 0));
      }, 0),
  };
}

/** w_1 ≥ w_2 ≥ … of so many columns. */
export function slopeSequence({ q, weights }: PenaltyState, count: number): Float64Array {
  return weights ? weights.subarray(0, count) : falseDiscoveryWeights(count, q!);
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
