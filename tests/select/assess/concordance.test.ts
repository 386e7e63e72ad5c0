import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparablePairs, followedOf } from '../../../src/select/assess/concordance.ts';
import { Fenwick } from '../../../src/select/assess/fenwick.ts';
import { concordance } from '../../../src/select/assess/index.ts';
import { readGolden } from '../../reference/golden.ts';
import { concordanceByPairs } from './bruteForce.ts';
import { expectClose } from './close.ts';
import { columnsOf, repeated } from './scored.ts';

interface Pairs {
  concordance: number;
  concordant: number;
  discordant: number;
  tied: number;
}
interface Golden {
  time: number[];
  event: number[];
  risk: number[];
  weights: number[];
  plain: Pairs;
  weighted: Pairs;
}

const row = fc.record({
  time: fc.nat(6),
  event: fc.boolean(),
  risk: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(-Infinity, -0, Infinity)),
  weight: fc.nat(3),
});
const rows = fc.array(row, { minLength: 1, maxLength: 40 });

describe('concordance', () => {
  it('has the values worked out by hand', () => {
    expect(concordance([1, 2, 3], [1, 1, 0], [3, 2, 1])).toBe(1);
    expect(concordance([1, 2, 3], [1, 1, 0], [1, 2, 3])).toBe(0);
    // Comparable: (0, 1) and (0, 2); the censored row 1 says nothing of row 2.
    expect(concordance([1, 2, 3], [true, false, true], [2, 1, 2])).toBe(1.5 / 2);
    expect(concordance([1, 2, 3], [true, false, true], [2, 1, 2], [5, 1, 3])).toBe(
      (5 * 1 + (5 * 3) / 2) / (5 * 1 + 5 * 3),
    );
  });

  it('puts an event before the censored at its time and compares no two events', () => {
    expect(concordance([1, 1], [1, 0], [2, 1])).toBe(1);
    expect(concordance([1, 1], [0, 1], [2, 1])).toBe(0);
    expect(concordance([1, 1], [1, 1], [2, 1])).toBeNaN();
  });

  it('is NaN without a comparable pair', () => {
    expect(concordance([], [], [])).toBeNaN();
    expect(concordance([1], [1], [1])).toBeNaN();
    expect(concordance([1, 2], [0, 0], [1, 2])).toBeNaN();
    expect(concordance([1, 2], [1, 1], [1, 2], [1, 0])).toBeNaN();
  });

  for (const name of ['ties', 'free'])
    it(`is that of the R package survival, ${name}`, () => {
      const golden = readGolden<Golden>(`survival/assess_${name}.json`);
      const { time, event, risk } = golden;
      const n = time.length;
      for (const weights of [undefined, golden.weights]) {
        const expected = weights ? golden.weighted : golden.plain;
        expectClose(concordance(time, event, risk, weights), expected.concordance, n);
        const counts = comparablePairs(followedOf('test', { time, event, risk, weights }));
        expectClose(counts.concordant, expected.concordant, n);
        expectClose(counts.discordant, expected.discordant, n);
        expectClose(counts.tied, expected.tied, n);
      }
    });

  it('counts every pair of rows, exactly', () => {
    fc.assert(
      fc.property(rows, (data) => {
        const { time, event, risk, weight } = columnsOf(data);
        const expected = concordanceByPairs({ time, event, risk }, weight);
        // Integers and halves below 2^53: no sum is rounded.
        expect(concordance(time, event, risk, weight)).toBe(expected);
      }),
    );
  });

  it('takes a weight of w for a row repeated w times, in any order', () => {
    // A repeated row makes pairs with itself, all tied in time: none is comparable.
    fc.assert(
      fc.property(rows, (data) => {
        const { time, event, risk, weight } = columnsOf(data);
        const long = columnsOf(repeated(data).reverse());
        expect(concordance(time, event, risk, weight)).toBe(
          concordance(long.time ?? [], long.event ?? [], long.risk ?? []),
        );
      }),
    );
  });

  it('of the negated risk is 1 less it', () => {
    fc.assert(
      fc.property(rows, (data) => {
        const { time, event, risk } = columnsOf(data);
        const negated = risk.map((value) => -value);
        expectClose(concordance(time, event, negated), 1 - concordance(time, event, risk), 1);
      }),
    );
  });
});

describe('Fenwick', () => {
  it('sums what was added, at every size and prefix', () => {
    for (let n = 0; n <= 17; n++) {
      const tree = new Fenwick(n);
      const plain = new Float64Array(n);
      for (let k = 0; k < 3 * n; k++) {
        const at = (k * 7) % n;
        tree.add(at, k + 1);
        plain[at]! += k + 1;
      }
      for (let count = 0; count <= n; count++)
        expect(tree.sumOf(count)).toBe(plain.subarray(0, count).reduce((a, b) => a + b, 0));
    }
  });
});
