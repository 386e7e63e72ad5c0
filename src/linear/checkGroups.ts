/** What the groups of a penalty must be, for the columns at hand. */
import { checkLength, fail } from '../check.ts';
import type { VectorLike } from '../memory/types.ts';
import type { Groups } from '../penalty/penalty.ts';
import type { FitSettings } from './problem.ts';

/** Columns that are penalized together, ascending, and the weight of their norm. */
export interface ColumnGroup {
  readonly columns: readonly number[];
  readonly weight: number;
}

/**
 * The groups of p columns; those that are in none are groups of their own.
 *
 * @throws RangeError for columns that are not there or in two groups, for weights that do not fit,
 * for penalty factors that differ within a group and for limits.
 */
export function checkGroups(
  where: string,
  groups: Groups,
  settings: Pick<FitSettings, 'penaltyFactor' | 'lower' | 'upper'>,
): ColumnGroup[] {
  const p = settings.penaltyFactor.length;
  const lists = listsOf(where, groups.members, p);
  const weights = weightsOf(where, groups.weights, lists);
  checkFactors(where, lists, settings.penaltyFactor);
  for (const name of ['lower', 'upper'] as const) {
    const at = settings[name].findIndex((limit) => Math.abs(limit) !== Infinity);
    if (at >= 0)
      fail(where, `${name}[${at}]`, 'be infinite with a penalty of groups', settings[name][at]);
  }
  const grouped = new Set(lists.flat());
  const alone = Array.from({ length: p }, (_, j) => j).filter((j) => !grouped.has(j));
  return [
    ...lists.map((columns, g) => ({ columns, weight: weights[g]! })),
    ...alone.map((j) => ({ columns: [j], weight: 1 })),
  ];
}

/** The columns of every group, ascending. */
function listsOf(where: string, members: Groups['members'], p: number): number[][] {
  if (typeof members === 'string')
    fail(where, 'groups', 'name columns', members, 'inputs and outputs are groups of networks');
  if (!isLists(members)) return listsOfIds(where, members, p);
  const owner = new Map<number, number>();
  return members.map((list, g) => {
    if (list.length === 0) fail(where, `groups[${g}]`, 'hold at least one column', 'none');
    for (const j of list) {
      if (!(Number.isInteger(j) && j >= 0 && j < p))
        fail(where, `groups[${g}]`, `hold columns from 0 to ${p - 1}`, j);
      if (owner.has(j))
        fail(where, `groups[${g}]`, `hold no column of groups[${owner.get(j)}]`, j, OVERLAP);
      owner.set(j, g);
    }
    return [...list].sort((a, b) => a - b);
  });
}

const OVERLAP = 'groups may not overlap: repeat a column of X to have it in two';

/** Ids from 0 on, one per column; −1 is no group. */
function listsOfIds(where: string, ids: VectorLike, p: number): number[][] {
  checkLength(where, 'groups', ids.length, p, 'one id per column of X');
  const given = Array.from(ids);
  const wrong = given.findIndex((id) => !(Number.isInteger(id) && id >= -1 && id < p));
  if (wrong >= 0)
    fail(where, `groups[${wrong}]`, `be an integer from -1 to ${p - 1}`, given[wrong]);
  const count = given.reduce((most, id) => Math.max(most, id + 1), 0);
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const [j, id] of given.entries()) lists[id]?.push(j);
  const empty = lists.findIndex((list) => list.length === 0);
  if (empty >= 0) fail(where, 'groups', 'use every id up to the largest', `none with id ${empty}`);
  return lists;
}

function weightsOf(where: string, weights: Groups['weights'], lists: number[][]): Float64Array {
  if (weights === 'none') return new Float64Array(lists.length).fill(1);
  if (weights === 'sqrt') return Float64Array.from(lists, ({ length }) => Math.sqrt(length));
  checkLength(where, 'weights', weights.length, lists.length, 'one weight per group');
  return Float64Array.from(weights);
}

function checkFactors(where: string, lists: number[][], penaltyFactor: Float64Array): void {
  lists.forEach((columns, g) => {
    const first = columns[0]!;
    const other = columns.find((j) => penaltyFactor[j] !== penaltyFactor[first]);
    if (other === undefined) return;
    const rule = `equal penaltyFactor[${first}] = ${penaltyFactor[first]}`;
    const hint = `both columns are in group ${g}`;
    fail(where, `penaltyFactor[${other}]`, rule, penaltyFactor[other], hint);
  });
}

/** Whether groups are given as lists of columns. */
function isLists(members: Groups['members']): members is readonly (readonly number[])[] {
  return !ArrayBuffer.isView(members) && Array.isArray(members[0]);
}
