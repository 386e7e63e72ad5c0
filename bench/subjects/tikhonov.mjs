import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
const worker = fileURLToPath(new URL('./tikhonovWorker.mjs', import.meta.url));

/**
 * This package as built in dist, at the gap the case asks for; it gets no second try.
 * @type {import('./subject.mjs').Subject}
 */
export const tikhonov = {
  name: 'tikhonov',
  knob: 'tol',
  find() {
    const args = ['--expose-gc', '--max-old-space-size=4096', worker];
    return existsSync(entry) ? { command: process.execPath, args } : undefined;
  },
  supports: () => true,
  tolerances: ({ gap }) => [gap],
  refines: false,
  reference: 1e-11,
};
