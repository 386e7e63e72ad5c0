/** Sections about size: how time grows, and what memory a run takes. */

import { slope } from '../scale/slope.mjs';
import { prose, table } from './format.mjs';

/**
 * @typedef {{ name: string, slope: number, points: { x: number, ms: number }[] }} Series
 * @typedef {{ name: string, title: string, axis: string, series: Series[] }} Panel
 * @typedef {{ panels: Panel[] }} Scaling
 * @typedef {object} Run
 * @property {string} name
 * @property {string} title
 * @property {string} storage
 * @property {boolean} sparse
 * @property {number} dataBytes
 * @property {number} ratio peak ÷ data
 * @typedef {{ runs: Run[] }} Memory
 */

/** Largest peak of WebAssembly memory as a multiple of the data. */
const limits = { dense: 1.2, sparse: 1.5 };

/** @param {Scaling} scaling */
export function scalingSection({ panels }) {
  const lines = panels.flatMap(({ name, axis, series }) => {
    return series.map((line) => {
      const [first, last] = [line.points[0], line.points.at(-1)].map((point) => point?.x ?? 0);
      const end = slope(line.points.slice(-2));
      const range = `${first} to ${last} ${axis}`;
      return [name, line.name, range, line.slope.toFixed(2), end.toFixed(2)];
    });
  });
  const pictures = panels.map(({ name, title }) => `![${title}](benchmarks/${name}.svg)`);
  return `## How time grows

${prose(
  'CPU time of a path or a cross-validation at a gap of 1e−6, warm, log–log. The slope is the power',
  'with which time grows: 1 is linear. Generated data, λ down to 0.02 λ_max.',
)}

${table(['plot', 'model', 'range', 'slope', 'slope at the large end'], lines)}

${pictures.join('\n\n')}`;
}

/** @param {Memory} memory */
export function memorySection({ runs }) {
  const lines = runs.map(({ name, title, storage, sparse, dataBytes, ratio }) => {
    const limit = sparse ? limits.sparse : limits.dense;
    const verdict = ratio <= limit ? 'met' : '**missed**';
    const megabytes = (dataBytes / 1e6).toFixed(dataBytes < 1e8 ? 1 : 0);
    return [name, title, storage, `${megabytes} MB`, ratio.toFixed(2), `≤ ${limit}`, verdict];
  });
  const header = ['case', 'data', 'storage', 'X and y', 'peak ÷ data', 'target', ''];
  return `## Memory

${prose(
  'Peak of the WebAssembly memory over a whole run, X included, as a multiple of X and y as stored.',
  'Measured in a fresh memory, which never shrinks.',
)}

${table(header, lines)}`;
}
