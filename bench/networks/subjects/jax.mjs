import { nodePeer } from './nodePeer.mjs';

/** jax-js on WebAssembly, one thread. */
export const jax = nodePeer('jax-js', ['@jax-js/jax'], 'jax', (benchmark) => {
  const { kind } = benchmark;
  return kind === 'training' || kind === 'exp' || (kind === 'product' && benchmark.type === 'f32');
});
