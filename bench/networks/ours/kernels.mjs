/** Kernels of nn.wasm, called as a plan calls them. */

import { readFileSync } from 'node:fs';
import { networkKernels } from '../../../dist/memory/networkKernels.js';
import { AdamRecord, NoiseRecord } from '../../../dist/memory/networkRecords.js';
import { Scope } from '../../../dist/memory/scope.js';
import { ready } from '../../../dist/train/ready.js';
import { assemble } from '../assemble.mjs';
import { adam, rate } from '../kinds/elementwise.mjs';

/** Arrays have room for eight numbers behind their end. */
const MORE = 8;

const wide = new URL('../../../build/nn64.wasm', import.meta.url);

/** Addresses and views of arrays in a memory. */
class Place {
  /** @param {any} memory */
  constructor(memory) {
    this.memory = memory;
    this.scope = new Scope(memory);
  }

  /** @param {Float32Array | Float64Array} values */
  put(values) {
    const at = this.room(values.length, values.BYTES_PER_ELEMENT);
    this.view(at, values.length, values.BYTES_PER_ELEMENT).set(values);
    return at;
  }

  /** @param {number} length @param {number} [bytes] */
  room(length, bytes = 4) {
    const at = this.scope.reserve((length + MORE) * bytes);
    this.view(at, length + MORE, bytes).fill(0);
    return at;
  }

  /** @param {number} at @param {number} length @param {number} [bytes] */
  view(at, length, bytes = 4) {
    return bytes === 8 ? this.memory.f64(at, length) : this.memory.f32(at, length);
  }
}

/** @param {any} memory @param {'f32' | 'f64'} type */
function kernelsOf(memory, type) {
  if (type === 'f32') return networkKernels(memory);
  return memory.start(readFileSync(wide).toString('base64'));
}

/** @param {any} memory @returns {import('../subjects/serve.mjs').Maker} */
const product = (memory) => {
  return ({ type, form, m, n, k }, arrays) => {
    const place = new Place(memory);
    const kernels = kernelsOf(memory, type);
    const bytes = type === 'f64' ? 8 : 4;
    const [a, b] = [place.put(arrays.a), place.put(arrays.b)];
    const c = place.room(m * n, bytes);
    const work = place.scope.reserve(kernels.gemm_workspace());
    const gemm = kernels[`gemm_${form}`];
    const run =
      type === 'f32'
        ? ready(place.scope, [[`gemm_${form}`, work, m, n, k, a, b, c, 0]])
        : () => gemm(work, m, n, k, a, b, c, 0);
    return {
      run,
      answer: () => place.view(c, m * n, bytes).slice(),
    };
  };
};

/** @param {any} memory @returns {import('../subjects/serve.mjs').Maker} */
const dropout = (memory) => {
  return ({ count }, arrays) => {
    const place = new Place(memory);
    const kernels = networkKernels(memory);
    const clock = place.scope.i32(1);
    const noise = place.scope.reserve(NoiseRecord.bytes);
    NoiseRecord.write(memory, noise, { key0: 11, key1: 12, clock });
    const x = place.put(arrays.x);
    const [factors, y] = [place.room(count), place.room(count)];
    return {
      run() {
        kernels.clock_tick(clock);
        kernels.dropout_forward(count, rate, noise, x, factors, y);
      },
      answer: () => place.view(y, count).slice(),
    };
  };
};

/** @param {any} memory @returns {import('../subjects/serve.mjs').Maker} */
const adamW = (memory) => {
  return ({ count }, arrays) => {
    const place = new Place(memory);
    const kernels = networkKernels(memory);
    const { lr, weightDecay, ...rates } = adam;
    const record = place.scope.reserve(AdamRecord.bytes);
    const [w, g] = [place.put(arrays.w), place.put(arrays.g)];
    const [mean, square] = [place.room(count), place.room(count)];
    const run = () => {
      kernels.adam_begin(record, lr);
      kernels.adam_step(record, count, w, g, mean, square, weightDecay, 0);
    };
    const restart = () => {
      AdamRecord.write(memory, record, { ...rates, power1: 1, power2: 1, rate: 0 });
      place.view(w, count).set(arrays.w);
      place.view(mean, count).fill(0);
      place.view(square, count).fill(0);
    };
    restart();
    const answer = () => {
      restart();
      run();
      return place.view(w, count).slice();
    };
    return { run, answer };
  };
};

const EXP = `
import { Elementary } from './math/elementary';
export function exp_all(n: i32, x: usize, y: usize): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16, y += 16) {
    v128.store(y, Elementary.exp(v128.load(x)));
  }
}`;

/** The package has e^x inside of other kernels alone: here in a loop of its own. */
const exp = (/** @type {boolean} */ isFast) => {
  return async (/** @type {any} */ { count }, /** @type {any} */ arrays) => {
    const { exports, memory } = await assemble(EXP, { isFast });
    const [x, y] = [65536, 65536 + 4 * count];
    new Float32Array(memory.buffer, x, count).set(arrays.x);
    return {
      run: () => exports.exp_all(count, x, y),
      answer: () => new Float32Array(memory.buffer, y, count).slice(),
    };
  };
};

/**
 * The makers of kernel cases on a memory.
 * @param {any} memory
 * @param {boolean} isFast
 * @returns {Record<string, import('../subjects/serve.mjs').Maker>}
 */
export const kernelMakers = (memory, isFast) => ({
  product: product(memory),
  dropout: dropout(memory),
  adamW: adamW(memory),
  exp: exp(isFast),
});
