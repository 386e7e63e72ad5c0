import { describe, expect, test } from 'vitest';
import { acrossOutputs } from '../../src/penalty/acrossOutputs.ts';
import * as penalties from '../../src/penalty/index.ts';
import { parcelOf, penaltyOf } from '../../src/penalty/parcel.ts';
import type { Penalty } from '../../src/penalty/penalty.ts';

const { adaptive, elasticNet, groupLasso, l1, l2, mcp, scad } = penalties;
const { differences, slope, sparseGroupLasso, tikhonov } = penalties;
const groups = [[0, 2], [1]];

const CASES: Record<string, Penalty> = {
  l1: l1(0.3),
  l2: l2(0.7),
  elasticNet: elasticNet({ lambda: 0.1, l1Ratio: 0.3 }),
  sum: l1(0.1).plus(l2(0.2)),
  mcp: mcp({ lambda: 0.2, gamma: 2.5, l1Ratio: 0.9 }),
  scad: scad({ lambda: 0.2, gamma: 4 }),
  groupLasso: groupLasso({ lambda: 0.3, groups, weights: [1, 3] }),
  sparseGroupLasso: sparseGroupLasso({ lambda: 0.3, groups, l1Ratio: 0.35 }).plus(l2(0.1)),
  acrossOutputs: acrossOutputs(elasticNet({ lambda: 0.3, l1Ratio: 0.1 })),
  adaptive: adaptive(l1(0.3), { gamma: 2, init: [1, 2, 3] }),
  'adaptive across outputs': acrossOutputs(adaptive(l1(0.3), { init: 'lasso' })),
  slope: slope({ lambda: 0.3, q: 0.2 }),
  'slope of given weights': slope({ weights: [3, 2, 1] }),
  tikhonov: tikhonov({ lambda: 0.3, gamma: differences(3, 1) }).plus(l1(0.1)),
};

/** What can be seen of a penalty, without its functions. */
const seen = (penalty: Penalty) => JSON.parse(JSON.stringify(penalty));

describe('a penalty on its way to another thread', () => {
  test.each(Object.entries(CASES))('is the same at every strength: %s', (_, penalty) => {
    const again = penaltyOf(structuredClone(parcelOf(penalty)!));
    for (const lambda of [penalty.lambda, 0.123, 0]) {
      const [a, b] = [again.scaled(lambda), penalty.scaled(lambda)];
      expect(seen(a)).toEqual(seen(b));
      expect(a.params).toEqual(b.params);
      expect([0.1, -2].map(a.value)).toEqual([0.1, -2].map(b.value));
    }
    expect(seen(again)).toEqual(seen(penalty));
  });

  test('stays where it is if it is made of functions', () => {
    expect(parcelOf(penalties.custom({ value: () => 0, grad: () => {} }))).toBeUndefined();
  });
});
