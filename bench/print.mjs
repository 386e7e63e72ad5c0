/** The results as a table for people. */

import { align } from './align.mjs';

/** @typedef {import('./summary.mjs').Row} Row */

/** @param {number | null | undefined} value */
const short = (value) => (value == null ? '–' : value.toExponential(1));

/** @param {number | null | undefined} value */
function time(value) {
  if (value == null) return '–';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** @param {Row} row */
function ratio({ ratio: exact, ratioAtLeast }) {
  if (exact !== null) return `${exact.toPrecision(3)}×`;
  return ratioAtLeast === null ? '–' : `> ${ratioAtLeast.toPrecision(3)}×`;
}

/** @param {Row} row */
function cells(row) {
  const accuracy = row.curveError === null ? '–' : short(row.curveError);
  return [
    row.name,
    row.accepted ? 'yes' : 'no',
    row.clock === 'wall' ? `${time(row.medianMs)} (wall)` : time(row.medianMs),
    ratio(row),
    short(row.gap),
    short(row.suboptimality),
    accuracy,
    row.tolerance === null ? '–' : `${row.knob} ${short(row.tolerance)}`,
    String(row.nonzeros ?? '–'),
    `${time(row.cold?.loadMs)} + ${time(row.cold?.firstMs)}`,
    row.byDefault ? `${time(row.byDefault.medianMs)} at gap ${short(row.byDefault.gap)}` : '–',
  ];
}

const header = [
  'subject',
  'counts',
  'median ms',
  'ratio',
  'gap',
  'suboptimal',
  'curve error',
  'tolerance',
  'nonzeros',
  'cold: load + first ms',
  'at its default',
];

/** @param {Omit<ReturnType<typeof import('./summary.mjs').summarize>, 'versions'>} result */
export function formatCase({ name, title, grid, target, data, reference, subjects }) {
  const asked = `${grid.count} λ down to ${grid.smallest}·λ_max, gap ≤ ${target}`;
  const curve = reference ? `; reference curve certified to ${short(reference.gap)}` : '';
  const failures = subjects.flatMap((row) => (row.failure ? [`${row.name}: ${row.failure}`] : []));
  return [
    '',
    `${name}: ${title}, ${asked}`,
    `data: ${data.source}${curve}`,
    ...align([header, ...subjects.map(cells)]),
    ...failures,
  ].join('\n');
}
