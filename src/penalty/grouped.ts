import { checkKeys, checkNonNegative, fail, failType } from '../check.ts';
import type { VectorLike } from '../memory/types.ts';
import type { Groups, Penalty } from './penalty.ts';

/** Options of the penalties of groups. */
export interface GroupOptions {
  /** Strength λ, default 1. */
  lambda?: number;
  /**
   * A group id per column (0, 1, …; −1 for none), or the columns of each group. In networks also
   * 'inputs': the weights that leave each input of a layer, or 'outputs': those that enter each unit.
   */
  groups: Groups['members'];
  /** Weight of each group's norm: √size (default), 1, or a number > 0 per group. */
  weights?: 'sqrt' | 'none' | VectorLike;
}

/** Shares of λ that multiply the weighted norms of groups, ‖w‖₁ and ½‖w‖². */
export interface Shares {
  readonly norm: number;
  readonly l1: number;
  readonly l2: number;
}

/** The options both kinds have, checked; groups and weights are copied. */
export function groupsOf(where: string, options: GroupOptions, known: readonly string[]): Groups {
  checkKeys(where, options, ['lambda', 'groups', 'weights', ...known]);
  const { lambda = 1, groups, weights = 'sqrt' } = options;
  checkNonNegative(where, 'lambda', lambda);
  const given = { members: groups, weights };
  checkGroupOptions(where, given);
  return {
    members: copyOf(groups),
    weights: typeof weights === 'string' ? weights : Float64Array.from(weights),
  };
}

/** λ [ norm Σ_g ω_g ‖w_g‖₂ + l1 ‖w‖₁ + l2/2 ‖w‖² ] as a value. */
export function grouped(kind: string, lambda: number, shares: Shares, groups: Groups): Penalty {
  const { norm, l1, l2 } = shares;
  return {
    kernel: 'group',
    kind,
    convex: true,
    params: [lambda * norm, lambda * l1, lambda * l2],
    lambda,
    l1Ratio: 1 - l2,
    groups,
    value: (w) => lambda * ((norm + l1) * Math.abs(w) + 0.5 * l2 * w * w),
    scaled: (strength) => grouped(kind, strength, shares, groups),
    plus: (other) => {
      if (other.kernel !== 'elasticNet') fail(kind, 'plus', 'add l1, l2 or elasticNet', other.kind);
      const sum = lambda + other.lambda;
      if (sum === 0) return grouped(kind, 0, shares, groups);
      const added = {
        norm: (lambda * norm) / sum,
        l1: (lambda * l1 + other.params[0]!) / sum,
        l2: (lambda * l2 + other.params[1]!) / sum,
      };
      return grouped(kind, sum, added, groups);
    },
  };
}

function copyOf(members: Groups['members']): Groups['members'] {
  if (typeof members === 'string') return members;
  return isLists(members) ? members.map((list) => [...list]) : Int32Array.from(members);
}

function isLists(members: Groups['members']): members is readonly (readonly number[])[] {
  return !ArrayBuffer.isView(members) && Array.isArray(members[0]);
}

/** What can be said of groups before the columns are known. */
function checkGroupOptions(where: string, groups: Groups): void {
  const { members, weights } = groups;
  if (members !== 'inputs' && members !== 'outputs') checkMembers(where, members);
  if (weights === 'sqrt' || weights === 'none') return;
  if (typeof weights !== 'object' || weights === null || !('length' in weights))
    failType(where, 'weights', "be 'sqrt', 'none' or a number per group", weights);
  const bad = Array.from(weights).findIndex((value) => !(value > 0 && value < Infinity));
  if (bad >= 0) fail(where, `weights[${bad}]`, 'be a finite number > 0', weights[bad], UNPENALIZED);
}

function checkMembers(where: string, members: Groups['members']): void {
  if (typeof members !== 'object' || members === null || !('length' in members))
    failType(where, 'groups', 'be an id per column, or lists of columns', members);
  if (members.length === 0) fail(where, 'groups', 'hold at least one group', 'none');
}

const UNPENALIZED = 'penaltyFactor 0 leaves a group without penalty';
