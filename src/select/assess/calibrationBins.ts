/** Predicted probabilities in bins, against what was observed. */
import type { Rows } from './rows.ts';

/** Rows of similar predictions. */
export interface CalibrationBin {
  /** Mean predicted probability. */
  readonly meanPredicted: number;
  /** Share of positives. */
  readonly observed: number;
  /** Weight of the rows; their number if there are no weights. */
  readonly count: number;
}

/** How rows are put into bins. */
export type BinStrategy = 'uniform' | 'quantile';

/** Bins of probabilities and 0/1 outcomes in ascending order, empty ones left out. */
export function calibrationBins(
  { rows, y, p }: { readonly rows: Rows; readonly y: Uint8Array; readonly p: Float64Array },
  bins: number,
  strategy: BinStrategy,
): CalibrationBin[] {
  const binOf = strategy === 'uniform' ? uniformBins(p, bins) : quantileBins(p, rows, bins);
  const [count, predicted, positive] = [
    new Float64Array(bins),
    new Float64Array(bins),
    new Float64Array(bins),
  ];
  for (const [i, bin] of binOf.entries()) {
    const weight = rows.weights[i]!;
    count[bin]! += weight;
    predicted[bin]! += weight * p[i]!;
    positive[bin]! += weight * y[i]!;
  }
  return Array.from(count, (size, bin) => ({
    meanPredicted: predicted[bin]! / size,
    observed: positive[bin]! / size,
    count: size,
  })).filter((bin) => bin.count > 0);
}

/** Bin k holds (k/B, (k+1)/B], the first one 0 as well. */
function uniformBins(p: Float64Array, bins: number): Int32Array {
  return Int32Array.from(p, (value) => {
    let bin = Math.min(bins - 1, Math.floor(value * bins));
    // The product is rounded: the quotients k/B decide.
    while (bin > 0 && value <= bin / bins) bin--;
    while (bin < bins - 1 && value > (bin + 1) / bins) bin++;
    return bin;
  });
}

/**
 * Equal probabilities stay together, in the bin where the middle of their weight falls: B bins of
 * n/B rows each if all are different and B divides n.
 */
function quantileBins(p: Float64Array, { weights, total }: Rows, bins: number): Int32Array {
  const order = Int32Array.from(p, (_, i) => i).sort((a, b) => p[a]! - p[b]!);
  const binOf = new Int32Array(p.length);
  let before = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    let weight = 0;
    for (; end < order.length && p[order[end]!] === p[order[start]!]; end++)
      weight += weights[order[end]!]!;
    const bin = Math.min(bins - 1, Math.floor(((before + weight / 2) * bins) / total));
    for (const i of order.subarray(start, end)) binOf[i] = bin;
    before += weight;
  }
  return binOf;
}
