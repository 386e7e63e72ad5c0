/** The rows that an assessment looks at, and columns of checked numbers over them. */
import { checkLength, checkNonNegative, fail, failType } from '../../check.ts';

/** One value per row, in an array of any kind. */
export type Values = ArrayLike<number>;

/** Rows of positive weight. What is in the other rows is never looked at. */
export interface Rows {
  /** Rows of the caller's arrays, those of weight 0 included. */
  readonly n: number;
  /** Index of each row that counts, ascending. */
  readonly index: Int32Array;
  /** Weight > 0 of each row that counts. */
  readonly weights: Float64Array;
  /** Σ weights. */
  readonly total: number;
}

/**
 * The rows of positive weight.
 *
 * @param first the argument that says how many rows there are, and its name.
 * @param weights one finite number ≥ 0 per row, default all 1.
 */
export function rowsOf(
  where: string,
  first: { readonly name: string; readonly values: ArrayLike<unknown> },
  weights?: Values,
): Rows {
  checkArray(where, first.name, first.values);
  const n = first.values.length;
  if (weights === undefined)
    return {
      n,
      index: Int32Array.from({ length: n }, (_, i) => i),
      weights: new Float64Array(n).fill(1),
      total: n,
    };
  checkArray(where, 'weights', weights);
  checkLength(where, 'weights', weights.length, n, `one per row of ${first.name}`);
  const index: number[] = [];
  for (let i = 0; i < n; i++) {
    checkNonNegative(where, `weights[${i}]`, weights[i]!);
    if (weights[i]! > 0) index.push(i);
  }
  const counted = Float64Array.from(index, (i) => weights[i]!);
  return { n, index: Int32Array.from(index), weights: counted, total: sum(counted) };
}

/** What a cell must satisfy, and the words for it. */
export interface CellRule {
  readonly rule: string;
  allows(value: number): boolean;
}

export const FINITE: CellRule = { rule: 'be a finite number', allows: Number.isFinite };
/** What can be put in order: ±Infinity, too. */
export const ORDERED: CellRule = {
  rule: 'be a number other than NaN',
  allows: (value) => !Number.isNaN(value),
};
export const UNIT: CellRule = {
  rule: 'lie in [0, 1]',
  allows: (value) => value >= 0 && value <= 1,
};

/** The cells of the rows that count, each checked; an error names its row. */
export function cellsOf(
  where: string,
  name: string,
  values: Values,
  rows: Rows,
  { rule, allows }: CellRule = FINITE,
): Float64Array {
  checkColumn(where, name, values, rows);
  return Float64Array.from(rows.index, (i) => {
    const value = values[i]!;
    if (typeof value !== 'number') failType(where, `${name}[${i}]`, 'be a number', value);
    if (!allows(value)) fail(where, `${name}[${i}]`, rule, value);
    return value;
  });
}

/** 1 where a row is true or 1, 0 where it is false or 0. */
export function flagsOf(
  where: string,
  name: string,
  values: ArrayLike<boolean | number>,
  rows: Rows,
): Uint8Array {
  checkColumn(where, name, values, rows);
  return Uint8Array.from(rows.index, (i) => {
    const value = values[i];
    if (value !== true && value !== false && value !== 0 && value !== 1)
      fail(where, `${name}[${i}]`, 'be true, false, 0 or 1', value);
    return Number(value);
  });
}

/** An array with one value per row. */
export function checkColumn(
  where: string,
  name: string,
  values: ArrayLike<unknown>,
  rows: Rows,
): void {
  checkArray(where, name, values);
  checkLength(where, name, values.length, rows.n, 'one per row');
}

function checkArray(where: string, name: string, values: unknown): void {
  if (typeof values !== 'object' || values === null || !('length' in values))
    failType(where, name, 'be an array with one value per row', values);
}

export function sum(values: Values): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** Σ w_i term(i) / Σ w_i over the rows that count; of no rows NaN. */
export function meanOver(rows: Rows, term: (k: number) => number): number {
  let total = 0;
  for (let k = 0; k < rows.weights.length; k++) total += rows.weights[k]! * term(k);
  return total / rows.total;
}

/** Two columns in one. */
export function joined(head: Values, tail: Values): Float64Array {
  const all = new Float64Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
