import { VECTOR } from './reals';

/** Multipliers and increments of the rounds, and what tells four counters apart; four lanes each. */
// biome-ignore format: a vector per half line
const CONSTANTS: usize = memory.data<u32>([
  0xd2511f53, 0xd2511f53, 0xd2511f53, 0xd2511f53, 0xcd9e8d57, 0xcd9e8d57, 0xcd9e8d57, 0xcd9e8d57,
  0x9e3779b9, 0x9e3779b9, 0x9e3779b9, 0x9e3779b9, 0xbb67ae85, 0xbb67ae85, 0xbb67ae85, 0xbb67ae85,
  0, 1, 2, 3,
], 16);

/**
 * What noise is drawn from: the key of (seed, name) and the number of the step, all of them words
 * that TypeScript or `tick` writes. Four blocks of Philox4x32-10 at once leave 16 words in `words`, a
 * group; two groups 32.
 *
 * Salmon, Moraes, Dror, Shaw (2011), SC '11, section 3.3. The counter is (block, 0, step, 0): numbers
 * depend on seed, name, step and place alone, so threads may share the places out.
 */
@unmanaged
export class Noise {
  key0: u32;
  key1: u32;
  /** Where the number of the step stands. */
  clock: usize;
  /** Groups before those that are drawn: those of an array whose end this is the noise of. */
  first: i32;
  /** The sixteen words: word w of block b at 16·w + 4·b bytes. */
  words0: v128;
  words1: v128;
  words2: v128;
  words3: v128;
  /** Those of a second group. */
  words4: v128;
  words5: v128;
  words6: v128;
  words7: v128;

  /** Draws the blocks 4·(first + group) … 4·(first + group) + 3. */
  @inline draw(group: i32): void {
    const m0 = v128.load(CONSTANTS);
    const m1 = v128.load(CONSTANTS, 16);
    let k0 = i32x4.splat(this.key0);
    let k1 = i32x4.splat(this.key1);
    let c0 = i32x4.add(i32x4.splat((this.first + group) << 2), v128.load(CONSTANTS, 64));
    let c1 = i32x4.splat(0);
    let c2 = i32x4.splat(load<u32>(this.clock));
    let c3 = c1;
    for (let round = 0; round < 10; round++) {
      const a0 = i64x2.extmul_low_i32x4_u(c0, m0);
      const a1 = i64x2.extmul_high_i32x4_u(c0, m0);
      const b0 = i64x2.extmul_low_i32x4_u(c2, m1);
      const b1 = i64x2.extmul_high_i32x4_u(c2, m1);
      c0 = v128.xor(v128.xor(Noise.high(b0, b1), c1), k0);
      c1 = Noise.low(b0, b1);
      c2 = v128.xor(v128.xor(Noise.high(a0, a1), c3), k1);
      c3 = Noise.low(a0, a1);
      k0 = i32x4.add(k0, v128.load(CONSTANTS, 32));
      k1 = i32x4.add(k1, v128.load(CONSTANTS, 48));
    }
    this.keep(0, c0, c1, c2, c3);
  }

  /**
   * Draws a group and the one behind it. A round waits for the products of the one before; two chains
   * of rounds wait at the same time, which takes two thirds of the time of two draws.
   */
  @inline drawTwo(group: i32): void {
    const m0 = v128.load(CONSTANTS);
    const m1 = v128.load(CONSTANTS, 16);
    let k0 = i32x4.splat(this.key0);
    let k1 = i32x4.splat(this.key1);
    let c0 = i32x4.add(i32x4.splat((this.first + group) << 2), v128.load(CONSTANTS, 64));
    let d0 = i32x4.add(c0, i32x4.splat(4));
    let c1 = i32x4.splat(0);
    let d1 = c1;
    let c2 = i32x4.splat(load<u32>(this.clock));
    let d2 = c2;
    let c3 = c1;
    let d3 = c1;
    for (let round = 0; round < 10; round++) {
      let low = i64x2.extmul_low_i32x4_u(c2, m1);
      let high = i64x2.extmul_high_i32x4_u(c2, m1);
      const c = v128.xor(v128.xor(Noise.high(low, high), c1), k0);
      c1 = Noise.low(low, high);
      low = i64x2.extmul_low_i32x4_u(d2, m1);
      high = i64x2.extmul_high_i32x4_u(d2, m1);
      const d = v128.xor(v128.xor(Noise.high(low, high), d1), k0);
      d1 = Noise.low(low, high);
      low = i64x2.extmul_low_i32x4_u(c0, m0);
      high = i64x2.extmul_high_i32x4_u(c0, m0);
      c2 = v128.xor(v128.xor(Noise.high(low, high), c3), k1);
      c3 = Noise.low(low, high);
      low = i64x2.extmul_low_i32x4_u(d0, m0);
      high = i64x2.extmul_high_i32x4_u(d0, m0);
      d2 = v128.xor(v128.xor(Noise.high(low, high), d3), k1);
      d3 = Noise.low(low, high);
      c0 = c;
      d0 = d;
      k0 = i32x4.add(k0, v128.load(CONSTANTS, 32));
      k1 = i32x4.add(k1, v128.load(CONSTANTS, 48));
    }
    this.keep(0, c0, c1, c2, c3);
    this.keep(4 * VECTOR, d0, d1, d2, d3);
  }

  /** The words of a group. */
  @inline private keep(offset: usize, a: v128, b: v128, c: v128, d: v128): void {
    const to = changetype<usize>(this) + offsetof<Noise>('words0') + offset;
    v128.store(to, a);
    v128.store(to, b, VECTOR);
    v128.store(to, c, 2 * VECTOR);
    v128.store(to, d, 3 * VECTOR);
  }

  /** The low and the high words of four products of 64 bits. */
  @inline private static low(a: v128, b: v128): v128 {
    return v128.shuffle<i32>(a, b, 0, 2, 4, 6);
  }
  @inline private static high(a: v128, b: v128): v128 {
    return v128.shuffle<i32>(a, b, 1, 3, 5, 7);
  }
}
