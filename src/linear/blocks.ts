/** The groups of a penalty as blocks of live columns, in WASM memory. */
import { BlocksRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import type { ColumnGroup } from './checkGroups.ts';

/** Columns without variance and excluded ones are in no block: they stay 0. */
export interface Blocks {
  readonly count: number;
  /** The block of each column, or −1. */
  readonly of: Int32Array;
  /** Block g is order[starts[g]] … order[starts[g + 1] − 1], columns ascending. */
  readonly starts: Int32Array;
  readonly order: Int32Array;
  /** Penalty factor of each block's columns, and the weight of its norm. */
  readonly factor: Float64Array;
  readonly weight: Float64Array;
  /** Address of the record of all of them. */
  readonly record: number;
}

/** Blocks of the columns whose scale is not 0. */
export function blocksOf(
  scope: Scope,
  groups: readonly ColumnGroup[],
  penaltyFactor: ArrayLike<number>,
  scale: ArrayLike<number>,
): Blocks {
  const live = groups
    .map(({ columns, weight }) => ({ weight, columns: columns.filter((j) => scale[j] !== 0) }))
    .filter(({ columns }) => columns.length > 0);
  const of = new Int32Array(scale.length).fill(-1);
  const starts = new Int32Array(live.length + 1);
  live.forEach(({ columns }, g) => {
    for (const j of columns) of[j] = g;
    starts[g + 1] = starts[g]! + columns.length;
  });
  const order = Int32Array.from(live.flatMap(({ columns }) => columns));
  const factor = Float64Array.from(live, ({ columns }) => penaltyFactor[columns[0]!]!);
  const weight = Float64Array.from(live, (group) => group.weight);
  const record = scope.reserve(BlocksRecord.bytes);
  BlocksRecord.write(scope.memory, record, {
    count: live.length,
    starts: scope.putI32(starts),
    order: scope.putI32(order),
    factor: scope.putF64(factor),
    weight: scope.putF64(weight),
  });
  return { count: live.length, of, starts, order, factor, weight, record };
}

/** The blocks that the given columns belong to, each once, in the order of the first of each. */
export function blocksWith({ of }: Blocks, columns: ArrayLike<number>): number[] {
  const found = new Set<number>();
  for (let k = 0; k < columns.length; k++) if (of[columns[k]!]! >= 0) found.add(of[columns[k]!]!);
  return [...found];
}

/**
 * The columns to add to a set so that the given ones are in: whole blocks, less those that are in.
 * `inside` is ≥ 0 at the columns of the set.
 */
export function wholeBlocks(
  blocks: Blocks | undefined,
  columns: ArrayLike<number>,
  inside: Int32Array,
): ArrayLike<number> {
  if (!blocks) return columns;
  const lists = blocksWith(blocks, columns).map((g) => columnsOf(blocks, g));
  return Int32Array.from(lists.flatMap((list) => (inside[list[0]!]! < 0 ? [...list] : [])));
}

/** The columns of block g. */
export function columnsOf({ starts, order }: Blocks, g: number): Int32Array {
  return order.subarray(starts[g], starts[g + 1]);
}
