import { fileURLToPath } from 'node:url';
import { tikhonovFast } from './tikhonov.mjs';

const worker = fileURLToPath(new URL('../peers/peak.mjs', import.meta.url));

/** @typedef {import('../cases/case.mjs').Case} Case */

/**
 * The machine's own limit as a subject: as many multiplications and additions as the product has,
 * on registers alone. Its ratio is the share of the peak that we reach.
 * @type {import('./subject.mjs').Subject}
 */
export const mulAddPeak = {
  name: 'mul+add peak',
  find: () => ({ command: process.execPath, args: ['--expose-gc', worker, 'strict'] }),
  supports: ({ kind }) => kind === 'product',
};

/**
 * The same with fused multiply-adds, where the engine has them.
 * @type {import('./subject.mjs').Subject}
 */
export const fmaPeak = {
  name: 'FMA peak',
  find() {
    const fast = tikhonovFast.find();
    // in place of our worker, its precision and its threads
    return fast && { ...fast, args: [...fast.args.slice(0, -3), worker, 'fast'] };
  },
  supports: (benchmark) => benchmark.kind === 'product' && benchmark.type === 'f32',
};
