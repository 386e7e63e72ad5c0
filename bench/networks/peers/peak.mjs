/** Chains of x ← x · a + b on registers. Argument: strict, or fast for fused ones. */

import { assemble } from '../assemble.mjs';
import { serve } from '../subjects/serve.mjs';

const isFast = process.argv[2] === 'fast';

/** Independent chains: latency is hidden, and sixteen registers hold them with a and b. */
const CHAINS = 12;

/** @param {'f32' | 'f64'} type */
function source(type) {
  const names = Array.from({ length: CHAINS }, (_, k) => `x${k}`);
  const turn = (/** @type {string} */ x) => {
    if (isFast) return `${x} = v128.relaxed_madd<${type}>(${x}, a, b);`;
    return `${x} = v128.add<${type}>(v128.mul<${type}>(${x}, a), b);`;
  };
  const sum = names.reduce((left, right) => `v128.add<${type}>(${left}, ${right})`);
  return `
export function turns(count: i32, from: usize, to: usize): void {
  const a = v128.load_splat<${type}>(from);
  const b = v128.load_splat<${type}>(from + 8);
  ${names.map((x, k) => `let ${x} = v128.splat<${type}>(${k});`).join('\n  ')}
  for (let i = 0; i < count; i++) {
    ${names.map(turn).join('\n    ')}
  }
  v128.store(to, ${sum});
}`;
}

/**
 * What is measured is time; the product itself, for the judge, is a plain one.
 * @type {import('../subjects/serve.mjs').Maker}
 */
async function product({ type, form, m, n, k }, { a, b }) {
  const { exports, memory } = await assemble(source(type), { isFast });
  const [from, to] = [65536, 65536 + 64];
  const lanes = type === 'f64' ? 2 : 4;
  const Numbers = type === 'f64' ? Float64Array : Float32Array;
  new Numbers(memory.buffer, from, 1)[0] = 0.999999;
  new Numbers(memory.buffer, from + 8, 1)[0] = 1e-6;
  const count = Math.ceil((m * n * k) / (CHAINS * lanes));
  const [rowA, termA] = form === 'tn' ? [1, m] : [k, 1];
  const [colB, termB] = form === 'nt' ? [k, 1] : [1, n];
  const entry = (/** @type {number} */ i, /** @type {number} */ j) => {
    let sum = 0;
    for (let t = 0; t < k; t++) sum += a[i * rowA + t * termA] * b[j * colB + t * termB];
    return sum;
  };
  return {
    run: () => exports.turns(count, from, to),
    answer: () => Numbers.from({ length: m * n }, (_, at) => entry(Math.floor(at / n), at % n)),
  };
}

await serve({}, { product });
