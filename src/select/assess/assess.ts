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
 * Every measure that fits the predictions: numbers and counts against `y`, probabilities of classes
 * against `labels`, risks against `time` and `event`.
 *
 * Undefined measures are NaN, – in the summary. Rows of weight 0 are not looked at: give held-out
 * rows weight 1 and the others 0. Nothing given is changed or kept.
 *
 * @param given `{ y, predicted }` with an optional `family`, default 'gaussian': kind 'regression',
 *   for poisson and negativeBinomial 'counts'. `{ labels, probabilities }` with the classes in the
 *   order of the columns as `classes`, default the labels that occur, sorted: kind 'binary', its
 *   second class positive, or 'multiclass'. `{ time, event, risk }`: kind 'survival'. Each takes
 *   `weights`.
 * @returns the measures, and `summary()` with one of them per line.
 * @throws RangeError or TypeError if lengths differ, or a value is outside its domain.
 */
export function assess(given: NumberRows): NumberAssessment;
export function assess(given: ClassRows): BinaryAssessment | MulticlassAssessment;
export function assess(given: SurvivalRows): SurvivalAssessment;
export function assess(given: NumberRows | ClassRows | SurvivalRows): Assessment {
  if (typeof given !== 'object' || given === null)
    failType('assess', 'argument', 'be an object', given);
  if ('labels' in given) return assessClasses(given);
  if ('time' in given) return assessSurvival(given);
  if ('y' in given) return assessNumbers(given);
  return failType('assess', 'argument', 'hold y, labels or time', Object.keys(given).join(', '));
}
