/**
 * A subject of the networks' suite: a package in a process of its own, which reads a case once and
 * then answers requests, so that runs of different subjects can be interleaved. Requests and answers
 * are lines of JSON:
 *
 *   (start)                          → { versions }
 *   { op: 'load', task, arrays, sizes } → { load }: seconds to a form that can be run
 *   { op: 'run', loops, effort }     → { cpu, wall, steps }: seconds and steps per run
 *   { op: 'answer', file }           → { file, type }: the numbers that the judge wants
 *
 * A run is a fit of a training, or one call of a kernel. `effort` is how much of a training is run:
 * `epochs` of the first `rows` training rows. Those numbers are the scores of the test rows, C, or
 * what came out of the kernel.
 *
 * @typedef {import('../cases/case.mjs').Case} Case
 * @typedef {{ command: string, args: string[] }} Start
 * @typedef {{ epochs: number, rows: number }} Effort
 * @typedef {object} Subject
 * @property {string} name
 * @property {number} [threads] default 1; more are timed by the wall clock
 * @property {boolean} [ours] the judge's rejection fails the run, and every subject is compared
 * @property {() => Start | undefined} find how to start it, or undefined where it is not installed
 * @property {(benchmark: Case) => boolean} supports
 */

export {};
