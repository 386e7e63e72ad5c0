/** The requests of subject.mjs answered by a solver that runs in Node. */

import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { readDesign, readFloats, readIntegers } from '../dataset/store.mjs';

/**
 * @typedef {import('../judge.mjs').Problem} Problem
 * @typedef {import('../judge.mjs').Solution} Solution
 * @typedef {{ path: () => Solution, curve?: ArrayLike<number> }} Result
 * @typedef {object} Solver
 * @property {Record<string, string>} versions
 * @property {(problem: Problem, folds: Int32Array | null, kind: string) => void | Promise<void>} load
 * @property {(tolerance: number) => Promise<Result>} run
 * @property {(tolerance: number) => Promise<Solution[]>} [folds] one path per fold
 */

/** @param {object} value */
const answer = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

/**
 * @param {string} file
 * @param {Solution} solution
 */
function writeSolution(file, { intercepts, values, pointers, indices }) {
  const count = pointers.length - 1;
  const bytes = [intercepts, values, pointers, indices].map((part) => {
    return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  });
  writeFileSync(file, Buffer.concat(bytes));
  return { count, nonzeros: values.length, outputs: intercepts.length / count };
}

/**
 * What a load request names, as arrays.
 * @param {any} request
 * @returns {{ problem: Problem, folds: Int32Array | null }}
 */
export function readProblem(request) {
  const { folder, meta, lambdas, l1Ratio, family, outputs, groupSize } = request;
  const problem = {
    X: readDesign(folder, meta),
    y: readFloats(folder, 'y.bin'),
    lambdas: readFloats('', lambdas),
    l1Ratio,
    family,
    outputs,
    groupSize,
  };
  return { problem, folds: request.folds ? readIntegers('', request.folds) : null };
}

/**
 * @param {Solver} solver
 * @param {any} request
 */
async function load(solver, request) {
  const begin = performance.now();
  const { problem, folds } = readProblem(request);
  const ready = performance.now();
  await solver.load(problem, folds, request.kind);
  answer({ read: (ready - begin) / 1000, load: (performance.now() - ready) / 1000 });
}

/**
 * Garbage of the request before is collected outside the clock, as in R and Python, but by a minor
 * collection: a full one throws optimized code away, and V8 would compile it again, in threads of
 * its own, while the clock runs (twice the CPU time of W1-path, four times that of golub).
 * @param {Solver} solver
 * @param {{ tolerance: number, loops: number }} request
 * @returns {Promise<Result>}
 */
async function run(solver, { tolerance, loops }) {
  globalThis.gc?.({ type: 'minor' });
  const cpu = process.cpuUsage();
  const begin = performance.now();
  let result = await solver.run(tolerance);
  for (let loop = 1; loop < loops; loop++) result = await solver.run(tolerance);
  const wall = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const curve = result.curve && Array.from(result.curve);
  answer({ cpu: (user + system) / 1e6 / loops, wall: wall / loops, curve });
  return result;
}

/**
 * Answer requests until standard input ends.
 * @param {Solver} solver
 */
export async function serve(solver) {
  /** @type {Result | undefined} */
  let result;
  answer({ versions: { ...solver.versions, Node: process.versions.node } });
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    if (request.op === 'load') await load(solver, request);
    if (request.op === 'run') result = await run(solver, request);
    if (request.op === 'write' && result) answer(writeSolution(request.file, result.path()));
    if (request.op === 'folds' && solver.folds) {
      const fits = await solver.folds(request.tolerance);
      answer({ fits: fits.map((fit, k) => writeSolution(`${request.file}.${k}`, fit)) });
    }
  }
}
