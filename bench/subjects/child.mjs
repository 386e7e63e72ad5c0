import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { subjectEnvironment } from './environment.mjs';

/** @typedef {Record<string, any>} Answer */

/** The subject did not answer in time; its process has been ended. */
export class TimeoutError extends Error {}

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
   */
  constructor(name, { command, args }) {
    this.#name = name;
    this.#process = spawn(command, args, {
      env: subjectEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#process.on('error', (error) => this.#end(error.message));
    this.#process.on('exit', (code, signal) => this.#end(`ended with ${signal ?? code}`));
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
   * @param {number} seconds after which the process is ended and TimeoutError thrown
   * @returns {Promise<Answer>}
   */
  async answer(seconds) {
    if (this.#ended) throw new Error(`${this.#name} is not running\n${this.#errors}`);
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const answered = new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      timer = setTimeout(() => {
        this.#waiting = undefined;
        reject(new TimeoutError(`${this.#name} took more than ${seconds} s`));
        this.close();
      }, 1000 * seconds);
    });
    return answered.finally(() => clearTimeout(timer));
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
