/** All measures that make sense for predictions of a kind. */
import { failType } from '../../check.ts';
import {
  assessClasses,
  type BinaryAssessment,
  type ClassRows,
  type MulticlassAssessment,
} from './assessClasses.ts';
import { assessNumbers, type NumberAssessment, type NumberRows } from './assessNumbers.ts';
import { assessSurvival, type SurvivalAssessment } from './assessSurvival.ts';
import type { SurvivalRows } from './concordance.ts';

/** What `assess` returns; `kind` tells which. */
export type Assessment =
  | NumberAssessment
  | BinaryAssessment
  | MulticlassAssessment
  | SurvivalAssessment;

/**
 * Every measure of predicted numbers or counts: errors, R², and the deviance of a family.
 *
 * Undefined measures are NaN, – in the summary. Rows of weight 0 are not looked at: to judge
 * held-out rows give them weight 1 and the others 0. Nothing given is changed or kept.
 *
 * @param given `y`, `predicted` (means on the scale of y), an optional `family`, default
 *   'gaussian', and `weights`.
 * @returns kind 'counts' for poisson and negativeBinomial, else 'regression'; `summary()` has one
 *   measure per line.
 * @throws RangeError or TypeError if lengths differ or a value is outside the family's domain.
 * @example
 * assess({ y: [1, 2, 3], predicted: [1, 2, 4] }).mae // 0.3333333333333333
 */
export function assess(given: NumberRows): NumberAssessment;
/**
 * Every measure of class probabilities: ranking, sharpness, calibration, and the table of the
 * likeliest classes.
 *
 * @param given `labels`, their `probabilities` (n × K, or n numbers for the second of two classes),
 *   `classes` in the order of the columns, default the labels that occur, sorted, and `weights`.
 * @returns kind 'binary', the second class positive, or 'multiclass'.
 * @throws RangeError or TypeError if lengths differ, a label is of no class, or a row is no
 *   distribution.
 */
export function assess(given: ClassRows): BinaryAssessment | MulticlassAssessment;
/**
 * Every measure of risks against times to an event.
 *
 * @param given `time`, `event`, `risk` (the larger the earlier the event), and `weights`.
 * @returns kind 'survival'.
 * @throws RangeError or TypeError if lengths differ, a time is negative or a flag is none.
 */
export function assess(given: SurvivalRows): SurvivalAssessment;
export function assess(given: NumberRows | ClassRows | SurvivalRows): Assessment {
  if (typeof given !== 'object' || given === null)
    failType('assess', 'argument', 'be an object', given);
  if ('labels' in given) return assessClasses(given);
  if ('time' in given) return assessSurvival(given);
  if ('y' in given) return assessNumbers(given);
  return failType('assess', 'argument', 'hold y, labels or time', Object.keys(given).join(', '));
}
