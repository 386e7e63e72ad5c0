/** Seeded random numbers for data; nothing here is cryptographic. */

/** xoshiro128** (Blackman, Vigna 2021), its state filled by splitmix32. */
export class Random {
  #state = new Uint32Array(4);
  #spare = Number.NaN;

  /** @param {number} seed integer */
  constructor(seed) {
    let x = seed >>> 0;
    for (let k = 0; k < 4; k++) {
      x = (x + 0x9e3779b9) >>> 0;
      let z = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      this.#state[k] = z ^ (z >>> 15);
    }
  }

  /** 32 random bits. */
  bits() {
    const s = this.#state;
    const rotate = (/** @type {number} */ v, /** @type {number} */ k) =>
      (v << k) | (v >>> (32 - k));
    const result = Math.imul(rotate(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 11);
    return result;
  }

  /** Uniform in [0, 1), 53 bits. */
  uniform() {
    return ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
  }

  /** Standard normal, by the polar method of Marsaglia and Bray (1964). */
  normal() {
    if (!Number.isNaN(this.#spare)) {
      const value = this.#spare;
      this.#spare = Number.NaN;
      return value;
    }
    for (;;) {
      const a = 2 * this.uniform() - 1;
      const b = 2 * this.uniform() - 1;
      const s = a * a + b * b;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = b * scale;
      return a * scale;
    }
  }

  /**
   * Poisson of mean `rate` < 700, by products of uniforms (Knuth).
   * @param {number} rate
   */
  poisson(rate) {
    const limit = Math.exp(-rate);
    let count = -1;
    for (let product = 1; product > limit; product *= this.uniform()) count++;
    return count;
  }

  /**
   * 0 … count−1 in random order (Fisher, Yates).
   * @param {number} count
   */
  permutation(count) {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(this.uniform() * (i + 1));
      const held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
    return order;
  }
}
