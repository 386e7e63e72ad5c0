/** Cases of fresh processes: one for every run. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeArrays } from '../data/arrays.mjs';

const script = fileURLToPath(new URL('fresh.mjs', import.meta.url));
const execute = promisify(execFile);

/** @param {string} precision @returns {import('../subjects/serve.mjs').Maker} */
export const fresh = (precision) => {
  return ({ kind }, arrays) => {
    const folder = mkdtempSync(join(tmpdir(), 'tikhonov-start-'));
    process.once('exit', () => rmSync(folder, { recursive: true }));
    const request = JSON.stringify({ kind, precision, places: writeArrays(folder, arrays) });
    const args = [...process.execArgv, script, request];
    /** @type {number[]} */
    let answer = [];
    return {
      async run() {
        const { stdout } = await execute(process.execPath, args);
        const { answer: numbers, ...seconds } = JSON.parse(stdout);
        answer = numbers;
        return seconds;
      },
      answer: () => Float32Array.from(answer),
    };
  };
};
