import { fileURLToPath } from 'node:url';
import { findPython } from '../python.mjs';

const script = fileURLToPath(new URL('./celer_path.py', import.meta.url));

/**
 * celer, by its `tol`: default 1e-4 as in its Lasso, a gap as a share of mean(y²). Its dual point
 * is extrapolated, so the gap the judge finds is larger.
 * @type {import('./subject.mjs').Subject}
 */
export const celer = {
  name: 'celer',
  threads: 1,
  knob: 'tol',
  find() {
    const command = findPython('celer');
    return command === undefined ? undefined : { command, args: [script] };
  },
  supports: ({ kind, family = 'gaussian', l1Ratio }) => {
    return kind === 'path' && family === 'gaussian' && l1Ratio === 1;
  },
  tolerances: () => [1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12],
  refines: true,
};
