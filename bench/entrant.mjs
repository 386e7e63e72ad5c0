import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { curveError, curveTolerance } from './crossValidation.mjs';
import { readSolution } from './dataset/solution.mjs';
import { judgePath } from './judge.mjs';
import { Child, TimeoutError } from './subjects/child.mjs';

/**
 * @typedef {import('./judge.mjs').Verdict} Verdict
 * @typedef {{ cpu: number, wall: number }} Seconds
 * @typedef {object} Attempt a fit at one tolerance, judged
 * @property {number} tolerance
 * @property {Verdict} verdict
 * @property {number | null} curveError share of var(y), for cross-validation
 * @property {boolean} passed
 * @property {number} nonzeros over the whole path
 * @property {Seconds} seconds of the run that was judged
 * @property {Seconds[]} samples of the interleaved rounds
 * @typedef {{ start: number, read: number, load: number, first: number }} Cold seconds, wall clock
 */

/** Short fits are repeated within a sample until it lasts this long, in seconds. */
const sampleSeconds = 0.2;

/** Everyone computes this long, in seconds, before its samples count: compilers tier up by use. */
const warmSeconds = 3;

/** A first fit longer than this, in seconds, also counts as the warm one. */
const slowSeconds = 5;

/** A subject taking part in one case. */
export class Entrant {
  /** @type {Attempt[]} */
  attempts = [];
  /** @type {Record<string, string>} */
  versions = {};
  /** @type {Cold | undefined} */
  cold;
  /**
   * @type {import('./crossValidation.mjs').ReferenceCurve | undefined} what a cross-validated curve
   * is held against
   */
  reference;
  /** @type {string | undefined} why it left the race */
  failure;
  /** @type {number | undefined} seconds of a fit that was given up */
  spent;
  /** @type {Child | undefined} */
  #child;
  #loops = 1;
  /** @type {{ tolerance: number, answer: import('./subjects/child.mjs').Answer } | undefined} */
  #last;

  /**
   * @param {import('./subjects/subject.mjs').Subject} subject
   * @param {import('./cases/case.mjs').Case} benchmark
   * @param {import('./dataset/prepare.mjs').Prepared} prepared
   * @param {number} budget seconds after which a fit is given up
   */
  constructor(subject, benchmark, prepared, budget) {
    this.subject = subject;
    this.benchmark = benchmark;
    this.prepared = prepared;
    this.budget = budget;
  }

  /** Start the process, load the case and fit once: the cold run. */
  async open() {
    const begin = performance.now();
    const start = /** @type {{ command: string, args: string[] }} */ (this.subject.find());
    this.#child = new Child(this.subject.name, start);
    this.versions = (await this.#child.answer(60)).versions;
    const started = (performance.now() - begin) / 1000;
    const { folder, meta, lambdas, folds, problem } = this.prepared;
    const { l1Ratio, family = 'gaussian', outputs = 1, groupSize } = problem;
    const { kind } = this.benchmark;
    const count = problem.lambdas.length;
    const shape = { kind, l1Ratio, family, outputs, groupSize, count };
    const load = { op: 'load', folder, meta, lambdas, folds, ...shape };
    const loaded = await this.#child.ask(load, 120);
    const [tolerance] = this.subject.tolerances(this.benchmark);
    const first = await this.#run(tolerance);
    this.cold = { start: started, read: loaded.read, load: loaded.load, first: first.wall };
    this.#loops = loopsFor(first.wall);
  }

  /** @param {number} tolerance */
  async #run(tolerance) {
    const child = /** @type {Child} */ (this.#child);
    const limit = this.budget * Math.max(1, this.#loops / 10);
    const answer = await child.ask({ op: 'run', tolerance, loops: this.#loops }, limit);
    this.#last = { tolerance, answer };
    return answer;
  }

  /**
   * Fit at a tolerance and judge what comes out.
   * @param {number} tolerance
   * @returns {Promise<Attempt>}
   */
  async attempt(tolerance) {
    const slow = this.cold && this.cold.first > slowSeconds && this.#last?.tolerance === tolerance;
    const answer = slow && this.#last ? this.#last.answer : await this.#run(tolerance);
    const { solution, nonzeros } = await this.#solution();
    const verdict = judgePath(this.prepared.problem, solution);
    const error = this.#curveError(answer.curve);
    const { gap } = this.benchmark;
    const passed = verdict.gap <= gap && (error === null || error <= curveTolerance(gap));
    const seconds = { cpu: answer.cpu, wall: answer.wall };
    const attempt = {
      tolerance,
      verdict,
      curveError: error,
      passed,
      nonzeros,
      seconds,
      samples: [],
    };
    this.attempts.push(attempt);
    return attempt;
  }

  /**
   * Fit until the code is warm.
   * @param {Attempt} attempt
   */
  async warm(attempt) {
    for (let spent = 0; spent < warmSeconds; ) {
      const { wall } = await this.#run(attempt.tolerance);
      spent += Math.max(wall, 1e-3) * this.#loops;
      this.#loops = loopsFor(wall);
    }
  }

  /**
   * One more sample of an attempt's time.
   * @param {Attempt} attempt
   */
  async sample(attempt) {
    const { cpu, wall } = await this.#run(attempt.tolerance);
    attempt.samples.push({ cpu, wall });
  }

  /**
   * Fit every fold on copied rows at the subject's reference tolerance.
   * @returns {Promise<import('./judge.mjs').Solution[]>}
   */
  async foldPaths() {
    const child = /** @type {Child} */ (this.#child);
    const file = this.#file();
    const tolerance = this.subject.reference?.(this.benchmark);
    const { fits } = await child.ask({ op: 'folds', tolerance, file }, 10 * this.budget);
    return fits.map(
      (/** @type {import('./dataset/solution.mjs').Shape} */ shape, /** @type {number} */ k) => {
        return take(`${file}.${k}`, shape);
      },
    );
  }

  async #solution() {
    const child = /** @type {Child} */ (this.#child);
    const file = this.#file();
    const shape = await child.ask({ op: 'write', file }, this.budget);
    return {
      solution: take(file, /** @type {any} */ (shape)),
      nonzeros: /** @type {number} */ (shape.nonzeros),
    };
  }

  #file() {
    return join(this.prepared.folder, `${this.benchmark.name}-${this.subject.name}.bin`);
  }

  /** @param {number[] | undefined} curve */
  #curveError(curve) {
    if (this.benchmark.kind === 'path') return null;
    if (!curve || !this.reference) return Number.POSITIVE_INFINITY;
    return curveError(curve, this.reference, this.prepared.problem);
  }

  /**
   * Run a step; on failure remember why and leave the race.
   * @template T
   * @param {() => Promise<T>} step
   * @returns {Promise<T | undefined>}
   */
  async guard(step) {
    if (this.failure !== undefined) return undefined;
    try {
      return await step();
    } catch (error) {
      if (error instanceof TimeoutError) this.spent = error.spent / this.#loops;
      this.failure = /** @type {Error} */ (error).message;
      this.close();
      return undefined;
    }
  }

  close() {
    this.#child?.close();
  }
}

/**
 * Read a coefficient file and remove it.
 * @param {string} file
 * @param {import('./dataset/solution.mjs').Shape} shape
 */
function take(file, shape) {
  const solution = readSolution(file, shape);
  rmSync(file);
  return solution;
}

/** @param {number} wall seconds of one fit */
function loopsFor(wall) {
  return Math.min(1000, Math.ceil(sampleSeconds / Math.max(wall, 1e-6)));
}
