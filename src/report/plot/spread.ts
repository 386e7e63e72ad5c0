/**
 * Positions nearest to `targets` (least squares) at which labels of the given sizes do not overlap
 * and stay within [low, high] as long as they fit. Order of the targets is kept.
 *
 * With s_i the sum of the sizes before i, p_i − s_i must ascend: an isotonic regression of
 * targets − s, solved by pooling adjacent violators (Barlow et al. 1972), then clamped.
 */
export function spread(
  targets: readonly number[],
  sizes: readonly number[],
  [low, high]: readonly [number, number],
): number[] {
  const order = [...targets.keys()].sort((a, b) => targets[a]! - targets[b]! || a - b);
  const offsets: number[] = [];
  let offset = 0;
  for (const i of order) {
    offsets.push(offset + sizes[i]! / 2);
    offset += sizes[i]!;
  }
  const room = Math.max(low, high - offset);
  const pooled = ascending(order.map((i, rank) => targets[i]! - offsets[rank]!));
  const positions = new Array<number>(targets.length);
  for (const [rank, i] of order.entries())
    positions[i] = Math.min(Math.max(pooled[rank]!, low), room) + offsets[rank]!;
  return positions;
}

/** The ascending sequence nearest to `values` in least squares. */
function ascending(values: readonly number[]): number[] {
  const blocks: { sum: number; length: number }[] = [];
  for (const value of values) {
    let block = { sum: value, length: 1 };
    for (let last = blocks.at(-1); last && mean(last) > mean(block); last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: last.sum + block.sum, length: last.length + block.length };
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) => new Array<number>(block.length).fill(mean(block)));
}

function mean({ sum, length }: { sum: number; length: number }): number {
  return sum / length;
}
