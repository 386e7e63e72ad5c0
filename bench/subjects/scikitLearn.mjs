import { fileURLToPath } from 'node:url';
import { findPython } from '../python.mjs';

const script = fileURLToPath(new URL('./scikit_learn.py', import.meta.url));

/**
 * scikit-learn, by its `tol`: default 1e-4. For the squared loss it stops at an absolute gap of
 * tol · ‖y‖², which is twice our relative one, so half the target always passes. Ridge solvers are
 * direct. Classes: liblinear on sparse data with two of them, else SAGA, whose `tol` is the largest
 * change of a coefficient. Release 1.2.1 has no lasso for counts and none of groups.
 * @type {import('./subject.mjs').Subject}
 */
export const scikitLearn = {
  name: 'scikit-learn',
  threads: 1,
  knob: 'tol',
  find() {
    const command = findPython('sklearn');
    return command === undefined ? undefined : { command, args: [script] };
  },
  supports: ({ family, groupSize }) => family !== 'poisson' && groupSize === undefined,
  tolerances({ gap, l1Ratio, family = 'gaussian' }) {
    if (family !== 'gaussian') return [1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
    const asked = [gap, gap / 2, gap / 10, gap / 100].filter((tolerance) => tolerance < 1e-4);
    return l1Ratio === 0 ? [1e-4] : [1e-4, ...asked];
  },
  refines: false,
  reference: () => 1e-9,
};
