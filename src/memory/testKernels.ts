/** Known answers before the first network: machines whose SIMD lies are refused. */
import type { NnExports } from '../generated/nnExports.ts';
import type { Memory } from './memory.ts';
import { NoiseRecord, RowLossRecord } from './networkRecords.ts';

/** Bytes that the numbers of one part need, in either build. */
const ROOM = 4096;

/** Relative, between numbers that builds round otherwise: a dozen units in the last place of f32. */
const ROUNDED = 2e-6;

/** Where a part lays out what its kernels read and write. */
class Bench {
  readonly memory: Memory;
  readonly kernels: NnExports;
  readonly work: number;
  readonly #begin: number;
  #at: number;

  constructor(memory: Memory, kernels: NnExports, work: number, begin: number) {
    this.memory = memory;
    this.kernels = kernels;
    this.work = work;
    this.#begin = begin;
    this.#at = begin;
  }

  /** Begin another part. */
  clear(): void {
    this.#at = this.#begin;
    this.memory.bytes(this.#begin, ROOM).fill(0);
  }

  /** The address of `bytes` zeros, a multiple of 16. */
  room(bytes: number): number {
    const at = this.#at;
    this.#at += Math.ceil(bytes / 16) * 16;
    return at;
  }

  /** The address of numbers, and of some zeros behind them, which whole vectors reach. */
  put(numbers: readonly number[]): number {
    const at = this.room((numbers.length + 8) * this.kernels.real_bytes());
    this.view(at, numbers.length).set(numbers);
    return at;
  }

  view(at: number, length: number): Float32Array | Float64Array {
    const isWide = this.kernels.real_bytes() === 8;
    return isWide ? this.memory.f64(at, length) : this.memory.f32(at, length);
  }

  /** @throws Error where a number at an address is another. */
  expect(kernel: string, at: number, wanted: readonly number[], tolerance = 0): void {
    this.same(kernel, this.view(at, wanted.length), wanted, tolerance);
  }

  same(kernel: string, got: ArrayLike<number>, wanted: readonly number[], tolerance = 0): void {
    for (let i = 0; i < wanted.length; i++)
      if (!(Math.abs(got[i]! - wanted[i]!) <= tolerance * Math.abs(wanted[i]!)))
        throw new Error(
          `nn.wasm: a number of ${kernel} is ${got[i]} and must be ${wanted[i]} on this machine`,
        );
  }
}

/** Rows, columns and terms of a product that meets every kind of tile. */
const [M, N, K] = [7, 13, 5];

const whole = (length: number, first: number) =>
  Array.from({ length }, (_, i) => ((i + first) % 7) - 3);

/** x W + b and max(x W + b, 0) of small integers, which every rounding leaves exact. */
function products(bench: Bench): void {
  const [x, w, b] = [whole(M * K, 0), whole(K * N, 1), whole(N, 2)];
  const sums = Array.from({ length: M * N }, (_, i) => {
    const [row, col] = [(i / N) | 0, i % N];
    let sum = b[col]!;
    for (let p = 0; p < K; p++) sum += x[row * K + p]! * w[p * N + col]!;
    return sum;
  });
  const given = [bench.put(x), bench.put(w), bench.put(b)] as const;
  const y = bench.room((M * N + 8) * 8);
  bench.kernels.dense_forward(bench.work, M, N, K, ...given, y);
  bench.expect('dense_forward', y, sums);
  bench.kernels.dense_relu(bench.work, M, N, K, ...given, y);
  const cut = sums.map((sum) => Math.max(sum, 0));
  bench.expect('dense_relu', y, cut);
}

/** Philox4x32-10 of key 0 and the counters 0 … 3 in step 0: word w of block b at 4 w + b. */
// biome-ignore format: the words of four blocks per line
const WORDS = [
  0x6627e8d5, 0xf8e4cca4, 0x04faa329, 0xc990ef29,
  0xe169c58d, 0x5cb200db, 0x51c732a6, 0x6a4474a6,
  0xbc57ac4c, 0xb1a574eb, 0x241513ad, 0x9ac9134f,
  0x9b00dbd8, 0x097eff67, 0x459135e4, 0x6d413e04,
];

/** 4 and normal numbers of the first eight words, by Box and Muller's formula in f64. */
// biome-ignore format: a vector per line
const NORMALS = [
  4.1843044, 4.0716652, 5.1876903, 3.7529510,
  2.6570976, 4.2262009, 6.5434751, 4.6458223,
];

/**
 * Products of integers, their halves, shifts, and comparisons of 16 bits, all exact; integers that
 * become floats, roots and choices by bits.
 */
function noise(bench: Bench): void {
  const { memory, kernels } = bench;
  const clock = bench.room(16);
  const record = bench.room(NoiseRecord.bytes);
  NoiseRecord.set(memory, record, 'clock', clock);
  const out = bench.room((2 * WORDS.length + 8) * 8);
  kernels.fill_uniform(WORDS.length, record, 1, out);
  const uniform = WORDS.map((word) => (word >>> 8) / 2 ** 23 - 1);
  bench.expect('fill_uniform', out, uniform);
  const halves = WORDS.flatMap((word) => [word & 0xffff, word >>> 16]);
  kernels.mask_factors(halves.length, 0.5, 2, record, out);
  const kept = halves.map((half) => (half >= 0x8000 ? 2 : 0));
  bench.expect('mask_factors', out, kept);
  kernels.normal_factors(NORMALS.length, 4, 1, record, out);
  bench.expect('normal_factors', out, NORMALS, ROUNDED);
}

/** Sums, and f64 made of f32: exact. */
function gradients(bench: Bench): void {
  const [g, before] = [whole(12, 3), whole(12, 5)];
  const sum = bench.put(before);
  const parts = bench.room(8);
  bench.kernels.gradient_observe(g.length, bench.put(g), sum, parts);
  const after = g.map((x, i) => x + before[i]!);
  bench.expect('gradient_observe', sum, after);
  const squares = g.reduce((total, x) => total + x * x, 0);
  bench.same('gradient_observe', bench.memory.f64(parts, 1), [squares]);
}

/** e⁰, e⁻¹, e⁻², e⁻³, and what counts as 0. */
const POWERS = [1, 0.36787944117144233, 0.1353352832366127, 0.049787068367863944, 0];

/** The exponential, the largest of a row, and lanes that are left out. */
function shares(bench: Bench): void {
  const x = bench.put([0, -1, -2, -3, -200, 6, 9, 8, -191, 7]);
  bench.kernels.softmax_forward(2, 5, x, x);
  const total = POWERS.reduce((sum, power) => sum + power, 0);
  const row = POWERS.map((power) => power / total);
  const other = [3, 0, 1, 4, 2].map((k) => row[k]!);
  bench.expect('softmax_forward', x, [...row, ...other], ROUNDED);
}

/** log(1 + e⁻¹), and half of 1 ÷ (1 + e): exponential and logarithm in f64. */
const [LOSS, SLOPE] = [0.31326168751822286, 0.13447071068499755];

function losses(bench: Bench): void {
  const dz = bench.put([0, 0]);
  const record = bench.room(RowLossRecord.bytes);
  const [z, targets] = [bench.put([1, -1]), bench.put([1, 0])];
  const rows = { rows: 2, outputs: 1, z, dz, targets, scale: 0.5 };
  RowLossRecord.write(bench.memory, record, rows);
  bench.same('binomial_loss', [bench.kernels.binomial_loss(record, 0)], [LOSS], ROUNDED);
  bench.expect('binomial_loss', dz, [-SLOPE, SLOPE], ROUNDED);
}

/**
 * Kernels whose operations are those of all others, on numbers whose answers are known. Most networks
 * have most of them, so what this makes the engine compile is wanted anyway.
 *
 * @throws Error that names the kernel of which a number is wrong.
 */
export function testKernels(memory: Memory, kernels: NnExports): void {
  const work = memory.allocate(kernels.gemm_workspace());
  const at = memory.allocate(ROOM);
  try {
    const bench = new Bench(memory, kernels, work, at);
    for (const part of [products, noise, gradients, shares, losses]) {
      bench.clear();
      part(bench);
    }
  } finally {
    memory.heap.free(at);
    memory.heap.free(work);
  }
}
