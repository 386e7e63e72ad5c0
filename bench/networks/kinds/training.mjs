/** Trainings: accepted where what was trained is right often enough on rows it has not seen. */

import { recipes } from '../data/recipes.mjs';

/**
 * @typedef {import('../cases/case.mjs').Training} Training
 * @typedef {import('./kind.mjs').Given} Given
 */

/** @type {import('./kind.mjs').Kind<Training>} */
export const training = {
  given({ data }) {
    const { x, y, cols, train, classes, source } = recipes[data]();
    return { arrays: { x, y }, sizes: { rows: y.length, cols, train, classes }, source };
  },
  judge(task, given, answer) {
    const accuracy = accuracyOf(task, given, answer);
    return { accepted: accuracy >= task.accuracy, accuracy, error: null };
  },
  work: () => null,
};

/**
 * Share of test rows whose largest score, or sign of the log odds, names their class; 0 where a
 * score is missing or not finite.
 * @param {Training} task
 * @param {Given} given
 * @param {import('./kind.mjs').Numbers} scores of the test rows, row by row
 */
function accuracyOf({ loss }, { arrays, sizes }, scores) {
  const { rows, train, classes } = /** @type {Record<string, number>} */ (sizes);
  const outputs = loss === 'binary' ? 1 : classes;
  const test = rows - train;
  if (scores.length !== test * outputs || !scores.every(Number.isFinite)) return 0;
  let right = 0;
  for (let i = 0; i < test; i++) {
    const row = scores.subarray(i * outputs, (i + 1) * outputs);
    const label = outputs === 1 ? Number(row[0] > 0) : row.indexOf(Math.max(...row));
    right += Number(label === arrays.y[train + i]);
  }
  return right / test;
}
