/**
 * What the page stands on: the newest result of every case, kept beside the page, so that one case
 * measured anew changes its own lines alone.
 */

/**
 * @typedef {{ name: string, date?: string }} Subject
 * @typedef {{ name: string, date: string, subjects: Subject[] }} Dated a case's result, of either
 *   suite
 * @typedef {ReturnType<typeof import('../machine.mjs').describeMachine>} Machine
 * @typedef {object} Report what run.mjs stores and prints
 * @property {Machine} machine
 * @property {Record<string, string>} versions
 * @property {Dated[]} cases
 * @typedef {object} Kept
 * @property {Machine} machine of the newest run
 * @property {Record<string, string>} versions
 * @property {(Dated & { load: number, node?: string })[]} cases `load` is the machine's when the run
 *   began, `node` the engine's version
 * @property {import('./size.mjs').Scaling} [scaling]
 * @property {import('./size.mjs').Memory} [memory]
 * @property {import('./size.mjs').Wall} [wall]
 */

/**
 * What a newer run was not asked to measure: its ratios stay those to ours of its own run, whose date
 * it keeps.
 * @param {Dated} result
 * @param {Dated | undefined} known
 */
function leftOut(result, known) {
  const measured = new Set(result.subjects.map(({ name }) => name));
  return (known?.subjects ?? [])
    .filter(({ name }) => !measured.has(name))
    .map((row) => ({ date: known?.date, ...row }));
}

/**
 * The record with newer reports taken in. Of a case that is in several the newest counts.
 * @param {Partial<Kept>} record
 * @param {readonly Report[]} reports
 * @returns {Kept}
 */
export function takeIn(record, reports) {
  const runs = [...reports].sort((a, b) => a.machine.date.localeCompare(b.machine.date));
  const cases = new Map((record.cases ?? []).map((result) => [result.name, result]));
  for (const { machine, cases: found } of runs) {
    for (const result of found) {
      const known = cases.get(result.name);
      if (known && known.date > result.date) continue;
      const subjects = [...result.subjects, ...leftOut(result, known)];
      const { loadAtStart: load, node } = machine;
      cases.set(result.name, { ...result, subjects, load, node });
    }
  }
  const machine = runs.at(-1)?.machine ?? record.machine;
  if (machine === undefined) throw new Error('bench: nothing was measured, run bench/run.mjs');
  const versions = Object.assign({}, record.versions, ...runs.map((run) => run.versions));
  return { ...record, machine, versions, cases: [...cases.values()] };
}

/**
 * As JSON, a line per case.
 * @param {Kept} record
 */
export function print({ cases, ...rest }) {
  const lines = cases.map((result) => JSON.stringify(result));
  const parts = Object.entries({ ...rest }).filter(([, value]) => value !== undefined);
  const others = parts.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${others.join(',\n')},\n"cases": [\n${lines.join(',\n')}\n]\n}\n`;
}
