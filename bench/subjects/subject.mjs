/**
 * A subject: a solver in a process of its own that loads a case once and then answers requests, so
 * that runs of different subjects can be interleaved. Requests and answers are lines of JSON:
 *
 *   (start)                          → { versions }
 *   { op: 'load', … }                → { read, load }: seconds to arrays, to resident form
 *   { op: 'run', tolerance, loops }  → { cpu, wall, curve? }: seconds per fit
 *   { op: 'write', file }            → { count, nonzeros, outputs }: coefficients of the last run
 *   { op: 'folds', tolerance, file } → { fits: { count, nonzeros, outputs }[] }: paths, in file.k
 *
 * A coefficient file holds float64 intercepts[count · outputs], float64 values[nonzeros],
 * int32 pointers[count + 1], int32 indices[nonzeros]; coefficient j of output k has index k p + j.
 *
 * @typedef {import('../cases/case.mjs').Case} Case
 * @typedef {{ command: string, args: string[] }} Start
 * @typedef {object} Subject
 * @property {string} name
 * @property {boolean} [ours] the judge's rejection fails the run, and every subject is compared
 * @property {number} threads more than one: timed by the wall clock
 * @property {() => Start | undefined} find how to start it, or undefined where it is not installed
 * @property {(benchmark: Case) => boolean} supports
 * @property {(benchmark: Case) => number[]} tolerances loosest first; the first is the subject's
 *   own default
 * @property {boolean} refines try the geometric mean of the last failing and the first passing
 *   tolerance
 * @property {((benchmark: Case) => number) | undefined} [reference] tolerance at which its fold
 *   fits may serve as reference
 * @property {string} knob what the subject calls its tolerance
 */

export {};
