import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { philox, type Seed, stream } from '../../src/runtime/random.ts';

const word = fc.integer({ min: 0, max: 0xffffffff });

/** The rounds of Philox4x32-10 in arbitrary precision. */
function philoxTwin(counter: readonly number[], key: readonly number[]): number[] {
  const mask = 0xffffffffn;
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const left = c0 * 0xd2511f53n;
    const right = c2 * 0xcd9e8d57n;
    [c0, c1, c2, c3] = [
      (right >> 32n) ^ c1 ^ k0,
      right & mask,
      (left >> 32n) ^ c3 ^ k1,
      left & mask,
    ];
    [k0, k1] = [(k0 + 0x9e3779b9n) & mask, (k1 + 0xbb67ae85n) & mask];
  }
  return [c0, c1, c2, c3].map(Number);
}

function philoxOf(counter: readonly number[], key: readonly number[]): number[] {
  const out = new Uint32Array(4);
  philox(Uint32Array.from(counter), Uint32Array.from(key), out);
  return Array.from(out);
}

/** Σ (observed − expected)² / expected: mean `cells − 1`, variance 2 (cells − 1). */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Five standard deviations about the mean: a right generator fails one fixed seed in 10⁶. */
function expectUniform(counts: readonly number[]): void {
  const freedom = counts.length - 1;
  expect(Math.abs(chiSquare(counts) - freedom)).toBeLessThan(5 * Math.sqrt(2 * freedom));
}

function tally(length: number, cells: number, draw: (i: number) => number): number[] {
  const counts = new Array<number>(cells).fill(0);
  for (let i = 0; i < length; i++) counts[draw(i)]!++;
  return counts;
}

describe('philox', () => {
  it('gives the published answers of Random123', () => {
    const ones = 0xffffffff;
    expect(philoxOf([0, 0, 0, 0], [0, 0])).toEqual([
      0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8,
    ]);
    expect(philoxOf([ones, ones, ones, ones], [ones, ones])).toEqual([
      0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd,
    ]);
    const digitsOfPi = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
    expect(philoxOf(digitsOfPi, [0xa4093822, 0x299f31d0])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ]);
  });

  it('equals the rounds in arbitrary precision', () => {
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        expect(philoxOf(counter, key)).toEqual(philoxTwin(counter, key));
      }),
    );
  });
});

const PINNED_WORDS = [4075857845, 436023770, 1025651320, 1882963796, 3558125569, 3336565918];
const PINNED_UNIFORMS = [0.9489846013599611, 0.23880305467852703, 0.8284406683380775];

describe('a stream', () => {
  it('has the same numbers in every release', () => {
    const { uint32, uniform } = stream(0, 'pinned');
    expect([0, 1, 2, 3, 4, 2 ** 53 - 1].map(uint32)).toEqual(PINNED_WORDS);
    expect([0, 1, 2].map(uniform)).toEqual(PINNED_UNIFORMS);
  });

  it('does not depend on the order of the draws', () => {
    const indices = fc.array(fc.maxSafeNat(), { maxLength: 20 });
    fc.assert(
      fc.property(indices, (drawn) => {
        const one = stream('seed', 'order');
        const forward = drawn.map((index) => one.uint32(index));
        const backward = drawn.toReversed().map((index) => stream('seed', 'order').uint32(index));
        expect(backward.toReversed()).toEqual(forward);
      }),
    );
  });

  it('reads a block per four words, with all 53 bits of the index', () => {
    const { uint32 } = stream(3, 'blocks');
    const near = Array.from({ length: 64 }, (_, i) => uint32(i));
    const far = Array.from({ length: 64 }, (_, i) => uint32(2 ** 34 + i));
    expect(new Set([...near, ...far]).size).toBe(128);
  });

  it('makes a uniform of two words', () => {
    const { uint32, uniform } = stream(5, 'words');
    for (const index of [0, 1, 2, 77, 2 ** 52 - 1]) {
      const high = BigInt(uint32(2 * index) >>> 5);
      const low = BigInt(uint32(2 * index + 1) >>> 6);
      expect(uniform(index) * 2 ** 53).toBe(Number((high << 26n) + low));
    }
  });

  it('takes 1, 1n and "1" for the same seed', () => {
    const words = [1, 1n, '1'].map((seed) => stream(seed, 'kinds').uint32(0));
    expect(new Set(words).size).toBe(1);
  });

  it('tells seeds and names apart', () => {
    const keys: [Seed, string][] = [
      [0, ''],
      [0, 'a'],
      [0, 'aa'],
      [0, 'a\0'],
      ['0a', ''],
      [1, 'a'],
      [-1, 'a'],
      [0.5, 'a'],
      ['', '0a'],
      [2n ** 200n, 'a'],
      ['日本', 'a'],
      ['日', '本a'],
    ];
    expect(new Set(keys.map(([seed, name]) => stream(seed, name).uint32(0))).size).toBe(
      keys.length,
    );
  });

  it('refuses what is no seed', () => {
    expect(() => stream(Number.NaN, 'a')).toThrow(
      new RangeError('random: seed must be finite, got NaN'),
    );
    expect(() => stream(null as never, 'a')).toThrow(
      new TypeError('random: seed must be a number, a bigint or a string, got null'),
    );
  });
});

describe('the distribution', () => {
  const DRAWS = 100_000;

  it('of every byte of a word is uniform', () => {
    const { uint32 } = stream(11, 'bytes');
    for (const shift of [0, 8, 16, 24])
      expectUniform(tally(DRAWS, 256, (i) => (uint32(i) >>> shift) & 255));
  });

  it('of one index over many seeds is uniform', () => {
    expectUniform(tally(20_000, 64, (seed) => stream(seed, 'across').uint32(0) >>> 26));
  });

  it('of uniforms has mean 1/2, variance 1/12 and no correlation of neighbours', () => {
    const { uniform } = stream(12, 'moments');
    const u = Array.from({ length: DRAWS }, (_, i) => uniform(i) - 0.5);
    const mean = u.reduce((a, b) => a + b, 0) / DRAWS;
    const square = u.reduce((a, b) => a + b * b, 0) / DRAWS;
    const lagged = u.reduce((sum, v, i) => sum + v * (u[i + 1] ?? 0), 0) / DRAWS;
    // Standard errors: var u = 1/12, var u² = 1/180, var u u' = 1/144, each over the draws.
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(1 / 12 / DRAWS));
    expect(Math.abs(square - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / DRAWS));
    expect(Math.abs(lagged)).toBeLessThan(5 * Math.sqrt(1 / 144 / DRAWS));
    expect(u.every((v) => v >= -0.5 && v < 0.5)).toBe(true);
  });

  it('of integers below a bound is uniform', () => {
    const { below } = stream(13, 'below');
    expect(below(0, 1)).toBe(0);
    for (const bound of [2, 7, 100]) expectUniform(tally(DRAWS, bound, (i) => below(i, bound)));
    expectUniform(tally(DRAWS, 16, (i) => below(i, 2 ** 32) >>> 28));
  });

  it('of permutations is uniform', () => {
    const seen = new Map<string, number>();
    for (let seed = 0; seed < 12_000; seed++) {
      const order = stream(seed, 'permutations').permutation(4).join();
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    expectUniform([...seen.values()]);
  });
});

it('a permutation holds every row once', () => {
  for (const n of [0, 1, 2, 3, 4, 5, 31, 32, 33, 1000]) {
    const order = stream(1, 'rows').permutation(n);
    expect(Array.from(order.toSorted())).toEqual(Array.from({ length: n }, (_, i) => i));
  }
});
