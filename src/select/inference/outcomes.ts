/** The outcomes of the rows in whatever form an estimator takes them. */

import { checkLength, fail, failType } from '../../check.ts';
import type { ResponseLike, SurvivalTimes } from '../../linear/response/types.ts';
import { readDense } from '../../memory/read.ts';
import type { FloatArray, Label, MatrixLike, VectorLike } from '../../memory/types.ts';

/** Copied outcomes, from which those of some rows can be taken. */
export interface Outcomes {
  readonly n: number;
  /** All of them; labels and numbers as an ordinary array. */
  readonly values: ResponseLike;
  take(rows: Int32Array): ResponseLike;
}

/** Copied before anything else, because a view into WASM memory dies when that grows. */
export function readOutcomes(where: string, y: ResponseLike | undefined): Outcomes {
  if (typeof y !== 'object' || y === null)
    failType(where, 'y', 'be an array of numbers or labels', y);
  if ('time' in y) return survival(where, y);
  if ('length' in y) return listed(where, y);
  return responses(where, y);
}

/** Numbers, labels, or rows of a matrix. */
function listed(where: string, y: ArrayLike<unknown>): Outcomes {
  const kind = typeof y[0];
  if (y.length === 0) fail(where, 'y', 'hold at least one value', 0);
  if (!['number', 'string', 'boolean', 'object'].includes(kind) || y[0] === null)
    failType(where, 'y[0]', 'be a number or a label', y[0]);
  for (let i = 0; i < y.length; i++) {
    const value = y[i];
    if (typeof value !== kind) failType(where, `y[${i}]`, `be a ${kind} like y[0]`, value);
    if (kind === 'number' && !Number.isFinite(value)) fail(where, `y[${i}]`, 'be finite', value);
  }
  const values = Array.prototype.slice.call(y) as number[];
  const take = (rows: Int32Array) =>
    kind === 'number'
      ? Float64Array.from(rows, (i) => values[i]!)
      : Array.from(rows, (i) => values[i]!);
  return { n: values.length, values, take };
}

function survival(where: string, { time, event }: SurvivalTimes): Outcomes {
  if (typeof time?.length !== 'number' || typeof event?.length !== 'number')
    failType(where, 'y', 'hold arrays time and event', time);
  checkLength(where, 'y.event', event.length, time.length, 'one per time');
  const own = { time: Float64Array.from(time), event: Float64Array.from(event as number[]) };
  const take = (rows: Int32Array) => ({
    time: Float64Array.from(rows, (i) => own.time[i]!),
    event: Float64Array.from(rows, (i) => own.event[i]!),
  });
  return { n: own.time.length, values: own, take };
}

/** A matrix with a column per response. */
function responses(where: string, y: MatrixLike): Outcomes {
  const source = readDense(where, 'y', y);
  const { rows: n, cols } = source;
  const data = new Float64Array(n * cols);
  source.copyColumns(data);
  const of = (rows: ArrayLike<number>): { data: FloatArray; rows: number; cols: number } => ({
    data: Float64Array.from(
      { length: rows.length * cols },
      (_, k) => data[(k % cols) * n + rows[Math.floor(k / cols)]!]!,
    ),
    rows: rows.length,
    cols,
  });
  return { n, values: of(Array.from({ length: n }, (_, i) => i)), take: of };
}

/** The outcomes of a model of numbers. @throws TypeError where they are something else. */
export function numbersOf(where: string, y: ResponseLike): Float64Array {
  const one = (y as ArrayLike<unknown>)[0];
  if (typeof one !== 'number')
    failType(where, 'y', 'hold numbers for a model that predicts numbers', one);
  return Float64Array.from(y as VectorLike);
}

/** The outcomes of a classifier. @throws TypeError where they are no labels. */
export function labelsOf(where: string, y: ResponseLike): ArrayLike<Label> {
  const one = (y as ArrayLike<unknown>)[0];
  if (!['number', 'string', 'boolean'].includes(typeof one))
    failType(where, 'y', 'hold a label per row for a classifier', one);
  return y as ArrayLike<Label>;
}
