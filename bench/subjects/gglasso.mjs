import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./gglasso.R', import.meta.url));
const packages = 'library(gglasso); library(jsonlite); library(Matrix)';

/**
 * R gglasso, by its `eps`: default 1e-8. Squared loss with the group lasso, on dense data.
 * @type {import('./subject.mjs').Subject}
 */
export const gglasso = {
  name: 'gglasso',
  threads: 1,
  knob: 'eps',
  find() {
    const { status } = spawnSync('Rscript', ['-e', packages], { stdio: 'ignore' });
    return status === 0 ? { command: 'Rscript', args: [script] } : undefined;
  },
  supports: ({ kind, groupSize }) => kind === 'path' && groupSize !== undefined,
  tolerances: () => [1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16],
  refines: true,
};
