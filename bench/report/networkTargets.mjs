/**
 * What the project wants of networks: the least ratio of a peer's median to ours, the least share of
 * the machine's peak, which takes part as a peer, or the least work per second of our own.
 */

import { products } from '../networks/cases/products.mjs';
import { target } from './targets.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

const fast = { of: 'tikhonov-fast' };
const threads = { of: 'tikhonov-2-threads' };
const fastThreads = { of: 'tikhonov-fast-2-threads' };

/**
 * @param {number} share of the peak
 * @param {number} fused share of the fused one
 */
const peaks = (share, fused) => [target('mul+add peak', share), target('FMA peak', fused, fast)];

const rivals = [
  target('tfjs-wasm', 1.25),
  target('jax-js', 1.15),
  target('onnxruntime-web', 1.1),
  target('tfjs-wasm', 1.6, fast),
  target('jax-js', 1.4, fast),
  target('onnxruntime-web', 1.5, fast),
];

/** @param {import('../networks/cases/case.mjs').Product} product */
function ofProduct({ type, m, n, k }) {
  if (type === 'f64') return [target('mul+add peak', 0.93)];
  if (m !== n || n !== k) return [...peaks(0.85, 0.85), ...rivals];
  const two = target('tikhonov', 1.95, threads);
  return [...peaks(m < 1024 ? 0.95 : 0.9, 0.92), ...rivals, two];
}

/** Targets of both builds. @param {readonly (readonly [peer: string, least: number])[]} pairs */
const both = (...pairs) => [
  ...pairs.map(([peer, least]) => target(peer, least)),
  ...pairs.map(([peer, least]) => target(peer, least, fast)),
];

/** @type {Record<string, Target[]>} */
export const networkTargets = {
  'N1-step': both(
    ['pytorch', 8],
    ['scikit-learn', 5],
    ['jax-js', 12],
    ['tfjs-wasm', 50],
    ['tfjs-cpu', 110],
  ),
  'N2-step': [
    ...both(['tfjs-wasm', 18], ['jax-js', 2.5]),
    target('pytorch', 0.7),
    target('pytorch', 1, fast),
    target('pytorch-2-threads', 1.05, threads),
    target('pytorch-2-threads', 1.4, fastThreads),
  ],
  'N3-step': [
    ...both(['tfjs-cpu', 600], ['jax-js', 110]),
    target('pytorch', 0.85),
    target('pytorch', 1.1, fast),
  ],
  'N4-step': both(['pytorch', 20], ['scikit-learn', 12], ['tfjs-wasm', 100]),
  microbit: [target('tfjs-cpu', 50), target('tfjs-wasm', 50)],
  exp: [target('javascript', 8)],
  dropout: [target('tikhonov', 8, { unit: 'GB/s' })],
  adamW: [target('tikhonov', 45, { unit: 'GB/s' })],
  'start-up': [target('tikhonov', 1000, { unit: 'starts/s' })],
  'tier-up': [target('tikhonov', 100, { unit: 'starts/s' })],
  ...Object.fromEntries(products.map((product) => [product.name, ofProduct(product)])),
};
