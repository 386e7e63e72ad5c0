/** A quadratic whose penalty has blocks, laid out for the kernels: runs of coordinates. */
import { BlocksRecord, QuadraticRecord, TermsRecord } from '../../src/memory/record.ts';
import type { Rows } from '../reference/linearAlgebra.ts';
import { type Box, f64, i32 } from '../support/kernels.ts';
import { placeQuadratic } from './quadratics.ts';

export interface BlockData {
  readonly gram: Rows;
  readonly target: Float64Array;
  /** How many coordinates each block has. */
  readonly sizes: readonly number[];
  /** Penalty factor and weight of each block, default 1. */
  readonly factor?: readonly number[];
  readonly weight?: readonly number[];
  readonly b?: Float64Array;
}

export function placeBlocks(box: Box, data: BlockData, gap = 0) {
  const { given, memory } = box;
  const { gram, target, sizes } = data;
  const m = target.length;
  const starts = [0];
  for (const size of sizes) starts.push(starts.at(-1)! + size);
  const perBlock = (values: readonly number[] | undefined) =>
    f64(sizes.length, (g) => values?.[g] ?? 1);
  const factor = perBlock(data.factor);
  const blockOf = (k: number) => starts.findIndex((start) => start > k) - 1;
  const free = (sign: number) => f64(m, () => sign * Infinity);
  const own = {
    gram,
    target,
    penaltyFactor: f64(m, (k) => factor[blockOf(k)]!),
    lower: free(-1),
    upper: free(1),
    ...(data.b && { b: data.b }),
  };
  const placed = placeQuadratic(box, own, gap);
  const blocks = box.record(BlocksRecord, {
    count: sizes.length,
    starts: given(Int32Array.from(starts)),
    order: given(i32(m, (k) => k)),
    factor: given(factor),
    weight: given(perBlock(data.weight)),
  });
  QuadraticRecord.set(memory, placed.q, 'blocks', blocks);
  TermsRecord.set(memory, placed.t, 'blocks', blocks);
  return { ...placed, starts };
}
