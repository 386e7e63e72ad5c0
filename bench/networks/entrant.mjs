import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Child, TimeoutError } from '../subjects/child.mjs';
import { readNumbers } from './data/arrays.mjs';
import { kinds } from './kinds/index.mjs';

/**
 * @typedef {import('./cases/case.mjs').Case} Case
 * @typedef {import('./subjects/subject.mjs').Effort} Effort
 * @typedef {import('./kinds/kind.mjs').Verdict} Verdict
 * @typedef {import('./prepare.mjs').Prepared} Prepared
 * @typedef {{ cpu: number, wall: number }} Sample seconds of a step, a fit, or a call
 * @typedef {{ start: number, load: number, first: number }} Cold seconds, wall clock
 */

/** Short runs are repeated within a sample until it lasts this long, in seconds. */
const sampleSeconds = 0.2;

/** Everyone computes this long, in seconds, before its samples count: compilers tier up by use. */
const warmSeconds = { training: 2, kernel: 0.5 };

/** Two steps and what validates them: the first look at how long a step takes. */
const LOOK = 2;

/** A subject taking part in one case. */
export class Entrant {
  /** @type {Record<string, string>} */
  versions = {};
  /** @type {Cold | undefined} */
  cold;
  /** @type {Effort} how much of a training is run */
  effort;
  /** Steps of a run. */
  steps = 1;
  /** @type {Verdict | undefined} */
  verdict;
  /** @type {Sample | undefined} of the run that was judged */
  judged;
  /** @type {Sample[]} of the interleaved rounds */
  samples = [];
  /** @type {string | undefined} why it left the race */
  failure;
  /** @type {Child | undefined} */
  #child;
  #loops = 1;

  /**
   * @param {import('./subjects/subject.mjs').Subject} subject
   * @param {Case} benchmark
   * @param {Prepared} prepared
   * @param {number} budget seconds of CPU time that a run may take
   */
  constructor(subject, benchmark, prepared, budget) {
    this.subject = subject;
    this.benchmark = benchmark;
    this.prepared = prepared;
    this.budget = budget;
    this.effort = prepared.effort;
  }

  /** Whether all of the training is run. */
  get isWhole() {
    const { epochs, rows } = this.prepared.effort;
    return this.effort.epochs === epochs && this.effort.rows === rows;
  }

  /** Start the process, load the case, and find out how much of it the budget allows. */
  async open() {
    const begin = performance.now();
    const start = /** @type {import('./subjects/subject.mjs').Start} */ (this.subject.find());
    this.#child = new Child(this.subject.name, start, this.subject.threads);
    this.versions = (await this.#child.answer(60)).versions;
    const started = (performance.now() - begin) / 1000;
    const { places, sizes } = this.prepared;
    const request = { op: 'load', task: this.benchmark, arrays: places, sizes };
    const { load } = await this.#child.ask(request, 120);
    const { wall } = await this.#look();
    this.cold = { start: started, load, first: wall };
  }

  /** A first run; then two steps and, where there is time, an epoch tell what the budget allows. */
  async #look() {
    const { benchmark, prepared } = this;
    if (benchmark.kind !== 'training') return this.#run();
    const whole = prepared.effort;
    this.effort = { epochs: 1, rows: Math.ceil(LOOK * 1.25 * benchmark.batchSize) };
    const first = await this.#run();
    await this.#extend(whole);
    if (this.effort.rows === whole.rows && !this.isWhole) {
      this.effort = { ...whole, epochs: 1 };
      await this.#extend(whole);
    }
    return first;
  }

  /** Run once more, and set as much effort as that allows. @param {Effort} whole */
  async #extend(whole) {
    const { cpu } = await this.#run();
    this.effort = effortFor(whole, this.effort, cpu * this.steps, this.budget);
  }

  /** @returns {Promise<Sample>} per step */
  async #run() {
    const child = /** @type {Child} */ (this.#child);
    const { effort } = this;
    const request = { op: 'run', loops: this.#loops, effort };
    const limit = this.budget * Math.max(3, this.#loops / 10);
    const { cpu, wall, steps } = await child.ask(request, limit);
    this.steps = steps;
    this.#loops = this.#isFresh ? 1 : loopsFor(wall);
    return { cpu: cpu / steps, wall: wall / steps };
  }

  /** Run and have the judge look at what comes out. */
  async attempt() {
    this.judged = await this.#run();
    const { prepared, benchmark, subject } = this;
    const file = join(prepared.folder, `${subject.name}.out`);
    const child = /** @type {Child} */ (this.#child);
    const place = await child.ask({ op: 'answer', file }, 10 * this.budget);
    const numbers = readNumbers(/** @type {any} */ (place));
    rmSync(file);
    this.verdict = kinds[benchmark.kind].judge(benchmark, prepared.given, numbers);
  }

  get #isFresh() {
    return kinds[this.benchmark.kind].isFresh ?? false;
  }

  /** Run until the code is warm, where it can become so. */
  async warm() {
    if (this.#isFresh) return;
    const enough = warmSeconds[this.benchmark.kind === 'training' ? 'training' : 'kernel'];
    for (let spent = 0; spent < enough; ) {
      const loops = this.#loops;
      const { wall } = await this.#run();
      spent += Math.max(wall * this.steps, 1e-6) * loops;
    }
  }

  /** One more sample. */
  async sample() {
    this.samples.push(await this.#run());
  }

  /**
   * Take a step of the race; on failure remember why and leave it.
   * @param {() => Promise<void>} step
   */
  async guard(step) {
    if (this.failure !== undefined) return;
    try {
      await step();
    } catch (error) {
      const late = error instanceof TimeoutError ? ' for two steps' : '';
      this.failure = /** @type {Error} */ (error).message + (this.judged ? '' : late);
      this.close();
    }
  }

  close() {
    this.#child?.close();
  }
}

/** @param {number} wall seconds of one run */
function loopsFor(wall) {
  return Math.min(1_000_000, Math.ceil(sampleSeconds / Math.max(wall, 1e-7)));
}

/**
 * All of a training, or as many of its epochs as fit the budget, or what was looked at.
 * @param {Effort} whole
 * @param {Effort} look
 * @param {number} seconds that the look took
 * @param {number} budget
 * @returns {Effort}
 */
export function effortFor(whole, look, seconds, budget) {
  const epoch = (seconds * whole.rows) / look.rows;
  const epochs = Math.min(whole.epochs, Math.floor(budget / epoch));
  return epochs >= 1 ? { ...whole, epochs } : look;
}
