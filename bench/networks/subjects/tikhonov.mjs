import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = new URL('../../../dist/index.js', import.meta.url);
const worker = fileURLToPath(new URL('../ours/worker.mjs', import.meta.url));
const wide = new URL('../../../build/nn64.wasm', import.meta.url);

/** @param {import('../cases/case.mjs').Case} benchmark */
const isWide = (benchmark) => benchmark.kind === 'product' && benchmark.type === 'f64';

/**
 * This package as built in dist, one thread, the same bits on every engine. Products of f64 are those
 * of the build that `npm run build:wasm -- debug` adds.
 * @type {import('./subject.mjs').Subject}
 */
export const tikhonov = {
  name: 'tikhonov',
  ours: true,
  find: () => {
    const args = ['--expose-gc', worker, 'strict'];
    return existsSync(entry) ? { command: process.execPath, args } : undefined;
  },
  supports: (benchmark) => !isWide(benchmark) || existsSync(wide),
};

/** Node 20 has relaxed SIMD behind this. */
const RELAXED = '--experimental-wasm-relaxed-simd';

/** @param {string[]} flags */
function hasRelaxed(flags) {
  const probe = `const { init } = await import('${entry.href}');
  process.exit((await init({ precision: 'fast' })).precision === 'fast' ? 0 : 1);`;
  const args = [...flags, '--input-type=module', '--eval', probe];
  return spawnSync(process.execPath, args, { stdio: 'ignore' }).status === 0;
}

/**
 * The same with fused multiply-adds.
 * @type {import('./subject.mjs').Subject}
 */
export const tikhonovFast = {
  name: 'tikhonov-fast',
  ours: true,
  find() {
    const flags = [[], [RELAXED]].find(hasRelaxed);
    const args = ['--expose-gc', ...(flags ?? []), worker, 'fast'];
    return flags ? { command: process.execPath, args } : undefined;
  },
  supports: (benchmark) => !isWide(benchmark),
};
