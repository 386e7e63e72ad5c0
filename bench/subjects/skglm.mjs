import { fileURLToPath } from 'node:url';
import { findPython } from '../python.mjs';

const script = fileURLToPath(new URL('./skglm_path.py', import.meta.url));

/**
 * skglm, by the `tol` of its solvers: default 1e-4, the largest distance of a gradient from the
 * subdifferential.
 * @type {import('./subject.mjs').Subject}
 */
export const skglm = {
  name: 'skglm',
  threads: 1,
  knob: 'tol',
  find() {
    const command = findPython('skglm');
    return command === undefined ? undefined : { command, args: [script] };
  },
  supports: ({ kind, family = 'gaussian', l1Ratio }) => {
    return kind === 'path' && ['gaussian', 'binomial'].includes(family) && l1Ratio === 1;
  },
  tolerances: () => [1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9],
  refines: true,
};
