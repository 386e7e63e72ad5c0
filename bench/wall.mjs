/**
 * The largest problems that one WebAssembly memory of 4 GiB holds, and one beyond it:
 * `node bench/wall.mjs [name …]`. Takes minutes and up to 9 GB of memory. Each runs in a process
 * of its own. Writes bench/results/wall.json.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeMachine } from './machine.mjs';

/**
 * @typedef {object} Size
 * @property {string} name
 * @property {number} rows
 * @property {number} columns
 * @property {number} [perColumn] stored entries of a sparse column
 */

/** @type {Size[]} */
const sizes = [
  { name: 'tall', rows: 8_000_000, columns: 110 },
  { name: 'wide', rows: 2000, columns: 500_000 },
  { name: 'sparse', rows: 2_000_000, columns: 1_000_000, perColumn: 320 },
  { name: 'beyond, dense', rows: 10_000_000, columns: 110 },
  { name: 'beyond, sparse', rows: 2_000_000, columns: 1_000_000, perColumn: 360 },
];
const worker = fileURLToPath(new URL('./wall/worker.mjs', import.meta.url));
const folder = new URL('./results/', import.meta.url);
const file = new URL('wall.json', folder);

/** @param {Size} size */
function measure(size) {
  const { stdout, stderr } = spawnSync(process.execPath, [worker], { input: JSON.stringify(size) });
  if (stdout.length === 0) throw new Error(`bench: ${size.name}: ${stderr}`);
  process.stderr.write(`${stdout}\n`);
  return { ...size, ...JSON.parse(stdout.toString()) };
}

/** @typedef {ReturnType<typeof measure>} Run */

/**
 * Into the file at once, in the place of an older run of the same name.
 * @param {Run} run
 */
function store(run) {
  /** @type {Run[]} */
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).runs : [];
  const runs = sizes.flatMap(({ name }) => {
    return name === run.name ? run : known.filter((each) => each.name === name);
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine: describeMachine(), runs }, null, 1)}\n`);
}

const chosen = process.argv.slice(2);
for (const size of sizes)
  if (chosen.length === 0 || chosen.includes(size.name)) store(measure(size));
