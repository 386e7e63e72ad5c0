/** One case: everyone loads, is judged, and is timed in turns. */

import { Entrant } from './entrant.mjs';
import { prepare } from './prepare.mjs';
import { reason } from './reason.mjs';
import { summarize } from './summary.mjs';

/** Ours is never given less, in seconds: without it there is nothing to compare. */
const ownBudget = 120;

/** A run longer than this, in seconds, is timed once. */
const onceSeconds = 20;

/**
 * @param {import('./cases/case.mjs').Case} benchmark
 * @param {readonly import('./subjects/subject.mjs').Subject[]} subjects installed ones
 * @param {{ repeats: number, budget: number, log: (text: string) => void }} settings
 */
export async function measureCase(benchmark, subjects, { repeats, budget, log }) {
  const prepared = prepare(benchmark);
  const entrants = subjects
    .filter((subject) => subject.supports(benchmark))
    .map((subject) => {
      const seconds = subject.ours ? Math.max(budget, ownBudget) : budget;
      return new Entrant(subject, benchmark, prepared, seconds);
    });
  try {
    for (const entrant of entrants) {
      await entrant.guard(() => entrant.open());
      await entrant.guard(() => entrant.attempt());
      log(describe(entrant));
    }
    const timed = entrants.filter(({ judged, steps }) => {
      return judged && judged.wall * steps <= onceSeconds;
    });
    for (const entrant of timed) await entrant.guard(() => entrant.warm());
    for (let round = 0; round < repeats; round++)
      for (const entrant of timed) await entrant.guard(() => entrant.sample());
    return summarize(benchmark, prepared, entrants);
  } finally {
    for (const entrant of entrants) entrant.close();
  }
}

/** @param {Entrant} entrant */
function describe({ subject, benchmark, verdict, judged, effort, isWhole, failure }) {
  const name = `${benchmark.name} ${subject.name}`;
  if (!verdict || !judged) return `${name}: ${reason(failure ?? '')}`;
  const part = isWhole ? '' : `, ${effort.epochs} epochs of ${effort.rows} rows only`;
  const mark = verdict.accepted ? 'accepted' : 'rejected';
  return `${name}: ${(1000 * judged.cpu).toPrecision(3)} ms${part}, ${mark}`;
}
