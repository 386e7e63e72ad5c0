/** One section per case. */

import { isOurs, otherRuns, power, table, time, times } from './format.mjs';
import { remarks } from './remarks.mjs';

/**
 * @typedef {import('../summary.mjs').Row} Row
 * @typedef {import('./reached.mjs').Result} Result
 */

const header = [
  'subject',
  'judged',
  'median',
  'ratio',
  'gap',
  'suboptimality',
  'tolerance',
  'cold: load + first',
  'at its default',
];

/** @param {Row} row */
function ratio(row) {
  const { ratio: exact, ratioAtLeast, against = {} } = row;
  const main = exact === null ? ratioAtLeast !== null && `> ${times(ratioAtLeast)}` : times(exact);
  const others = isOurs(row)
    ? []
    : Object.entries(against).map(([name, value]) => {
        return `${times(value)} (${name.replace('tikhonov-', '').replaceAll('-', ' ')})`;
      });
  return [main || '–', ...others].join(', ');
}

/** @param {Row} row */
function cells(row) {
  const { byDefault, cold, knob, tolerance } = row;
  return [
    row.name,
    row.accepted ? 'accepted' : 'rejected',
    row.clock === 'wall' ? `${time(row.medianMs)} (wall)` : time(row.medianMs),
    ratio(row),
    power(row.gap) + (row.curveError === null ? '' : `, curve ${power(row.curveError)}`),
    power(row.suboptimality),
    tolerance === null ? '–' : `${knob} ${power(tolerance)}`,
    cold ? `${time(cold.loadMs)} + ${time(cold.firstMs)}` : '–',
    byDefault ? `${time(byDefault.medianMs)} at gap ${power(byDefault.gap)}` : '–',
  ];
}

/**
 * @param {Result} result
 * @returns {string}
 */
export function caseSection(result) {
  const { name, title, grid, target, data, subjects, reference, date } = result;
  const failed = subjects.filter((row) => row.failure !== undefined);
  const asked = `${grid.count} λ down to ${grid.smallest} λ_max, gap ≤ ${power(target)}`;
  const curve = reference ? ` Reference curve certified to ${power(reference.gap)}.` : '';
  const day = date ? ` Measured on ${date.slice(0, 10)}.` : '';
  const lines = [
    `### ${name}`,
    '',
    `${title[0]?.toUpperCase()}${title.slice(1)}; ${asked}. Data: ${data.source}.${curve}${day}`,
    '',
    table(header, subjects.map(cells)),
  ];
  for (const { failure = '' } of failed) lines.push('', `${failure.split('\n')[0]}.`);
  for (const line of otherRuns(subjects)) lines.push('', line);
  if (remarks[name]) lines.push('', remarks[name]);
  return lines.join('\n');
}
