/**
 * How much WebAssembly memory a run takes beside its data: `node bench/memory.mjs [case …]`. Each
 * case runs in a process and a memory of its own. That memory never shrinks, so its size afterwards
 * is its peak, to the page of 64 KiB. Writes bench/results/memory.json.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cases } from './cases/index.mjs';
import { hasData, prepare } from './dataset/prepare.mjs';
import { describeMachine } from './machine.mjs';

const names = [
  'W1-path',
  'W1-cv',
  'W2-path',
  'W2-cv',
  'W3-path',
  'W4-path',
  'W5d-path',
  'W5w-path',
  'W5s-path',
  'W6-path',
  'W7-path',
  'W10-path',
  'movie-reviews-path',
  'movie-reviews-cv',
  'farm-ads-path',
];
const worker = fileURLToPath(new URL('./memory/worker.mjs', import.meta.url));

/**
 * @param {import('./cases/case.mjs').Case} benchmark
 * @param {string} storage
 */
function measure(benchmark, storage) {
  const { folder, meta, lambdas, folds, problem } = prepare(benchmark);
  const { l1Ratio, family, outputs, groupSize } = problem;
  const posed = { folder, meta, lambdas, folds, l1Ratio, family, outputs, groupSize };
  const request = JSON.stringify({ ...posed, tolerance: benchmark.gap, storage });
  const args = ['--max-old-space-size=8192', worker];
  const { stdout, stderr } = spawnSync(process.execPath, args, { input: request });
  if (stdout.length === 0) throw new Error(`bench: ${benchmark.name}: ${stderr}`);
  const { dataBytes, peakBytes } = JSON.parse(stdout.toString());
  const { name, title } = benchmark;
  const ratio = peakBytes / dataBytes;
  process.stderr.write(`${name} ${storage}: ${ratio.toFixed(3)} × ${dataBytes} bytes\n`);
  return { name, title, storage, sparse: meta.sparse, dataBytes, peakBytes, ratio };
}

/** @typedef {ReturnType<typeof measure>} Run */

const folder = new URL('./results/', import.meta.url);
const file = new URL('memory.json', folder);

/**
 * Into the file at once, in the place of an older run of the same kind.
 * @param {Run} run
 */
function store(run) {
  /** @type {Run[]} */
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).runs : [];
  const others = known.filter(({ name, storage }) => {
    return name !== run.name || storage !== run.storage;
  });
  const order = (/** @type {Run} */ { name }) => cases.findIndex((each) => each.name === name);
  const runs = [...others, run].sort((a, b) => order(a) - order(b));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine: describeMachine(), runs }, null, 1)}\n`);
}

const chosen = process.argv.length > 2 ? process.argv.slice(2) : names;
for (const each of cases) {
  if (!chosen.includes(each.name) || !hasData(each)) continue;
  store(measure(each, 'float64'));
  if (each.name === 'W6-path') store(measure(each, 'float32'));
}
