/** From judged attempts and samples to the numbers that are printed and stored. */

import { suboptimality } from './judge.mjs';
import { median } from './median.mjs';
import { leastRatio, ratioTo } from './ratios.mjs';

/**
 * @typedef {import('./entrant.mjs').Entrant} Entrant
 * @typedef {import('./entrant.mjs').Attempt} Attempt
 * @typedef {{ tolerance: number, medianMs: number, gap: number, ratio: number | null }} Timed
 * @typedef {object} ColdTimes wall clock; total is load + first fit
 * @property {number} startMs
 * @property {number} readMs
 * @property {number} loadMs
 * @property {number} firstMs
 * @property {number} totalMs
 * @typedef {object} Row times in milliseconds
 * @property {string} name
 * @property {boolean} ours
 * @property {boolean} accepted by the judge at the case's gap
 * @property {'cpu' | 'wall'} clock CPU time of one thread, the wall clock of more
 * @property {number | null} medianMs by that clock
 * @property {number | null} cpuMs
 * @property {number | null} wallMs
 * @property {number | null} gap
 * @property {number | null} curveError share of var(y), null for paths
 * @property {number | null} suboptimality max over λ of (P − best known D) / P₀
 * @property {number | null} ratio its median ÷ ours where both are accepted: CPU time, or the wall
 *   clock of both where it has more threads than one
 * @property {Record<string, number>} against the same to our other subjects, where both are
 *   accepted
 * @property {number | null} givenUpMs CPU time after which the fit at its next tolerance was given
 *   up; those before were not accurate enough
 * @property {number | null} ratioAtLeast a bound where the subject did not reach the gap
 * @property {string} knob what its tolerance is called
 * @property {number | null} tolerance
 * @property {number | null} nonzeros coefficients ≠ 0 over the whole path
 * @property {number} samples
 * @property {Timed | null} byDefault at the subject's default tolerance
 * @property {ColdTimes | null} cold a fresh process
 * @property {{ tolerance: number, ms: number, gap: number }[]} attempts
 * @property {string} [failure]
 */

/**
 * Median over the interleaved samples, else the judged run itself.
 * @param {Attempt} attempt
 * @param {'cpu' | 'wall'} clock
 */
function milliseconds({ samples, seconds }, clock) {
  return 1000 * median((samples.length ? samples : [seconds]).map((sample) => sample[clock]));
}

/**
 * The largest dual value of each λ over everything that was judged.
 * @param {Entrant[]} entrants
 * @param {number} count
 */
function bestDual(entrants, count) {
  const best = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  for (const { attempts } of entrants) {
    for (const { verdict } of attempts) {
      verdict.dual.forEach((value, l) => {
        best[l] = Math.max(best[l], value);
      });
    }
  }
  return best;
}

/** @param {Entrant} entrant */
function coldTimes({ cold }) {
  if (!cold) return null;
  const [startMs, readMs, loadMs, firstMs] = [cold.start, cold.read, cold.load, cold.first].map(
    (seconds) => 1000 * seconds,
  );
  return { startMs, readMs, loadMs, firstMs, totalMs: loadMs + firstMs };
}

/**
 * What does not depend on our own time.
 * @param {Entrant} entrant
 * @param {Attempt | undefined} attempt
 * @param {Float64Array} dual
 * @returns {Row}
 */
function describe(entrant, attempt, dual) {
  return {
    name: entrant.subject.name,
    ours: entrant.subject.ours ?? false,
    accepted: attempt?.passed ?? false,
    clock: clockOf(entrant),
    medianMs: attempt ? milliseconds(attempt, clockOf(entrant)) : null,
    cpuMs: attempt ? milliseconds(attempt, 'cpu') : null,
    wallMs: attempt ? milliseconds(attempt, 'wall') : null,
    gap: attempt?.verdict.gap ?? null,
    curveError: attempt?.curveError ?? null,
    suboptimality: attempt ? suboptimality(attempt.verdict, dual) : null,
    ratio: null,
    against: {},
    givenUpMs: entrant.spent === undefined ? null : 1000 * entrant.spent,
    ratioAtLeast: null,
    knob: entrant.subject.knob,
    tolerance: attempt?.tolerance ?? null,
    nonzeros: attempt?.nonzeros ?? null,
    samples: attempt?.samples.length ?? 0,
    byDefault: null,
    cold: coldTimes(entrant),
    attempts: entrant.attempts.map(({ tolerance, seconds, verdict }) => {
      return { tolerance, ms: 1000 * seconds.cpu, gap: verdict.gap };
    }),
    ...(entrant.failure === undefined ? {} : { failure: entrant.failure }),
  };
}

/** @param {Entrant} entrant @returns {'cpu' | 'wall'} */
const clockOf = ({ subject }) => (subject.threads > 1 ? 'wall' : 'cpu');

/**
 * Ratios of one row to our times.
 * @param {Row} row
 * @param {Entrant} entrant
 * @param {Row[]} ours our accepted rows; the first is what `ratio` refers to
 */
function compare(row, entrant, ours) {
  const main = ours.find(({ name }) => name === 'tikhonov');
  const [first] = entrant.attempts;
  if (first) {
    const medianMs = milliseconds(first, row.clock);
    const own = row.clock === 'cpu' ? main?.cpuMs : main?.wallMs;
    const ratio = own ? medianMs / own : null;
    const { tolerance, verdict } = first;
    row.byDefault = { tolerance, medianMs, gap: verdict.gap, ratio };
  }
  if (row.accepted) {
    for (const other of ours) if (other !== main) row.against[other.name] = ratioTo(row, other);
  }
  if (!main) return row;
  if (row.accepted) row.ratio = ratioTo(row, main);
  else row.ratioAtLeast = leastRatio(row, main);
  return row;
}

/**
 * @param {import('./cases/case.mjs').Case} benchmark
 * @param {import('./dataset/prepare.mjs').Prepared} prepared
 * @param {Map<Entrant, Attempt | undefined>} chosen
 */
export function summarize(benchmark, prepared, chosen) {
  const entrants = [...chosen.keys()];
  const dual = bestDual(entrants, prepared.problem.lambdas.length);
  const rows = entrants.map((entrant) => describe(entrant, chosen.get(entrant), dual));
  const own = rows.filter(({ ours, accepted }) => ours && accepted);
  const { name, title, gap, l1Ratio, kind, grid, family = 'gaussian' } = benchmark;
  return {
    name,
    title,
    kind,
    family,
    l1Ratio,
    grid,
    target: gap,
    data: prepared.meta,
    reference: entrants[0]?.reference ? { gap: entrants[0].reference.gap } : null,
    subjects: rows.map((row, k) => compare(row, entrants[k], own)),
    versions: Object.assign({}, ...entrants.map(({ versions }) => versions)),
  };
}
