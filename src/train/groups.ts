/** The groups of a penalty among the weights of one parameter. */
import { checkLength, fail } from '../check.ts';
import type { Groups } from '../penalty/penalty.ts';

/** Numbers of a parameter that are penalized together, and the weight of their norm. */
export interface Group {
  readonly places: readonly number[];
  readonly factor: number;
}

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
        : listsOf(where, members, inputs).flatMap((list) => {
            const among = new Set(list);
            const chosen = all.filter((place) => among.has(inputOf(place)));
            return split(chosen, cols, (place) => place % cols);
          });
  const { weights } = groups;
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

/** Inputs of each group, then those in none, each alone. */
function listsOf(where: string, members: Groups['members'], inputs: number): number[][] {
  const lists = Array.isArray(members)
    ? isLists(members)
      ? members.map((list) => [...list])
      : ofIds(where, members as readonly number[], inputs)
    : ofIds(where, members as ArrayLike<number>, inputs);
  const seen = new Set<number>();
  for (const input of lists.flat()) {
    if (!(Number.isInteger(input) && input >= 0 && input < inputs))
      fail(where, 'groups', `hold inputs from 0 to ${inputs - 1}`, input);
    if (seen.has(input)) fail(where, 'groups', 'not overlap', input);
    seen.add(input);
  }
  for (let input = 0; input < inputs; input++) if (!seen.has(input)) lists.push([input]);
  return lists;
}

function isLists(members: readonly unknown[]): members is readonly (readonly number[])[] {
  return Array.isArray(members[0]);
}

function ofIds(where: string, ids: ArrayLike<number>, inputs: number): number[][] {
  checkLength(where, 'groups', ids.length, inputs, 'one id per input of the layer');
  const lists: number[][] = [];
  for (let input = 0; input < inputs; input++) {
    const id = ids[input]!;
    if (id < 0) continue;
    lists[id] ??= [];
    lists[id].push(input);
  }
  return lists.filter((list) => list !== undefined);
}
