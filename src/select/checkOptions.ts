/** What can be wrong with the options of a cross-validation before the data are seen. */
import { checkKeys, checkUnit, fail, failType } from '../check.ts';
import { checkEstimator, type LinearEstimator } from '../linear/estimator.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import { checkGrid } from '../linear/grid.ts';
import { GRID_KEYS, gammaOf } from '../linear/path.ts';
import { DATA_KEYS, RUN_KEYS } from '../linear/settings.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { measureName } from './familyMeasures.ts';
import type { CVOptions } from './types.ts';

const CV_KEYS = [
  'folds',
  'measure',
  'select',
  'l1Ratios',
  'gammas',
  'keep',
  'relax',
  'trainErrors',
];

/** @throws RangeError or TypeError naming the argument. */
export function checkOptions(
  where: string,
  estimator: LinearEstimator<FittedModel>,
  options: CVOptions,
): void {
  checkEstimator(where, estimator);
  checkKeys(where, options, [...CV_KEYS, ...GRID_KEYS, ...DATA_KEYS, ...RUN_KEYS]);
  checkGrid(where, options);
  measureName(where, options.measure, estimator.family);
  if (options.l1Ratios !== undefined && !Array.isArray(options.l1Ratios))
    failType(where, 'l1Ratios', 'be an array of numbers', options.l1Ratios);
  for (const ratio of options.l1Ratios ?? []) checkUnit(where, 'l1Ratios', ratio);
  checkRun(where, options);
  const { kind, penalty } = estimator;
  const other = options.l1Ratios?.find((ratio) => ratio !== penalty.l1Ratio);
  const { kernel, acrossOutputs = false, whole, quadratic } = penalty;
  const mixes = (kernel === 'elasticNet' && !whole && !quadratic) || acrossOutputs;
  const fixed = kind === 'Lasso' || kind === 'Ridge' || !mixes;
  if (other !== undefined && fixed)
    fail(where, 'l1Ratios', `be ${penalty.l1Ratio} for ${kind}`, other, 'use ElasticNet');
  checkGammas(where, options);
  if (options.l1Ratios?.length === 0) fail(where, 'l1Ratios', 'hold at least one value', 'none');
  const { select = 'min', trainErrors = false } = options;
  if (typeof trainErrors !== 'boolean')
    failType(where, 'trainErrors', 'be true or false', trainErrors);
  if (select !== 'min' && select !== '1se' && typeof select !== 'function')
    fail(where, 'select', "be 'min', '1se' or a function of the curve", select);
}

function checkGammas(where: string, { gammas, relax }: CVOptions): void {
  gammaOf(where, relax);
  if (gammas === undefined) return;
  if (!Array.isArray(gammas)) failType(where, 'gammas', 'be an array of numbers', gammas);
  if (gammas.length === 0) fail(where, 'gammas', 'hold at least one value', 'none');
  if (relax !== undefined) fail(where, 'gammas', 'be given without relax', 'both');
  for (const gamma of gammas) checkUnit(where, 'gammas', gamma);
}
