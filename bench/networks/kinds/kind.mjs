/**
 * A kind of case: what subjects are given, how their answer is judged, and how much work a unit of
 * time does.
 *
 * @typedef {import('../data/arrays.mjs').Numbers} Numbers
 * @typedef {{ amount: number, unit: 'GFLOPS' | 'GB/s' | 'starts/s' }} Work 10⁹
 *   operations or bytes, or starts
 * @typedef {object} Given
 * @property {Record<string, Numbers>} arrays
 * @property {Record<string, number>} [sizes] that the arrays do not tell
 * @property {string} source who made them
 * @typedef {object} Verdict
 * @property {boolean} accepted
 * @property {number | null} accuracy share of test rows right
 * @property {number | null} error in the unit of the kind
 */

/**
 * @template Task
 * @typedef {object} Kind
 * @property {(task: Task) => Given} given
 * @property {(task: Task, given: Given, answer: Numbers) => Verdict} judge
 * @property {(task: Task) => Work | null} work of one run
 * @property {boolean} [isFresh] whether a run is a process of its own: one makes a sample
 */

/** The largest error over the numbers; Infinity where one is not finite or the count is wrong. */
export function largestError(
  /** @type {Numbers} */ answer,
  /** @type {number} */ count,
  /** @type {(i: number) => number} */ errorAt,
) {
  if (answer.length !== count) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const error = errorAt(i);
    if (!(error <= largest)) largest = Number.isFinite(error) ? error : Number.POSITIVE_INFINITY;
  }
  return largest;
}
