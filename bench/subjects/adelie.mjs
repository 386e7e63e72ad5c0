import { fileURLToPath } from 'node:url';
import { findPython } from '../python.mjs';

const script = fileURLToPath(new URL('./adelie_path.py', import.meta.url));

/**
 * adelie, by the `tol` of its coordinate descent: default 1e-7.
 * @type {import('./subject.mjs').Subject}
 */
export const adelie = {
  name: 'adelie',
  threads: 1,
  knob: 'tol',
  find() {
    const command = findPython('adelie');
    return command === undefined ? undefined : { command, args: [script] };
  },
  supports: ({ kind, family = 'gaussian', l1Ratio }) => {
    return kind === 'path' && family === 'gaussian' && l1Ratio > 0;
  },
  tolerances: () => [1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16],
  refines: true,
};
