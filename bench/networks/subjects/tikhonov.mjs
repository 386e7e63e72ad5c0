import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = new URL('../../../dist/index.js', import.meta.url);
const worker = fileURLToPath(new URL('../ours/worker.mjs', import.meta.url));
const wide = new URL('../../../build/nn64.wasm', import.meta.url);

/** @param {import('../cases/case.mjs').Case} benchmark */
const isWide = (benchmark) => benchmark.kind === 'product' && benchmark.type === 'f64';

/**
 * This package as built in dist. Products of f64 are those of the build that `npm run build:wasm --
 * debug` adds, in one thread.
 * @param {string} name
 * @param {string} precision
 * @param {number} threads
 * @returns {import('./subject.mjs').Subject}
 */
const ours = (name, precision, threads) => ({
  ...{ name, threads, ours: true },
  find() {
    if (!existsSync(entry)) return undefined;
    const flags = precision === 'fast' ? [[], [RELAXED]].find(hasRelaxed) : [];
    const args = ['--expose-gc', ...(flags ?? []), worker, precision, `${threads}`];
    return flags && { command: process.execPath, args };
  },
  supports(benchmark) {
    if (benchmark.kind === 'exp') return threads === 1;
    if (!isWide(benchmark)) return true;
    return precision === 'strict' && threads === 1 && existsSync(wide);
  },
});

/** Node 20 has relaxed SIMD behind this. */
const RELAXED = '--experimental-wasm-relaxed-simd';

/** @param {string[]} flags */
function hasRelaxed(flags) {
  const probe = `const { init } = await import('${entry.href}');
  process.exit((await init({ precision: 'fast' })).precision === 'fast' ? 0 : 1);`;
  const args = [...flags, '--input-type=module', '--eval', probe];
  return spawnSync(process.execPath, args, { stdio: 'ignore' }).status === 0;
}

/** One thread, the same bits on every engine. */
export const tikhonov = ours('tikhonov', 'strict', 1);

/** The same with fused multiply-adds. */
export const tikhonovFast = ours('tikhonov-fast', 'fast', 1);

/** Two threads that share each step. */
export const tikhonovThreads = ours('tikhonov-2-threads', 'strict', 2);
export const tikhonovFastThreads = ours('tikhonov-fast-2-threads', 'fast', 2);
