/** The groups of a penalty among the weights of one parameter, or among what a layer gives. */
import { checkLength, fail } from '../check.ts';
import type { Group } from '../memory/groupedLists.ts';
import type { Groups } from '../penalty/penalty.ts';

/**
 * 'inputs': what leaves each input (the axis before the last of the shape), 'outputs': what enters each
 * unit or channel (the last axis). Groups of columns are groups of inputs, of each unit by itself, as in
 * a linear model of several outputs; inputs in no group are groups of their own.
 *
 * @throws RangeError for groups that the parameter does not have.
 */
export function groupsAmong(where: string, groups: Groups, shape: readonly number[]): Group[] {
  const { members } = groups;
  const cols = shape.at(-1)!;
  const size = shape.reduce((a, b) => a * b, 1);
  const inputs = shape.at(-2) ?? 1;
  const all = Array.from({ length: size }, (_, place) => place);
  const inputOf = (place: number) => Math.floor(place / cols) % inputs;
  const lists =
    members === 'inputs'
      ? split(all, inputs, inputOf)
      : members === 'outputs'
        ? split(all, cols, (place) => place % cols)
        : listsOf(where, members, inputs, 'input').flatMap((list) => {
            const among = new Set(list);
            const chosen = all.filter((place) => among.has(inputOf(place)));
            return split(chosen, cols, (place) => place % cols);
          });
  return weighted(where, lists, groups);
}

/**
 * 'outputs': each unit, or a channel at all its places, of one sample. Groups of ids or lists are of
 * units or channels; those in no group are groups of their own.
 *
 * @throws RangeError for groups that the layer does not have.
 */
export function activityGroups(where: string, groups: Groups, shape: readonly number[]): Group[] {
  const { members } = groups;
  const units = shape.at(-1)!;
  const all = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, place) => place);
  if (members === 'inputs')
    fail(where, 'groups', "be 'outputs', or units or channels by number", members);
  const lists =
    members === 'outputs'
      ? split(all, units, (place) => place % units)
      : listsOf(where, members, units, 'unit').map((list) => {
          const among = new Set(list);
          return all.filter((place) => among.has(place % units));
        });
  return weighted(where, lists, groups);
}

function weighted(
  where: string,
  lists: readonly (readonly number[])[],
  { weights }: Groups,
): Group[] {
  if (typeof weights !== 'string')
    checkLength(where, 'weights', weights.length, lists.length, 'one weight per group');
  return lists.map((places, g) => {
    const factor =
      weights === 'none' ? 1 : weights === 'sqrt' ? Math.sqrt(places.length) : weights[g]!;
    return { places, factor };
  });
}

function split(places: readonly number[], count: number, of: (place: number) => number) {
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const place of places) lists[of(place)]!.push(place);
  return lists;
}

/** Inputs, or units, of each group, then those in none, each alone. */
function listsOf(
  where: string,
  members: Exclude<Groups['members'], string>,
  count: number,
  kind: string,
): number[][] {
  const lists = Array.isArray(members)
    ? isLists(members)
      ? members.map((list) => [...list])
      : ofIds(where, members as readonly number[], count, kind)
    : ofIds(where, members as ArrayLike<number>, count, kind);
  const seen = new Set<number>();
  for (const one of lists.flat()) {
    if (!(Number.isInteger(one) && one >= 0 && one < count))
      fail(where, 'groups', `hold ${kind}s from 0 to ${count - 1}`, one);
    if (seen.has(one)) fail(where, 'groups', 'not overlap', one);
    seen.add(one);
  }
  for (let one = 0; one < count; one++) if (!seen.has(one)) lists.push([one]);
  return lists;
}

function isLists(members: readonly unknown[]): members is readonly (readonly number[])[] {
  return Array.isArray(members[0]);
}

function ofIds(where: string, ids: ArrayLike<number>, count: number, kind: string): number[][] {
  checkLength(where, 'groups', ids.length, count, `one id per ${kind} of the layer`);
  const lists: number[][] = [];
  for (let one = 0; one < count; one++) {
    const id = ids[one]!;
    if (id < 0) continue;
    lists[id] ??= [];
    lists[id].push(one);
  }
  return lists.filter((list) => list !== undefined);
}
