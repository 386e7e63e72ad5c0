/** The section of networks: trainings and the kernels under them. */

import { quality } from '../networks/print.mjs';
import { reason } from '../networks/reason.mjs';
import { otherRuns, prose, table, time, times } from './format.mjs';
import { networkRemarks } from './networkRemarks.mjs';
import { networkTargets } from './networkTargets.mjs';
import { allReached } from './reached.mjs';
import { targetTable } from './targetTable.mjs';

/**
 * @typedef {import('../networks/summary.mjs').Row} Row
 * @typedef {Omit<ReturnType<typeof import('../networks/summary.mjs').summarize>, 'versions'>
 *   & { date?: string, node?: string }} Result
 */

/** @param {number | null} ms */
function short(ms) {
  return ms === null || ms >= 1 ? time(ms) : `${(1000 * ms).toPrecision(ms < 0.1 ? 2 : 3)} µs`;
}

/** @param {Row} row @param {'ratio' | 'tikhonov-fast'} to */
function ratio(row, to) {
  const value = to === 'ratio' ? (row.ratio ?? row.ratioAtLeast) : row.against[to];
  if (value === undefined || value === null) return '–';
  return `${row.ratio === null ? '> ' : ''}${times(value)}`;
}

/** @param {Row} row @param {number | undefined} epochs of the case */
function remark({ effort, failure, medianMs }, epochs) {
  if (medianMs === null) return failure === undefined ? '' : reason(failure).replaceAll('|', '\\|');
  if (!effort || epochs === undefined || effort.epochs >= epochs) return '';
  return `${effort.epochs} epochs of ${effort.rows} rows`;
}

/** @param {Result} result */
function training({ name, title, target, unit, epochs, data, subjects, date, node }) {
  const header = ['subject', 'judged', unit, 'ratio', 'to fast', 'accuracy', ''];
  const lines = subjects.map((row) => [
    row.name,
    row.accepted ? 'accepted' : 'rejected',
    short(row.medianMs),
    ratio(row, 'ratio'),
    ratio(row, 'tikhonov-fast'),
    quality(row),
    remark(row, epochs),
  ]);
  const engine = node ? `, Node ${node}` : '';
  const day = date ? ` Measured on ${date.slice(0, 10)}${engine}.` : '';
  return `### ${name}

${title}; accuracy ≥ ${100 * (target ?? 0)} %. Data: ${data.source}.${day}

${[table(header, lines), ...otherRuns(subjects), ...remarksOf(name)].join('\n\n')}`;
}

/** @param {string} name */
const remarksOf = (name) => networkRemarks[name] ?? [];

/**
 * Kernels side by side: a line per case, a column per subject.
 * @param {readonly Result[]} cases
 */
function kernels(cases) {
  const names = [...new Set(cases.flatMap(({ subjects }) => subjects.map((row) => row.name)))];
  const lines = cases.map(({ name, subjects, node = '' }) => {
    const cells = names.map((subject) => {
      const row = subjects.find((each) => each.name === subject);
      return row?.accepted ? quality(row) : row ? 'rejected' : '–';
    });
    return [name, node, ...cells];
  });
  const list = table(['case', 'Node', ...names], lines);
  return ['### Kernels', list, ...remarksOf('kernels')].join('\n\n');
}

const introduction = prose(
  'Every time of a step is that of a whole fit ÷ its steps: a fifth of the rows validates, early',
  'stopping watches, clean losses and a history are kept. It counts only if what was trained is',
  'right often enough on rows it has not seen, as a judge outside the package finds. **Ratio** is',
  "the subject's median ÷ that of `tikhonov`, the strict build with one thread: CPU time. `>` marks",
  'a bound: the subject did not reach the accuracy, or had no time for all epochs. The peaks are',
  "loops on registers alone, so the ratio to one is the share of the machine's peak that we reach.",
);

/** @param {readonly Result[]} cases at least one */
export function networkSection(cases) {
  const trainings = cases.filter(({ kind }) => kind === 'training');
  const others = cases.filter(({ kind }) => kind !== 'training');
  return [
    `## Networks\n\n${introduction}`,
    `### Targets of networks\n\n${targetTable(allReached(cases, networkTargets))}`,
    ...trainings.map(training),
    ...(others.length > 0 ? [kernels(others)] : []),
  ].join('\n\n');
}
