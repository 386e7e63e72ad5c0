/** The requests of subject.mjs answered by a package that runs in Node. */

import { createInterface } from 'node:readline';
import { readNumbers, writeNumbers } from '../data/arrays.mjs';

/**
 * @typedef {import('./subject.mjs').Effort} Effort
 * @typedef {import('../data/arrays.mjs').Numbers} Numbers
 * @typedef {object} Job
 * @property {(effort: Effort) => unknown} run may be asynchronous, and tell what it took
 *   itself, in seconds: { cpu, wall }
 * @property {() => Numbers | Promise<Numbers>} answer what the judge wants of the last run
 * @property {number} [repeats] kernel calls that one `run` makes, default 1
 * @typedef {(task: any, arrays: Record<string, any>, sizes: Record<string, number>) =>
 *   Job | Promise<Job>} Maker
 */

/** @param {object} value */
const reply = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** Steps of a fit: four fifths of the rows train. @param {any} task @param {Effort} effort */
function stepsOf({ kind, batchSize }, { epochs, rows }) {
  return kind === 'training' ? epochs * Math.ceil((rows - Math.round(rows / 5)) / batchSize) : 1;
}

/**
 * Garbage is collected outside the clock, by a minor collection: see subjects/nodeWorker.mjs of the
 * linear suite.
 * @param {Job} job
 * @param {any} task
 * @param {{ loops: number, effort: Effort }} request
 */
async function run(job, task, { loops, effort }) {
  globalThis.gc?.({ type: 'minor' });
  const cpu = process.cpuUsage();
  const begin = performance.now();
  /** @type {{ cpu: number, wall: number } | undefined} */
  let told;
  for (let loop = 0; loop < loops; loop++) {
    const done = job.run(effort);
    if (done instanceof Promise) told = await done;
  }
  const wall = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const runs = loops * (job.repeats ?? 1);
  const seconds = { cpu: (user + system) / 1e6 / runs, wall: wall / runs };
  reply({ ...(told ?? seconds), steps: stepsOf(task, effort) });
}

/**
 * Answer requests until standard input ends.
 * @param {Record<string, string>} versions
 * @param {Record<string, Maker>} makers by kind of case
 */
export async function serve(versions, makers) {
  /** @type {Job | undefined} */
  let job;
  /** @type {any} */
  let task;
  reply({ versions: { ...versions, Node: process.versions.node } });
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    if (request.op === 'load') {
      task = request.task;
      const places = Object.entries(request.arrays);
      const arrays = Object.fromEntries(
        places.map(([name, place]) => [name, readNumbers(/** @type {any} */ (place))]),
      );
      const begin = performance.now();
      job = await makers[task.kind](task, arrays, request.sizes ?? {});
      reply({ load: (performance.now() - begin) / 1000 });
    } else if (job && request.op === 'run') await run(job, task, request);
    else if (job) reply(writeNumbers(request.file, await job.answer()));
  }
}
