/** A known answer before the first network: machines whose SIMD lies are refused. */
import type { NnExports } from '../generated/nnExports.ts';
import type { Memory } from './memory.ts';

/** Rows, columns and terms of a product that meets every kind of tile. */
const [M, N, K] = [7, 13, 5];

/**
 * A product of small integers, which every rounding leaves exact.
 *
 * @throws Error if a number of it is wrong.
 */
export function testKernels(memory: Memory, kernels: NnExports): void {
  const bytes = kernels.real_bytes();
  const work = memory.allocate(kernels.gemm_workspace());
  const at = memory.allocate((M * K + K * N + M * N + 8) * bytes);
  try {
    const view = (from: number, length: number) =>
      bytes === 8 ? memory.f64(from, length) : memory.f32(from, length);
    const [b, c] = [at + M * K * bytes, at + (M * K + K * N) * bytes];
    for (let i = 0; i < M * K + K * N; i++) view(at + i * bytes, 1)[0] = (i % 7) - 3;
    kernels.gemm_nn(work, M, N, K, at, b, c, 0);
    const product = view(c, M * N);
    for (let i = 0; i < M * N; i++) {
      let sum = 0;
      for (let p = 0; p < K; p++)
        sum += (((((i / N) | 0) * K + p) % 7) - 3) * (((M * K + p * N + (i % N)) % 7) - 3);
      if (product[i] !== sum)
        throw new Error(`nn.wasm: a product is ${product[i]} and must be ${sum} on this machine`);
    }
  } finally {
    memory.heap.free(at);
    memory.heap.free(work);
  }
}
