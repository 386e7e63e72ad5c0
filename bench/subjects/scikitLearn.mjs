import { fileURLToPath } from 'node:url';
import { findPython } from '../python.mjs';

const script = fileURLToPath(new URL('./scikit_learn.py', import.meta.url));

/**
 * scikit-learn, by its `tol`: default 1e-4. It stops at an absolute gap of tol · ‖y‖², which is
 * twice our relative one, so half the target always passes. Ridge solvers are direct.
 * @type {import('./subject.mjs').Subject}
 */
export const scikitLearn = {
  name: 'scikit-learn',
  knob: 'tol',
  find() {
    const command = findPython('sklearn');
    return command === undefined ? undefined : { command, args: [script] };
  },
  supports: () => true,
  tolerances({ gap, l1Ratio }) {
    const asked = [gap, gap / 2, gap / 10, gap / 100].filter((tolerance) => tolerance < 1e-4);
    return l1Ratio === 0 ? [1e-4] : [1e-4, ...asked];
  },
  refines: false,
  reference: 1e-9,
};
