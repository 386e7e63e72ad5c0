/**
 * The columns' share of the gap for groups, λ [norm ω_g ‖b_g‖₂ + l1 ‖b_g‖₁ + l2/2 ‖b_g‖²], as
 * assembly/solver/blockTerms.ts.
 */
import type { PenaltyState } from '../../penalty/state.ts';
import type { Term } from '../verify.ts';

/** Halvings of the interval of the scale. */
const HALVINGS = 60;

/** A term by its output and its place there. */
type Place = readonly [output: number, at: number];

/** One group's live columns, and their strengths with the penalty factor. */
export interface GroupTerms {
  readonly radius: number;
  readonly first: number;
  readonly second: number;
  readonly b: readonly number[];
  readonly places: readonly Place[];
}

/** The groups of columns of each output, or each column over all outputs. */
export function groupTerms(
  { groups, groupWeights, shares, acrossOutputs }: PenaltyState,
  lambda: number,
  terms: readonly (readonly Term[])[],
): GroupTerms[] {
  const [norm, first, second] = Array.from(shares!, (share) => lambda * share) as number[];
  const lists = new Map<string, Place[]>();
  for (const [k, each] of terms.entries())
    for (const [at, { j }] of each.entries()) {
      const key = acrossOutputs ? `${j}` : `${groups![j]} of ${k}`;
      lists.set(key, [...(lists.get(key) ?? []), [k, at]]);
    }
  return [...lists.values()].map((places) => {
    const members = places.map(([k, at]) => terms[k]![at]!);
    const { factor, j } = members[0]!;
    return {
      radius: factor * norm! * (acrossOutputs ? 1 : groupWeights![groups![j]!]!),
      first: factor * first!,
      second: factor * second!,
      b: members.map(({ b }) => b),
      places,
    };
  });
}

/** The largest s ≤ 1 with ‖S(s u_g, l1)‖ ≤ radius for every group that has no L2 part. */
export function groupScale(groups: readonly GroupTerms[], u: readonly Float64Array[]): number {
  return groups.reduce((scale, group) => {
    const own = entries(group, u);
    const fits = (s: number) => shrunk(own, group.first, s) <= group.radius;
    if (group.second > 0 || fits(scale)) return scale;
    let [low, high] = [0, scale];
    for (let step = 0; step < HALVINGS; step++) {
      const middle = 0.5 * (low + high);
      if (fits(middle)) low = middle;
      else high = middle;
    }
    return low;
  }, 1);
}

/** Σ_g [φ_g(b_g) + φ_g*(s u_g) − s u_gᵀb_g] */
export function groupFenchel(
  groups: readonly GroupTerms[],
  u: readonly Float64Array[],
  scale: number,
): number {
  return groups.reduce((gap, group) => {
    const { radius, first, second, b } = group;
    if (b.some(Number.isNaN)) return Infinity;
    const own = entries(group, u);
    const squares = b.reduce((sum, value) => sum + value * value, 0);
    const sizes = b.reduce((sum, value) => sum + Math.abs(value), 0);
    const value = radius * Math.sqrt(squares) + first * sizes + 0.5 * second * squares;
    const excess = Math.max(shrunk(own, first, scale) - radius, 0);
    // without an L2 part the scale leaves nothing
    const conjugate = second > 0 ? (excess * excess) / (2 * second) : 0;
    const inner = b.reduce((sum, each, k) => sum + scale * own[k]! * each, 0);
    return gap + Math.max(value + conjugate - inner, 0);
  }, 0);
}

function entries({ places }: GroupTerms, u: readonly Float64Array[]): number[] {
  return places.map(([k, at]) => u[k]![at]!);
}

/** ‖S(s u, t)‖₂, S the soft threshold. */
function shrunk(u: readonly number[], t: number, s: number): number {
  return Math.sqrt(u.reduce((sum, value) => sum + Math.max(s * Math.abs(value) - t, 0) ** 2, 0));
}
