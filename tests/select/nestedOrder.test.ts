/** Random orders each of whose beginnings is a sample. */
import { describe, expect, it } from 'vitest';
import { stream } from '../../src/runtime/random.ts';
import { nestedOrder } from '../../src/select/nestedOrder.ts';

describe('nested order', () => {
  it('is a permutation of the rows, and another one for another stream', () => {
    const rows = Int32Array.of(3, 5, 8, 9, 12, 20);
    const [a, b] = [0, 1].map((seed) => nestedOrder(rows, undefined, stream(seed, 'a')));
    expect([...a!].sort((x, z) => x - z)).toEqual([...rows]);
    expect([...b!]).not.toEqual([...a!]);
  });

  it('begins with a row of every stratum and then follows their shares', () => {
    const strata = Int32Array.from({ length: 40 }, (_, i) => (i < 4 ? 1 : i < 12 ? 2 : 0));
    const rows = Int32Array.from({ length: 40 }, (_, i) => i);
    const order = nestedOrder(rows, strata, stream(2, 'b'));
    expect(new Set(Array.from(order.slice(0, 3), (i) => strata[i]))).toEqual(new Set([0, 1, 2]));
    for (let m = 3; m <= 40; m++)
      for (const [stratum, count] of [28, 4, 8].entries()) {
        const held = Array.from(order.slice(0, m)).filter((i) => strata[i] === stratum).length;
        expect(Math.abs(held - (m * count) / 40)).toBeLessThan(2);
      }
  });

  it('of no rows is empty', () => {
    expect(nestedOrder(new Int32Array(0), undefined, stream(0, 'c'))).toHaveLength(0);
  });
});
