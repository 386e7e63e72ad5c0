/** Missing cells are filled by what the training rows say: one copy per affected column and fold. */
import { CELL_BYTES, cellsAt } from '../memory/cells.ts';
import { DenseRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import { cellTypeOf, type Design } from './design.ts';

/**
 * The fill of every column, also of those without a missing cell: new rows may miss any.
 * Columns already filled keep what `fills` says.
 */
export function allFills(
  scope: Scope,
  design: Design,
  weights: ArrayLike<number>,
  how: 'mean' | 'median',
  fills: Float64Array | undefined,
): Float64Array {
  const { memory } = scope;
  const { n, p } = design;
  const columns = memory.i32(DenseRecord.get(memory, design.at, 'columns') >>> 0, p);
  return Float64Array.from({ length: p }, (_, j) => {
    const known = fills?.[j];
    if (known !== undefined && !Number.isNaN(known)) return known;
    const at = columns[j]! >>> 0;
    const values = cellsAt(memory, cellTypeOf(design), at, n);
    return fillOf(values, weights, how);
  });
}

/** The weighted mean or median of the cells that are there; 0 where none is. */
export function fillOf(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  how: 'mean' | 'median',
): number {
  return how === 'mean' ? weightedMean(values, weights) : weightedMedian(values, weights);
}

/** The design with its missing cells filled, and the fill value per column (NaN: none needed). */
export interface Filled {
  readonly design: Design;
  readonly fills: Float64Array | undefined;
}

/**
 * Fill missing cells by the weighted mean or median of the rows with weight > 0. Columns without
 * missing cells are shared with `design`, not copied. A column with no value at all gets 0.
 */
export function fillMissing(
  scope: Scope,
  design: Design,
  weights: ArrayLike<number>,
  how: 'mean' | 'median',
): Filled {
  if (design.missing.length === 0) return { design, fills: undefined };
  const { memory } = scope;
  const { n, p } = design;
  const columns = scope.reserve(p * 4);
  const old = DenseRecord.get(memory, design.at, 'columns') >>> 0;
  memory.i32(columns, p).set(memory.i32(old, p));
  const fills = new Float64Array(p).fill(Number.NaN);
  const dtype = cellTypeOf(design);
  const read = (at: number) => cellsAt(memory, dtype, at, n);
  for (const { column, rows } of design.missing) {
    const copy = scope.reserve(n * CELL_BYTES[dtype]);
    const source = memory.i32(columns, p)[column]! >>> 0;
    const values = read(copy);
    values.set(read(source));
    const fill = fillOf(values, weights, how);
    for (const i of rows) values[i] = fill;
    fills[column] = fill;
    memory.i32(columns, p)[column] = copy;
  }
  const at = scope.reserve(DenseRecord.bytes);
  DenseRecord.write(memory, at, { n, p, columns });
  return { design: { ...design, at, missing: [] }, fills };
}

function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const w = weights[i]!;
    if (w > 0 && !Number.isNaN(values[i]!)) {
      sum += w * values[i]!;
      total += w;
    }
  }
  return total > 0 ? sum / total : 0;
}

/** The smallest value with at least half of the weight at or below it; midpoint at exactly half. */
function weightedMedian(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  const pairs: [number, number][] = [];
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const w = weights[i]!;
    if (!(w > 0) || Number.isNaN(values[i]!)) continue;
    pairs.push([values[i]!, w]);
    total += w;
  }
  if (pairs.length === 0) return 0;
  pairs.sort((a, b) => a[0] - b[0]);
  let below = 0;
  for (let k = 0; k < pairs.length; k++) {
    below += pairs[k]![1];
    const excess = below - total / 2;
    if (Math.abs(excess) <= 1e-12 * total && k + 1 < pairs.length)
      return (pairs[k]![0] + pairs[k + 1]![0]) / 2;
    if (excess > 0) return pairs[k]![0];
  }
  return pairs.at(-1)![0];
}
