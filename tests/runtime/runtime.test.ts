import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import {
  dense,
  init,
  Lasso,
  Matrix,
  Runtime,
  type RuntimeOptions,
  sequential,
} from '../../src/index.ts';
import { Fingerprint } from '../browser/fingerprint.ts';

const X = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 3],
];
const y = [1, 3, 2, 4];
const lasso = new Lasso({ lambda: 0.01 });
const WASM = new URL('../../dist/wasm/linear.wasm', import.meta.url);
const NN_WASM = new URL('../../dist/wasm/nn.wasm', import.meta.url);

afterEach(async () => {
  await init();
});

describe('init', () => {
  test('is optional: the first fit prepares a memory of its own', () => {
    expect(lasso.fitSync(X, y).certificate.ok).toBe(true);
  });

  test('says what it runs on', async () => {
    const runtime = await init();
    expect(runtime).toBeInstanceOf(Runtime);
    const { threads, simd, shared, bytesInUse } = runtime;
    expect({ threads, simd, shared, bytesInUse }).toEqual({
      threads: 1,
      simd: true,
      shared: false,
      bytesInUse: 0,
    });
  });

  test('makes the memory that matrices and fits use from then on', async () => {
    const first = await init();
    const old = Matrix.from(X);
    const second = await init();
    const fresh = Matrix.from(X);
    expect(first.bytesInUse).toBe(second.bytesInUse);
    fresh.free();
    expect(second.bytesInUse).toBe(0);
    expect(old.toArrays()).toEqual(X);
    old.free();
    expect(first.bytesInUse).toBe(0);
  });

  test('takes the module as bytes or compiled, with the same results', async () => {
    const bits = () => new Fingerprint().add(lasso.fitSync(X, y).coef).text;
    const inline = bits();
    const bytes = readFileSync(WASM);
    await init({ wasm: bytes });
    expect(bits()).toBe(inline);
    await init({ wasm: new WebAssembly.Module(bytes) });
    expect(bits()).toBe(inline);
  });

  test('takes nn.wasm as bytes or compiled, with the same results', async () => {
    const network = sequential([dense(3, { activation: 'tanh' }), dense(1)]);
    const options = { epochs: 2, batchSize: 2, validation: 0 };
    const weights = async () => [...(await network.fit(X, y, options)).weights.values()];
    const inline = await weights();
    const bytes = readFileSync(NN_WASM);
    const nop = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
    for (const nnWasm of [bytes, new WebAssembly.Module(bytes)]) {
      await init({ nnWasm });
      expect(await weights()).toEqual(inline);
    }
    // it is this one that is used
    await init({ nnWasm: nop });
    await expect(weights()).rejects.toThrow();
    await init();
  });

  test.each([
    [
      { nnWasm: new Uint8Array(8), precision: 'fast' },
      "init: nnWasm must be left out with precision 'fast', got Uint8Array",
    ],
    [{ memoryMB: 0 }, 'init: memoryMB must be an integer >= 1, got 0'],
    [{ memoryMB: 1.5 }, 'init: memoryMB must be an integer >= 1, got 1.5'],
    [{ memoryMB: Number.NaN }, 'init: memoryMB must be an integer >= 1, got NaN'],
    [{ memory: 8 }, 'init: unknown option memory; did you mean memoryMB?'],
  ])('refuses %o', async (options, message) => {
    await expect(init(options as RuntimeOptions)).rejects.toThrow(message);
  });

  test('refuses a limit that WebAssembly does not have', async () => {
    await expect(init({ memoryMB: 4097 })).rejects.toThrow(/^init: memoryMB must be/);
  });
});

describe('a runtime', () => {
  test('keeps a fit to its own memory', async () => {
    const own = await init();
    const shared = await init();
    const { size } = shared.memory;
    const wide = Array.from({ length: 50 }, (_, i) =>
      Array.from({ length: 400 }, (_, j) => Math.sin(i * j + i)),
    );
    await lasso.fit(
      wide,
      wide.map((row) => row[7]!),
      { runtime: own },
    );
    expect(own.memory.size).toBeGreaterThan(size);
    expect(shared.memory.size).toBe(size);
  });

  test('that is disposed of is no longer the one that fits use', async () => {
    const runtime = await init({ memoryMB: 1 });
    await runtime.dispose();
    expect(Matrix.zeros(1000, 1000).data.length).toBe(1e6);
    expect(runtime.bytesInUse).toBe(0);
  });

  test('that is not the default one is disposed of without touching it', async () => {
    const first = await init();
    const second = await init();
    const matrix = Matrix.from(X);
    const before = second.bytesInUse;
    await first.dispose();
    const another = Matrix.from(X);
    expect(second.bytesInUse).toBe(2 * before);
    matrix.free();
    another.free();
  });
});
