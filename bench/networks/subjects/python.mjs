import { fileURLToPath } from 'node:url';
import { findPython } from '../../python.mjs';

/** @typedef {import('../cases/case.mjs').Case} Case */

/**
 * A subject in Python.
 * @param {string} name
 * @param {string} module that it needs
 * @param {string} script in peers/
 * @param {(benchmark: Case) => boolean} supports
 * @returns {import('./subject.mjs').Subject}
 */
function pythonPeer(name, module, script, supports) {
  const file = fileURLToPath(new URL(`../peers/${script}`, import.meta.url));
  const find = () => {
    const command = findPython(module);
    return command === undefined ? undefined : { command, args: [file] };
  };
  return { name, find, supports };
}

/** PyTorch in eager mode, one thread. */
export const pytorch = pythonPeer('pytorch', 'torch', 'pytorch.py', ({ kind }) => {
  return kind === 'training' || kind === 'product' || kind === 'exp';
});

/** The same with two threads. */
export const pytorchThreads = { ...pytorch, name: 'pytorch-2-threads', threads: 2 };

/** Dense layers with relu, Adam and nothing else are what its MLPClassifier has. */
export const scikitLearn = pythonPeer(
  'scikit-learn',
  'sklearn',
  'scikit_learn.py',
  (benchmark) =>
    benchmark.kind === 'training' &&
    benchmark.optimizer.type === 'adam' &&
    benchmark.layers.every(({ type }) => type === 'dense'),
);
