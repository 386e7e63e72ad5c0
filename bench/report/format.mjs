/** Numbers and tables of the page. */

/** @typedef {import('../summary.mjs').Row} Row */

/** @param {number | null | undefined} value */
export const power = (value) => (value == null ? '–' : value.toExponential(1).replace('-', '−'));

/** @param {number | null | undefined} ms */
export function time(ms) {
  if (ms == null) return '–';
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms >= 100 ? ms.toFixed(0) : ms.toPrecision(2)} ms`;
}

/** @param {number} value */
export function times(value) {
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(2)}×`;
}

/**
 * Lines of source as one of the page.
 * @param {string[]} parts
 */
export const prose = (...parts) => parts.join(' ');

/**
 * A table in Markdown.
 * @param {readonly string[]} header
 * @param {readonly (readonly string[])[]} lines
 */
export function table(header, lines) {
  const row = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [row(header), row(header.map(() => '---')), ...lines.map(row)].join('\n');
}

/** @param {Row} row */
export const isOurs = ({ name, ours }) => ours ?? name.startsWith('tikhonov');

/**
 * Which rows are of another run, as a sentence of its own.
 * @param {readonly { name: string, date?: string }[]} subjects
 * @returns {string[]}
 */
export function otherRuns(subjects) {
  const rows = subjects.flatMap(({ name, date }) => (date ? `${name} (${date.slice(0, 10)})` : []));
  return rows.length === 0
    ? []
    : [`Of another run of the case, with ratios to ours in that run: ${rows.join(', ')}.`];
}
