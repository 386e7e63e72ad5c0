import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { subjectEnvironment } from './environment.mjs';

/** @typedef {Record<string, any>} Answer */

/** The subject did not answer in time; its process has been ended. */
export class TimeoutError extends Error {
  /**
   * @param {string} name
   * @param {number} seconds it was given
   * @param {number} spent it took until it was ended
   */
  constructor(name, seconds, spent) {
    super(`${name} took more than ${seconds} s`);
    this.spent = spent;
  }
}

/** On a busy machine a subject waits for its turn: wall clock allowed per second of CPU time. */
const patience = 10;

/** A subject's process: one request at a time, each answered by one line of JSON. */
export class Child {
  /** @type {{ resolve: (answer: Answer) => void, reject: (error: Error) => void } | undefined} */
  #waiting;
  #errors = '';
  #ended = false;
  #process;
  #name;

  /**
   * @param {string} name
   * @param {{ command: string, args: string[] }} start
   * @param {number} [threads]
   */
  constructor(name, { command, args }, threads) {
    this.#name = name;
    this.#process = spawn(command, args, {
      env: subjectEnvironment(threads),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#process.on('error', (error) => this.#end(error.message));
    this.#process.on('close', (code, signal) => this.#end(`ended with ${signal ?? code}`));
    this.#process.stdin.on('error', () => {});
    this.#process.stderr.on('data', (text) => {
      this.#errors = (this.#errors + text).slice(-2000);
    });
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#receive(line));
  }

  /**
   * Libraries print banners: only lines that are JSON objects are answers.
   * @param {string} line
   */
  #receive(line) {
    if (!line.startsWith('{')) return;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(JSON.parse(line));
  }

  /** @param {string} reason */
  #end(reason) {
    this.#ended = true;
    this.#waiting?.reject(new Error(`${this.#name} ${reason}\n${this.#errors}`));
    this.#waiting = undefined;
  }

  /**
   * The next answer.
   * @param {number} seconds of CPU time, after which the process is ended and TimeoutError thrown;
   *   of wall clock where the system does not tell CPU time
   * @returns {Promise<Answer>}
   */
  async answer(seconds) {
    if (this.#ended) throw new Error(`${this.#name} is not running\n${this.#errors}`);
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const begin = performance.now();
    const before = this.#cpuSeconds() ?? 0;
    const answered = new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      const check = () => {
        const wall = (performance.now() - begin) / 1000;
        const spent = (this.#cpuSeconds() ?? before + wall) - before;
        if (spent < seconds && wall < patience * seconds) {
          timer = setTimeout(check, 1000 * Math.max(0.1, seconds - spent));
          return;
        }
        this.#waiting = undefined;
        reject(new TimeoutError(this.#name, seconds, spent));
        this.close();
      };
      timer = setTimeout(check, 1000 * seconds);
    });
    return answered.finally(() => clearTimeout(timer));
  }

  /** CPU time of the process since it began, where Linux tells: in hundredths of a second. */
  #cpuSeconds() {
    const file = `/proc/${this.#process.pid}/stat`;
    if (!existsSync(file)) return undefined;
    // The name in parentheses may hold spaces; user and system time are fields 14 and 15.
    const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  /**
   * Send a request and wait for its answer.
   * @param {object} request
   * @param {number} seconds
   * @returns {Promise<Answer>}
   */
  async ask(request, seconds) {
    const answered = this.answer(seconds);
    if (!this.#ended) this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return answered;
  }

  /** End the process at once. */
  close() {
    this.#ended = true;
    this.#process.kill('SIGKILL');
  }
}
