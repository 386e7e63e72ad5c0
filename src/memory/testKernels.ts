/** A known answer before the first network: machines whose SIMD lies are refused. */
import type { NnExports } from '../generated/nnExports.ts';
import type { Memory } from './memory.ts';

/** Rows, columns and terms of a product that meets every kind of tile. */
const [M, N, K] = [7, 13, 5];

/**
 * A dense layer x W + b of small integers, which every rounding leaves exact: most networks have one,
 * so what it makes the engine compile is wanted anyway.
 *
 * @throws Error if a number of it is wrong.
 */
export function testKernels(memory: Memory, kernels: NnExports): void {
  const bytes = kernels.real_bytes();
  const work = memory.allocate(kernels.gemm_workspace());
  const given = M * K + K * N + N;
  const at = memory.allocate((given + M * N + 8) * bytes);
  try {
    const view = (from: number, length: number) =>
      bytes === 8 ? memory.f64(from, length) : memory.f32(from, length);
    const [w, b, y] = [M * K, M * K + K * N, given].map((count) => at + count * bytes);
    const numbers = view(at, given);
    for (let i = 0; i < given; i++) numbers[i] = (i % 7) - 3;
    kernels.dense_forward(work, M, N, K, at, w!, b!, y!);
    const outputs = view(y!, M * N);
    for (let i = 0; i < M * N; i++) {
      const [row, col] = [(i / N) | 0, i % N];
      let sum = numbers[M * K + K * N + col]!;
      for (let p = 0; p < K; p++) sum += numbers[row * K + p]! * numbers[M * K + p * N + col]!;
      if (outputs[i] !== sum)
        throw new Error(`nn.wasm: a number is ${outputs[i]} and must be ${sum} on this machine`);
    }
  } finally {
    memory.heap.free(at);
    memory.heap.free(work);
  }
}
