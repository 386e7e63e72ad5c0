/** From what was tried to a table. */

import { table } from '../report/format.mjs';
import { words } from './techniques.mjs';

/**
 * @typedef {import('./trial.mjs').Worth} Worth
 * @typedef {object} Result of a technique at the strength with the best mean validation score
 * @property {string} name
 * @property {import('./techniques.mjs').Settings} settings
 * @property {Worth[]} validation one per split
 * @property {Worth[]} test one per split
 */

/** Mean and standard error. @param {readonly number[]} values */
export function summary(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, se: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/**
 * Differences split by split, their mean and standard error, and what they say: a difference counts
 * from two standard errors on.
 * @param {readonly Worth[]} ours
 * @param {readonly Worth[]} theirs
 * @param {'score' | 'loss'} what
 */
export function compared(ours, theirs, what) {
  const { mean, se } = summary(ours.map((worth, k) => worth[what] - theirs[k][what]));
  const sign = what === 'loss' ? -1 : 1;
  const verdict = Math.abs(mean) <= 2 * se ? 'no difference' : sign * mean > 0 ? 'better' : 'worse';
  return { mean, se, verdict };
}

/** '+0.012 ± 0.003'. @param {{ mean: number, se: number }} difference @param {number} digits */
function signed({ mean, se }, digits) {
  const text = `${mean < 0 ? '−' : '+'}${Math.abs(mean).toFixed(digits)}`;
  return `${text} ± ${se.toFixed(digits)}`;
}

/** @param {Result} result @param {Result} none @param {boolean} isClasses */
export function line(result, none, isClasses) {
  const { name, settings, test } = result;
  const values = (/** @type {'score' | 'loss'} */ what) => test.map((worth) => worth[what]);
  const { mean, se } = summary(values('score'));
  const difference = compared(test, none.test, 'score');
  const loss = compared(test, none.test, 'loss');
  const isNone = result === none;
  return [
    name,
    words(settings),
    `${mean.toFixed(4)} ± ${se.toFixed(4)}`,
    isNone ? '' : signed(difference, 4),
    isNone ? '' : difference.verdict,
    ...(isClasses ? [summary(values('loss')).mean.toFixed(3), isNone ? '' : signed(loss, 3)] : []),
  ];
}

/** @param {readonly Result[]} results the first without any technique @param {boolean} isClasses */
export function tableOf(results, isClasses) {
  const score = isClasses ? 'accuracy' : 'R²';
  const header = ['technique', 'strength', `test ${score}`, '− none', 'verdict'];
  const losses = isClasses ? ['log loss', '− none'] : [];
  const lines = results.map((result) => line(result, results[0], isClasses));
  return table([...header, ...losses], lines);
}
