/** What was measured for a target. */

import { times } from './format.mjs';
import { targets } from './targets.mjs';

/**
 * @typedef {ReturnType<typeof import('../summary.mjs').summarize> & { date?: string }} Result
 * @typedef {import('./targets.mjs').Target} Target
 * @typedef {object} Reached
 * @property {string} name of the case
 * @property {Target} target
 * @property {number | undefined} value undefined where there is nothing to compare
 * @property {boolean} isBound the peer did not reach the accuracy: the ratio is at least `value`
 * @property {'met' | 'missed' | 'open'} verdict open: a bound below the target, or no figure
 */

/**
 * @param {Result} result
 * @param {Target} target
 * @returns {Reached}
 */
function reach({ name, subjects }, target) {
  const row = subjects.find((subject) => subject.name === target.peer);
  const { value, isBound } = figure(row, target);
  const verdict = value === undefined ? 'open' : value >= target.least ? 'met' : 'missed';
  return {
    name,
    target,
    value,
    isBound,
    verdict: isBound && verdict === 'missed' ? 'open' : verdict,
  };
}

/**
 * @param {import('../summary.mjs').Row | undefined} row
 * @param {Target} target
 * @returns {{ value: number | undefined, isBound: boolean }}
 */
function figure(row, { of, byDefault, unit }) {
  if (row === undefined) return { value: undefined, isBound: false };
  if (unit) return { value: row.accepted ? row.rate?.value : undefined, isBound: false };
  if (byDefault) return { value: row.byDefault?.ratio ?? undefined, isBound: false };
  const isBound = row.ratio === null;
  if (of !== undefined) return { value: row.against?.[of], isBound };
  return { value: row.ratio ?? row.ratioAtLeast ?? undefined, isBound };
}

/**
 * Every target of the measured cases.
 * @param {readonly Result[]} results
 * @param {Record<string, Target[]>} [wanted] by case
 */
export const allReached = (results, wanted = targets) => {
  return results.flatMap((result) => {
    return (wanted[result.name] ?? []).map((target) => reach(result, target));
  });
};

/** @param {Reached} reached */
export function describeFigure({ value, isBound, target }) {
  if (value === undefined) return 'not measured';
  if (target.unit) return `${value.toPrecision(2)} ${target.unit}`;
  return `${isBound ? '> ' : ''}${times(value)}`;
}
