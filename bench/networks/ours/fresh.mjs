/** One fresh process: how long its first prediction takes, or until its products are fast. */

import { init, sequential } from '../../../dist/index.js';
import { dense } from '../../../dist/layer/index.js';
import { defaultMemory } from '../../../dist/memory/memory.js';
import { networkKernels } from '../../../dist/memory/networkKernels.js';
import { Scope } from '../../../dist/memory/scope.js';
import { writeSafetensors } from '../../../dist/model/safetensors.js';
import { median } from '../../median.mjs';
import { readNumbers } from '../data/arrays.mjs';
import { cube, sizes } from '../kinds/start.mjs';

/** Milliseconds to watch, and those that a speed is the mean of. */
const [WATCHED, WINDOW] = [400, 1];

const { kind, precision, places } = JSON.parse(process.argv[2]);
const arrays = Object.fromEntries(
  Object.entries(places).map(([name, place]) => [name, readNumbers(/** @type {any} */ (place))]),
);
if (precision === 'fast') await init({ precision });
const { answer, ...seconds } = kind === 'startUp' ? startUp(arrays) : tierUp(arrays);
process.stdout.write(JSON.stringify({ ...seconds, answer: Array.from(answer) }));

/** Nothing is compiled before the clock begins. @param {Record<string, any>} arrays */
function startUp({ x, w, v }) {
  const [inputs, units, outputs] = sizes;
  const layers = [
    dense(units, { activation: 'relu', useBias: false }),
    dense(outputs, { useBias: false }),
  ];
  const bytes = writeSafetensors({
    tensors: new Map([
      ['dense1.kernel', { dtype: 'F32', shape: [inputs, units], data: w }],
      ['dense2.kernel', { dtype: 'F32', shape: [units, outputs], data: v }],
    ]),
    metadata: new Map(),
  });
  const network = sequential(layers, { inputShape: [inputs] });
  const fitted = network.fromSafetensors(bytes, { layout: 'keras' });
  const X = { data: x, rows: x.length / inputs, cols: inputs };
  const before = process.cpuUsage();
  const begin = performance.now();
  const scores = fitted.scores(X);
  const wall = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1e6, wall, answer: scores.data };
}

/**
 * Seconds from the first call until the mean speed of a millisecond has 90 % of what it settles at:
 * the median of the second half.
 * @param {Record<string, any>} arrays
 */
function tierUp(arrays) {
  const memory = defaultMemory();
  const kernels = networkKernels(memory);
  const scope = new Scope(memory, 'tierUp');
  const { m, n, k } = cube;
  const put = (/** @type {Float32Array} */ values) => {
    const at = scope.reserve(4 * values.length + 32);
    memory.f32(at, values.length).set(values);
    return at;
  };
  const [a, b, c] = [put(arrays.a), put(arrays.b), put(new Float32Array(m * n))];
  const work = scope.reserve(kernels.gemm_workspace());
  const begin = performance.now();
  /** @type {number[]} calls in each millisecond */
  const calls = new Array(WATCHED / WINDOW).fill(0);
  for (let at = 0; at < calls.length; ) {
    kernels.gemm_nn(work, m, n, k, a, b, c, 0);
    at = Math.floor((performance.now() - begin) / WINDOW);
    if (at < calls.length) calls[at]++;
  }
  const settled = median(calls.slice(calls.length / 2));
  const first = calls.findIndex((count) => count >= 0.9 * settled);
  const seconds = ((first + 1) * WINDOW) / 1000;
  return { cpu: seconds, wall: seconds, answer: memory.f32(c, m * n).slice() };
}
