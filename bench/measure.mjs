/** One case: everyone loads, is held to the target accuracy, and is timed in turns. */

import { referenceCurve } from './crossValidation.mjs';
import { prepare } from './dataset/prepare.mjs';
import { Entrant } from './entrant.mjs';
import { looCurve } from './leaveOneOut.mjs';
import { search } from './search.mjs';
import { summarize } from './summary.mjs';

/**
 * @typedef {import('./cases/case.mjs').Case} Case
 * @typedef {import('./entrant.mjs').Attempt} Attempt
 * @typedef {import('./subjects/subject.mjs').Subject} Subject
 * @typedef {{ repeats: number, budget: number, log: (text: string) => void }} Settings
 */

/** Ours is never given up sooner, in seconds: without it there is nothing to compare. */
const ownBudget = 120;

/** A fit longer than this, in seconds, is timed once. */
const onceSeconds = 20;

/**
 * @param {Case} benchmark
 * @param {readonly Subject[]} subjects installed ones
 * @param {Settings} settings
 */
export async function measureCase(benchmark, subjects, settings) {
  const prepared = prepare(benchmark);
  const entrants = subjects
    .filter((subject) => subject.supports(benchmark))
    .map((subject) => {
      const budget = subject.ours ? Math.max(settings.budget, ownBudget) : settings.budget;
      return new Entrant(subject, benchmark, prepared, budget);
    });
  try {
    for (const entrant of entrants) await entrant.guard(() => entrant.open());
    await setReference(entrants, settings);
    /** @type {Map<Entrant, Attempt | undefined>} */
    const chosen = new Map();
    for (const entrant of entrants) chosen.set(entrant, await search(entrant, settings.log));
    await takeTurns(chosen, settings);
    await sharpen(entrants, settings);
    return summarize(benchmark, prepared, chosen);
  } finally {
    for (const entrant of entrants) entrant.close();
  }
}

/**
 * The first subject able to fit the folds tightly makes the reference curve of cross-validation.
 * @param {Entrant[]} entrants
 * @param {Settings} settings
 */
async function setReference(entrants, { log }) {
  const [first] = entrants;
  if (first?.benchmark.kind === 'loo') {
    const reference = looCurve(first.prepared.problem);
    for (const each of entrants) each.reference = reference;
  }
  if (first?.prepared.foldOfRow == null) return;
  const { problem, foldOfRow } = first.prepared;
  for (const entrant of entrants.filter(({ subject }) => subject.reference !== undefined)) {
    const fits = await entrant.guard(() => entrant.foldPaths());
    if (fits === undefined) continue;
    const reference = referenceCurve(problem, foldOfRow, fits);
    const { name } = first.benchmark;
    log(
      `${name} reference curve by ${entrant.subject.name}: gap ${reference.gap.toExponential(1)}`,
    );
    if (!(reference.gap <= first.benchmark.gap)) continue;
    for (const each of entrants) each.reference = reference;
    return;
  }
  log(`${first.benchmark.name}: nobody made a reference curve, so no curve can be accepted`);
}

/**
 * Our fit at its reference tolerance, for the lower bounds behind everyone's suboptimality: the
 * judge computes them, so they hold whoever made the coefficients. Without us the bounds of the
 * other attempts have to do. @param {Entrant[]} entrants @param {Settings} settings
 */
async function sharpen(entrants, { log }) {
  const ours = entrants.find(({ subject }) => subject.name === 'tikhonov');
  const tolerance = ours?.subject.reference?.(ours.benchmark);
  if (!ours || ours.failure !== undefined || tolerance === undefined) return;
  if (ours.benchmark.kind === 'cv') return;
  try {
    await ours.attempt(tolerance);
  } catch (error) {
    log(`${ours.benchmark.name}: no reference bounds, ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * A B C A B C …: drifts of the machine hit everyone alike.
 * @param {Map<Entrant, Attempt | undefined>} chosen
 * @param {Settings} settings
 */
async function takeTurns(chosen, { repeats }) {
  for (const [entrant, attempt] of chosen)
    if (attempt && attempt.seconds.wall <= onceSeconds)
      await entrant.guard(() => entrant.warm(attempt));
  for (let round = 0; round < repeats; round++) {
    for (const [entrant, attempt] of chosen) {
      for (const timed of new Set([attempt, entrant.attempts[0]])) {
        if (timed === undefined || timed.seconds.wall > onceSeconds) continue;
        await entrant.guard(() => entrant.sample(timed));
      }
    }
  }
}
