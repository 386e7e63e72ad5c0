/** Times of follow-up and events, in the forms users have them. */
import { checkLength, fail, failType } from '../../check.ts';
import { readDense } from '../../memory/read.ts';
import type { MatrixLike } from '../../memory/types.ts';

/** Times ≥ 0 and events (1 seen, 0 censored); `target` holds both one after the other. */
export interface SurvivalResponse {
  readonly time: Float64Array;
  readonly event: Float64Array;
  readonly target: Float64Array;
}

/**
 * y as { time, event }, as n records of those, or as an n × 2 matrix of times and events.
 * @throws RangeError for negative or infinite times, events that are not 0 or 1, or none at all.
 */
export function survivalResponse(where: string, y: unknown, n: number): SurvivalResponse {
  const { time, event } = columnsOf(where, y);
  checkLength(where, 'y.time', time.length, n, 'one per row of X');
  checkLength(where, 'y.event', event.length, n, 'one per row of X');
  const target = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const t = time[i];
    const e = event[i];
    if (typeof t !== 'number') failType(where, `y.time[${i}]`, 'be a number', t);
    if (!(t >= 0 && t < Infinity)) fail(where, `y.time[${i}]`, 'be a finite number >= 0', t);
    if (e !== 0 && e !== 1 && e !== true && e !== false)
      fail(where, `y.event[${i}]`, 'be 0 or 1, false or true', e);
    target[i] = t;
    target[n + i] = Number(e);
  }
  if (!target.subarray(n).includes(1)) fail(where, 'y.event', 'hold at least one event', 0);
  return { time: target.slice(0, n), event: target.slice(n), target };
}

function columnsOf(where: string, y: unknown) {
  const forms = 'be { time, event }, an array of those, or a matrix of two columns';
  if (typeof y !== 'object' || y === null) return failType(where, 'y', forms, y);
  if ('time' in y && 'event' in y)
    return y as { time: ArrayLike<unknown>; event: ArrayLike<unknown> };
  if (Array.isArray(y) && typeof y[0] === 'object' && y[0] !== null && 'time' in y[0]) {
    const records = y as { time: unknown; event: unknown }[];
    return { time: records.map(({ time }) => time), event: records.map(({ event }) => event) };
  }
  if (Array.isArray(y) && typeof y[0] === 'number') return failType(where, 'y', forms, y);
  const source = readDense(where, 'y', y as MatrixLike);
  if (source.cols !== 2) return fail(where, 'y', 'have two columns, times and events', source.cols);
  const cells = new Float64Array(source.rows * 2);
  source.copyColumns(cells);
  return { time: cells.subarray(0, source.rows), event: cells.subarray(source.rows) };
}
