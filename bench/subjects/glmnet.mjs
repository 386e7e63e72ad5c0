import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./glmnet.R', import.meta.url));
const packages = 'library(glmnet); library(jsonlite); library(Matrix)';

/**
 * R glmnet, by its `thresh`: default 1e-7.
 * @type {import('./subject.mjs').Subject}
 */
export const glmnet = {
  name: 'glmnet',
  threads: 1,
  knob: 'thresh',
  find() {
    const { status } = spawnSync('Rscript', ['-e', packages], { stdio: 'ignore' });
    return status === 0 ? { command: 'Rscript', args: [script] } : undefined;
  },
  supports: ({ kind, groupSize }) => kind !== 'loo' && groupSize === undefined,
  tolerances: () => [1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16],
  refines: true,
  reference: () => 1e-14,
};
