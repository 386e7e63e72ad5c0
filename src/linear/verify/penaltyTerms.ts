import { fail } from '../../check.ts';
import type { FittedState } from '../state.ts';
import { fenchelOf, type Strengths, scaleOf } from './elasticNetTerms.ts';
import type { FamilyModel } from './familyModel.ts';
import { groupFenchel, groupScale, groupTerms } from './groupTerms.ts';
import { slopeTerms } from './slopeTerms.ts';

/** A penalty's share of the gap, u being x̃_jᵀθ for the terms of every output. */
export interface PenaltyTerms {
  /** The largest s ≤ 1 that keeps every conjugate finite at s u. */
  scale(u: readonly Float64Array[]): number;
  /** Σ φ(b) + φ*(s u) − s uᵀb */
  fenchel(u: readonly Float64Array[], scale: number): number;
}

export function penaltyTerms({ state, terms }: FamilyModel, nullLoss: number): PenaltyTerms {
  const { lambda, penalty } = state;
  if (penalty === undefined || penalty.matrix) {
    const strengths = strengthsOf(state);
    return separately(
      (u, k) => scaleOf(strengths, terms[k]!, u),
      (u, k, scale) => fenchelOf(strengths, terms[k]!, u, { scale, nullLoss }),
    );
  }
  if (penalty.kind === 'slope') return slopeTerms(penalty, lambda, terms);
  if (penalty.shares) {
    const groups = groupTerms(penalty, lambda, terms);
    return {
      scale: (u) => groupScale(groups, u),
      fenchel: (u, scale) => groupFenchel(groups, u, scale),
    };
  }
  return fail('verify', 'the penalty', 'be one whose gap can be recomputed', penalty.kind);
}

/** What multiplies ‖b‖₁ and ½‖b‖². */
export function strengthsOf({ lambda, l1Ratio, penalty }: FittedState): Strengths {
  if (!penalty?.matrix) return { first: lambda * l1Ratio, second: lambda * (1 - l1Ratio) };
  return { first: lambda * penalty.shares![1]!, second: lambda * penalty.shares![2]! };
}

/** A penalty that treats every output alike and by itself. */
function separately(
  scale: (u: Float64Array, k: number) => number,
  fenchel: (u: Float64Array, k: number, scale: number) => number,
): PenaltyTerms {
  return {
    scale: (u) => u.reduce((least, own, k) => Math.min(least, scale(own, k)), 1),
    fenchel: (u, s) => u.reduce((sum, own, k) => sum + fenchel(own, k, s), 0),
  };
}
