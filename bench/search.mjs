/** Accuracy first: the loosest tolerance at which the judge accepts a subject. */

/**
 * @typedef {import('./entrant.mjs').Entrant} Entrant
 * @typedef {import('./entrant.mjs').Attempt} Attempt
 */

/** Seconds an attempt may take for a refinement to be tried after it. */
const refineSeconds = 30;

/**
 * Tighten until the judge accepts; then, where steps are coarse, try half a step back, so that no
 * peer is timed at more accuracy than asked.
 * @param {Entrant} entrant
 * @param {(text: string) => void} log
 * @returns {Promise<Attempt | undefined>} the accepted attempt, else the most accurate one
 */
export async function search(entrant, log) {
  /** @type {Attempt | undefined} */
  let failed;
  for (const tolerance of entrant.subject.tolerances(entrant.benchmark)) {
    const attempt = await entrant.guard(() => entrant.attempt(tolerance));
    if (attempt === undefined) break;
    log(describe(entrant, attempt));
    if (attempt.passed) return refine(entrant, failed, attempt, log);
    failed = attempt;
  }
  return entrant.attempts.reduce(
    (best, next) => (best && best.verdict.gap <= next.verdict.gap ? best : next),
    /** @type {Attempt | undefined} */ (undefined),
  );
}

/**
 * @param {Entrant} entrant
 * @param {Attempt | undefined} failed
 * @param {Attempt} passed
 * @param {(text: string) => void} log
 */
async function refine(entrant, failed, passed, log) {
  if (!entrant.subject.refines || !failed || passed.seconds.wall > refineSeconds) return passed;
  const between = Math.sqrt(failed.tolerance * passed.tolerance);
  const attempt = await entrant.guard(() => entrant.attempt(between));
  if (attempt) log(describe(entrant, attempt));
  return attempt?.passed ? attempt : passed;
}

/**
 * @param {Entrant} entrant
 * @param {Attempt} attempt
 */
function describe({ subject, benchmark }, { tolerance, verdict, curveError, passed, seconds }) {
  const curve = curveError === null ? '' : `, curve error ${curveError.toExponential(1)}`;
  const mark = passed ? 'accepted' : 'rejected';
  const gap = `gap ${verdict.gap.toExponential(1)}${curve}`;
  const set = `${subject.knob} ${tolerance.toExponential(1)}`;
  return `${benchmark.name} ${subject.name} ${set}: ${seconds.cpu.toFixed(4)} s, ${gap}, ${mark}`;
}
