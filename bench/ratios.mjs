/** How much longer a subject takes than we do. */

/** @typedef {Pick<import('./summary.mjs').Row, 'clock' | 'medianMs' | 'cpuMs' | 'wallMs' | 'givenUpMs'>} Times */

/**
 * How many times our time another takes: CPU time where both have one thread, else the wall clock.
 * @param {Times} row
 * @param {Times} own
 */
export function ratioTo(row, own) {
  const clock = row.clock === 'cpu' && own.clock === 'cpu' ? 'cpuMs' : 'wallMs';
  return /** @type {number} */ (row[clock]) / /** @type {number} */ (own[clock]);
}

/**
 * What a subject that did not reach the gap takes at least: as long as its nearest answer, or as
 * the next one after which it was given up.
 * @param {Times} row
 * @param {Times} own
 */
export function leastRatio(row, own) {
  const near = row.medianMs === null ? 0 : ratioTo(row, own);
  const next = row.givenUpMs === null ? 0 : row.givenUpMs / /** @type {number} */ (own.cpuMs);
  return Math.max(near, row.clock === 'cpu' || near === 0 ? next : 0) || null;
}
