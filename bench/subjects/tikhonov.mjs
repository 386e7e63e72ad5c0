import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
const worker = fileURLToPath(new URL('./tikhonovWorker.mjs', import.meta.url));

/**
 * How to start our worker, or undefined where the package is not built.
 * @param {'float64' | 'float32'} storage of a dense X
 * @param {number} threads
 */
export function startWorker(storage, threads) {
  const args = ['--expose-gc', '--max-old-space-size=4096', worker, storage, String(threads)];
  return existsSync(entry) ? { command: process.execPath, args } : undefined;
}

/**
 * This package as built in dist, at the gap the case asks for; it gets no second try.
 * @type {import('./subject.mjs').Subject}
 */
export const tikhonov = {
  name: 'tikhonov',
  ours: true,
  threads: 1,
  knob: 'tol',
  find: () => startWorker('float64', 1),
  supports: () => true,
  tolerances: ({ gap }) => [gap],
  refines: false,
  reference: ({ gap, family = 'gaussian' }) => (family === 'gaussian' ? 1e-11 : gap / 100),
};
