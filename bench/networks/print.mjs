/** The results as a table for people. */

import { align } from '../align.mjs';
import { reason } from './reason.mjs';

/** @typedef {import('./summary.mjs').Row} Row */

/** @param {number | null} ms */
function time(ms) {
  if (ms === null) return '–';
  if (ms < 1) return `${(1000 * ms).toPrecision(3)} µs`;
  return `${ms < 1000 ? ms.toPrecision(3) : ms.toFixed(0)} ms`;
}

/** @param {Row} row */
function ratio({ ratio: exact, ratioAtLeast }) {
  if (exact !== null) return `${exact.toPrecision(3)}×`;
  return ratioAtLeast === null ? '–' : `> ${ratioAtLeast.toPrecision(3)}×`;
}

/** @param {Row} row */
export function quality({ accuracy, error, rate }) {
  if (accuracy !== null) return `${(100 * accuracy).toFixed(1)} %`;
  if (rate) return `${rate.value.toPrecision(3)} ${rate.unit}`;
  return error === null ? '–' : error.toPrecision(2);
}

/** @param {Row} row */
const cells = (row) => [
  row.name,
  row.accepted ? 'yes' : 'no',
  time(row.medianMs),
  ratio(row),
  quality(row),
  row.effort && row.medianMs !== null ? `${row.effort.epochs} of ${row.effort.rows} rows` : '–',
];

const header = ['subject', 'counts', 'median', 'ratio', 'accuracy or rate', 'epochs'];

/** @param {Omit<ReturnType<typeof import('./summary.mjs').summarize>, 'versions'>} result */
export function formatCase({ name, title, unit, target, data, subjects }) {
  const asked = target === null ? '' : `, accuracy ≥ ${100 * target} %`;
  const failures = subjects.flatMap(({ name: who, failure }) => {
    return failure === undefined ? [] : [`${who}: ${reason(failure)}`];
  });
  return [
    '',
    `${name}: ${title}${asked}, time of a ${unit}`,
    `data: ${data.source}`,
    ...align([header, ...subjects.map(cells)]),
    ...failures,
  ].join('\n');
}
