import { cases } from './cases/index.mjs';
import { measureCase } from './measure.mjs';
import { formatCase } from './print.mjs';
import { subjects } from './subjects/index.mjs';

/**
 * Trainings of small networks, and the kernels under them.
 * @type {import('../suites.mjs').Suite}
 */
export const networks = {
  name: 'networks',
  cases,
  subjects,
  hasData: () => true,
  measureCase,
  formatCase,
};
