/**
 * How much WebAssembly memory a run takes beside its data: `node bench/memory.mjs [case …]`. Each
 * case runs in a process and a memory of its own. That memory never shrinks, so its size afterwards
 * is its peak, to the page of 64 KiB. Writes bench/results/memory.json.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
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

const chosen = process.argv.length > 2 ? process.argv.slice(2) : names;
const measured = cases
  .filter(({ name }) => chosen.includes(name))
  .filter(hasData)
  .flatMap((each) => {
    return each.name === 'W6-path'
      ? [measure(each, 'float64'), measure(each, 'float32')]
      : [measure(each, 'float64')];
  });
const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
const text = JSON.stringify({ machine: describeMachine(), runs: measured }, null, 1);
writeFileSync(new URL('memory.json', folder), `${text}\n`);
