/** From judged runs and samples to the numbers that are printed and stored. */

import { median } from '../median.mjs';
import { kinds } from './kinds/index.mjs';

/**
 * @typedef {import('./entrant.mjs').Entrant} Entrant
 * @typedef {import('./cases/case.mjs').Case} Case
 * @typedef {object} Row times in milliseconds: of a step, of a fit for `unit` 'fit', of a call
 * @property {string} name
 * @property {boolean} ours
 * @property {boolean} accepted by the judge
 * @property {'cpu' | 'wall'} clock CPU time of one thread, the wall clock of more
 * @property {number | null} medianMs by that clock
 * @property {number | null} wallMs
 * @property {number | null} accuracy share of test rows right
 * @property {number | null} error as the kind of case measures it
 * @property {{ value: number, unit: string } | null} rate work per second
 * @property {number | null} ratio its median ÷ ours where both are accepted; the wall clock's where
 *   one of both has several threads
 * @property {Record<string, number>} against the same to our other subjects
 * @property {number | null} ratioAtLeast the same where it was not accepted: it did less, or worse
 * @property {{ epochs: number, rows: number } | null} effort what was run of a training
 * @property {number} samples
 * @property {{ startMs: number, loadMs: number, firstMs: number } | null} cold a fresh process
 * @property {string} [failure]
 */

/**
 * What does not depend on our own time.
 * @param {Case} benchmark
 * @param {Entrant} entrant
 * @returns {Row}
 */
function describe(benchmark, entrant) {
  const { subject, verdict, judged, samples, steps, cold, failure } = entrant;
  const parts = benchmark.kind === 'training' && benchmark.unit === 'fit' ? steps : 1;
  const time = (/** @type {'cpu' | 'wall'} */ clock) => {
    if (!judged) return null;
    return 1000 * parts * median((samples.length ? samples : [judged]).map((each) => each[clock]));
  };
  const clock = (subject.threads ?? 1) > 1 ? 'wall' : 'cpu';
  const medianMs = time(clock);
  const work = kinds[benchmark.kind].work(benchmark);
  return {
    name: subject.name,
    ours: subject.ours ?? false,
    accepted: verdict?.accepted ?? false,
    clock,
    medianMs,
    wallMs: time('wall'),
    accuracy: verdict?.accuracy ?? null,
    error: verdict?.error ?? null,
    rate: work && medianMs ? { value: (1000 * work.amount) / medianMs, unit: work.unit } : null,
    ratio: null,
    against: {},
    ratioAtLeast: null,
    effort: benchmark.kind === 'training' ? entrant.effort : null,
    samples: samples.length,
    cold: cold
      ? { startMs: 1000 * cold.start, loadMs: 1000 * cold.load, firstMs: 1000 * cold.first }
      : null,
    ...(failure === undefined ? {} : { failure }),
  };
}

/**
 * Ratios of the rows to our accepted ones, of which `ratio` refers to the one named tikhonov. Of a row
 * that is not accepted they are bounds.
 * @param {Row[]} rows
 */
export function compare(rows) {
  const ours = rows.filter((row) => row.ours && row.accepted);
  for (const row of rows) {
    if (row.medianMs === null) continue;
    for (const own of ours) {
      const time = row.clock === own.clock ? 'medianMs' : 'wallMs';
      const ratio = /** @type {number} */ (row[time]) / /** @type {number} */ (own[time]);
      if (own.name !== 'tikhonov') row.against[own.name] = ratio;
      else if (row.accepted) row.ratio = ratio;
      else row.ratioAtLeast = ratio;
    }
  }
  return rows;
}

/**
 * @param {Case} benchmark
 * @param {import('./prepare.mjs').Prepared} prepared
 * @param {Entrant[]} entrants
 */
export function summarize(benchmark, prepared, entrants) {
  const { name, title, kind } = benchmark;
  const training = kind === 'training' ? benchmark : undefined;
  return {
    suite: 'networks',
    name,
    title,
    kind,
    unit: training?.unit ?? 'call',
    epochs: training?.epochs,
    target: training?.accuracy ?? null,
    data: { source: prepared.given.source, ...prepared.sizes },
    subjects: compare(entrants.map((entrant) => describe(benchmark, entrant))),
    versions: Object.assign({}, ...entrants.map(({ versions }) => versions)),
  };
}
