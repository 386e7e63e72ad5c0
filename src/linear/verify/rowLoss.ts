/** The loss of all rows as the certificate sees it: η, gradients and dual points are n values per output. */
import type { CodedResponse } from '../response/types.ts';
import { coxRows } from './coxRows.ts';
import { jointRows } from './jointRows.ts';
import { pinballRows } from './pinballRows.ts';
import { separableRows } from './separableRows.ts';

/** A dual point θ, and z where θ = v − ∇²F z. */
export interface DualPoint {
  readonly theta: Float64Array;
  readonly z: Float64Array;
}

export interface RowLoss {
  /** Whether v is only one of many subgradients: then columns say which. */
  readonly hasKinks?: boolean;
  /** F(η) = Σ ω ℓ */
  value(eta: Float64Array): number;
  /** v = −∇F(η) */
  descent(eta: Float64Array): Float64Array;
  /** ∇²F(η) d, or another positive semidefinite metric that stays within the conjugate's domain. */
  curve(eta: Float64Array, d: Float64Array): Float64Array;
  /** The largest s ≤ 1 for which the conjugate of F is finite at −s θ. */
  reach(eta: Float64Array, point: DualPoint): number;
  /** F(η) + F*(−s θ) + s θᵀη, or a bound on it. */
  gap(eta: Float64Array, point: DualPoint, s: number): number;
}

/** The losses to take gradients of: one, or smoothed ones where the loss has a kink. */
export function rowLosses(response: CodedResponse): RowLoss[] {
  const { family } = response;
  if (family.name === 'cox') return [coxRows(response)];
  if (family.joint) return [jointRows(response, family.joint)];
  if (family.exact) return pinballRows(response);
  return [separableRows(response)];
}
