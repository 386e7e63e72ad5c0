import { spawnSync } from 'node:child_process';
import { startWorker, tikhonov } from './tikhonov.mjs';

const entry = new URL('../../dist/index.js', import.meta.url).href;
const probe = `const { init } = await import('${entry}');
const runtime = await init({ threads: 2 });
process.exit(runtime.threads === 2 ? 0 : 1);`;

/**
 * This package with two threads, timed by the wall clock.
 * @type {import('./subject.mjs').Subject}
 */
export const tikhonovTwoThreads = {
  ...tikhonov,
  name: 'tikhonov-2-threads',
  threads: 2,
  find() {
    const args = ['--input-type=module', '--eval', probe];
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
    return status === 0 ? startWorker('float64', 2) : undefined;
  },
  supports: ({ kind, name }) => kind === 'cv' || name === 'W6-path',
  reference: undefined,
};
