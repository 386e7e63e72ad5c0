/**
 * Random numbers that depend on (seed, stream name, index) alone: drawn in any order, on any
 * thread and any engine, they have the same bits. Only 32-bit integer arithmetic is used,
 * and for normal numbers operations that every engine rounds alike.
 */
import { fail, failType } from '../check.ts';
import { normalQuantile } from './normal.ts';

/** A finite number, a bigint or any text. 1, 1n and '1' are the same seed. */
export type Seed = number | bigint | string;

/** Random numbers under one (seed, name). The words of a stream are numbered 0, 1, 2, … */
export interface Stream {
  /** Word `index` < 2⁵³: an integer in [0, 2³²). */
  uint32(index: number): number;
  /** A multiple of 2⁻⁵³ in [0, 1), made of the words 2·index and 2·index + 1; index < 2⁵². */
  uniform(index: number): number;
  /**
   * ⌊uniform(index) · bound⌋, an integer in [0, bound) for 1 ≤ bound ≤ 2³². No value's probability
   * is further than 2⁻⁵² from 1/bound.
   */
  below(index: number, bound: number): number;
  /**
   * Standard normal: the quantile of the middle of the cell of 2⁻⁵³ that uniform(index) names, so
   * that z and −z are equally likely and none is infinite; |z| < 8.3.
   */
  normal(index: number): number;
  /** 0 … n − 1 in random order (Fisher–Yates; step i draws `below(i, i + 1)`), 0 ≤ n < 2³¹. */
  permutation(n: number): Int32Array;
}

/**
 * The stream `name` of `seed`. Streams of different names or seeds are unrelated.
 *
 * @throws RangeError or TypeError if the seed is not a finite number, a bigint or a string.
 */
export function stream(seed: Seed, name: string): Stream {
  const key = keyOf(seed, name);
  const counter = new Uint32Array(4);
  const words = new Uint32Array(4);
  // Neighbouring words come from one block: the last one is kept.
  let held = -1;

  function uint32(index: number): number {
    const block = Math.floor(index / 4);
    if (block !== held) {
      counter[0] = block;
      counter[1] = block / 2 ** 32;
      philox(counter, key, words);
      held = block;
    }
    return words[index % 4]!;
  }

  function uniform(index: number): number {
    const high = uint32(2 * index) >>> 5;
    const low = uint32(2 * index + 1) >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  }

  function below(index: number, bound: number): number {
    return Math.floor(uniform(index) * bound);
  }

  // Exact: both terms are multiples of 2⁻⁵⁴, and their sum stays below 1/2.
  function normal(index: number): number {
    return normalQuantile(uniform(index) - 0.5 + 2 ** -54);
  }

  return { uint32, uniform, below, normal, permutation: (n) => shuffle(n, below) };
}

/** Fisher and Yates: position i changes places with one at or below it. */
function shuffle(n: number, below: Stream['below']): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const k = below(i, i + 1);
    const row = order[i]!;
    order[i] = order[k]!;
    order[k] = row;
  }
  return order;
}

/**
 * Philox4x32-10: ten rounds turn a counter of four words under a key of two into four random
 * words, written to `out` (which may be `counter`).
 *
 * @see Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC '11,
 * section 3.3; the constants are those of its reference implementation, Random123.
 */
export function philox(counter: Uint32Array, key: Uint32Array, out: Uint32Array): void {
  let c0 = counter[0]!;
  let c1 = counter[1]!;
  let c2 = counter[2]!;
  let c3 = counter[3]!;
  let k0 = key[0]!;
  let k1 = key[1]!;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(c0, 0xd2511f53);
    const high2 = multiplyHigh(c2, 0xcd9e8d57);
    const low0 = Math.imul(c0, 0xd2511f53);
    const low2 = Math.imul(c2, 0xcd9e8d57);
    c0 = high2 ^ c1 ^ k0;
    c1 = low2;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** ⌊a · b / 2³²⌋ of two words, by the four products of their halves. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + (Math.imul(aLow, bLow) >>> 16);
  const cross = (Math.imul(aLow, bHigh) >>> 0) + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (cross >>> 16)) | 0;
}

/**
 * Two words that stand for (seed, name): each four UTF-16 units of the text are a counter, and
 * half of their random block is the key of the next four.
 */
export function keyOf(seed: Seed, name: string): Uint32Array {
  checkSeed(seed);
  // The lengths tell ('ab', 'c') from ('a', 'bc') and text from the zeros that fill its last block.
  const text = `${String(seed).length}:${seed}${name}`;
  const key = Uint32Array.of(text.length, 0);
  const block = new Uint32Array(4);
  for (let at = 0; at < text.length; at += 4) {
    for (let k = 0; k < 4; k++) block[k] = at + k < text.length ? text.charCodeAt(at + k) : 0;
    philox(block, key, block);
    key.set(block.subarray(0, 2));
  }
  return key;
}

function checkSeed(seed: unknown): void {
  if (typeof seed === 'number') {
    if (!Number.isFinite(seed)) fail('random', 'seed', 'be finite', seed);
  } else if (typeof seed !== 'bigint' && typeof seed !== 'string')
    failType('random', 'seed', 'be a number, a bigint or a string', seed);
}
