/** A small matrix in every storage that the kernels know. */
import type { DesignKind } from '../../src/linear/design.ts';
import { CscRecord, DenseRecord, StandardizedRecord } from '../../src/memory/record.ts';
import type { Columns } from '../reference/columns.ts';
import { type Box, f64, i32 } from '../support/kernels.ts';
import type { Random } from '../support/random.ts';

export interface Storage {
  /** What is left of a number that is stored. */
  keep(value: number): number;
  /** Address of the record of a matrix of kept numbers. */
  place(box: Box, x: Columns): number;
  /** Size of the terms that stand for one x − c: rounding is relative to it. */
  size(x: number, c: number): number;
  /** Kept numbers from `drawColumns` times 2 to these powers are kept too. */
  readonly powers: readonly number[];
}

const POWERS = [-100, -20, 20, 100];

export const STORAGES: Record<DesignKind, Storage> = {
  dense64: {
    keep: (value) => value,
    place: (box, x) => placeDense(box, x, Float64Array),
    size: (x, c) => Math.abs(x - c),
    powers: POWERS,
  },
  dense32: {
    keep: Math.fround,
    place: (box, x) => placeDense(box, x, Float32Array),
    size: (x, c) => Math.abs(x - c),
    powers: POWERS,
  },
  dense8: {
    keep: (value) => Math.max(-128, Math.min(127, Math.round(16 * value))),
    place: (box, x) => placeDense(box, x, Int8Array),
    size: (x, c) => Math.abs(x - c),
    powers: [1],
  },
  csc: {
    keep: (value) => value,
    place: placeCsc,
    size: (x, c) => Math.abs(x) + Math.abs(c),
    powers: POWERS,
  },
};

export const KINDS = Object.keys(STORAGES) as DesignKind[];

/** Columns of their own buffers, found through the table. */
function placeDense(
  box: Box,
  { rows: n, cols: p, column }: Columns,
  kind: Float64ArrayConstructor | Float32ArrayConstructor | Int8ArrayConstructor,
): number {
  const columns = box.given(i32(p, (j) => box.given(kind.from(column(j)))));
  return box.record(DenseRecord, { n, p, columns });
}

/** Stored are the values that are not zero, and every fifth zero. */
function placeCsc(box: Box, { rows: n, cols: p, column }: Columns): number {
  const values: number[] = [];
  const rows: number[] = [];
  const starts = [0];
  for (let j = 0; j < p; j++) {
    const x = column(j);
    for (let i = 0; i < n; i++) {
      if (x[i] === 0 && (i + j) % 5 > 0) continue;
      values.push(x[i]!);
      rows.push(i);
    }
    starts.push(values.length);
  }
  return box.record(CscRecord, {
    n,
    p,
    values: box.given(Float64Array.from(values)),
    rows: box.given(Int32Array.from(rows)),
    starts: box.given(Int32Array.from(starts)),
  });
}

/** n × p normal numbers of density ⅓, ⅔ or 1 by column, as the storage keeps them. */
export function drawColumns(source: Random, n: number, p: number, { keep }: Storage): Columns {
  const cell = (share: number) => (source.chance(share) ? source.normal() : 0);
  const columns = Array.from({ length: p }, (_, j) =>
    Float64Array.from({ length: n }, () => keep(cell((1 + (j % 3)) / 3))),
  );
  return { rows: n, cols: p, column: (j) => columns[j]! };
}

/** The columns of some rows. */
export function takeRows({ cols, column }: Columns, rows: ArrayLike<number>): Columns {
  const taken = (j: number) => Float64Array.from(rows, (i) => column(j)[i]!);
  return { rows: rows.length, cols, column: taken };
}

export interface View {
  readonly center: Float64Array;
  readonly scale: Float64Array;
  /** ω, n values; default 1. */
  readonly weights?: Float64Array;
  /** f64 of scratch, default none. */
  readonly panel?: number;
}

/** Address of the record of a matrix seen standardized and weighted. */
export function placeView(box: Box, { place }: Storage, x: Columns, view: View): number {
  const { center, scale, weights = f64(x.rows, () => 1), panel = 0 } = view;
  return box.record(StandardizedRecord, {
    design: place(box, x),
    center: box.given(center),
    scale: box.given(scale),
    root: box.given(weights.map(Math.sqrt)),
    weights: box.given(weights),
    panel: box.room(f64(panel, () => Number.NaN)).at,
  });
}
