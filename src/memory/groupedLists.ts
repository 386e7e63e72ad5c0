/** Groups of numbers for kernels: their record, and behind it the lists that it points to. */
import type { Memory } from './memory.ts';
import { GroupedRecord } from './networkRecords.ts';

/** Places of numbers that are penalized together, and the weight of their norm. */
export interface Group {
  readonly places: readonly number[];
  readonly factor: number;
}

/** Strengths of the norms, of the absolute values and of half the squares. */
export interface GroupStrengths {
  readonly strength: number;
  readonly l1: number;
  readonly l2: number;
}

/** How to write the record of these groups with everything that it needs. */
export function groupedLists(groups: readonly Group[]) {
  const order = groups.flatMap(({ places }) => places);
  const starts = [0];
  for (const { places } of groups) starts.push(starts.at(-1)! + places.length);
  const bytes = GroupedRecord.bytes + 8 * groups.length + 4 * (starts.length + order.length);
  return {
    bytes,
    write(memory: Memory, at: number, strengths: GroupStrengths): void {
      const factors = at + GroupedRecord.bytes;
      const first = factors + 8 * groups.length;
      const places = first + 4 * starts.length;
      memory.f64(factors, groups.length).set(groups.map(({ factor }) => factor));
      memory.i32(first, starts.length).set(starts);
      memory.i32(places, order.length).set(order);
      const lists = { groups: groups.length, starts: first, order: places, factors };
      GroupedRecord.write(memory, at, { ...lists, ...strengths });
    },
  };
}
