/** Make the arrays of a case and put them where subjects read them. */

import { folderOf, writeArrays } from './data/arrays.mjs';
import { kinds } from './kinds/index.mjs';

/**
 * @typedef {object} Prepared
 * @property {string} folder
 * @property {import('./kinds/kind.mjs').Given} given
 * @property {Record<string, import('./data/arrays.mjs').Place>} places
 * @property {Record<string, number>} sizes
 * @property {import('./subjects/subject.mjs').Effort} effort all of the case
 */

/**
 * @param {import('./cases/case.mjs').Case} benchmark
 * @returns {Prepared}
 */
export function prepare(benchmark) {
  const folder = folderOf(benchmark.name);
  const given = kinds[benchmark.kind].given(benchmark);
  const { sizes = {} } = given;
  const epochs = benchmark.kind === 'training' ? benchmark.epochs : 1;
  return {
    folder,
    given,
    places: writeArrays(folder, given.arrays),
    sizes,
    effort: { epochs, rows: sizes.train ?? 0 },
  };
}
