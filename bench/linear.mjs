import { cases } from './cases/index.mjs';
import { hasData } from './dataset/prepare.mjs';
import { measureCase } from './measure.mjs';
import { formatCase } from './print.mjs';
import { subjects } from './subjects/index.mjs';

/**
 * Paths and cross-validation of regularized linear models.
 * @type {import('./suites.mjs').Suite}
 */
export const linear = { name: 'linear', cases, subjects, hasData, measureCase, formatCase };
