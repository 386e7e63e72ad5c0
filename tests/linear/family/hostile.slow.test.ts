import { expect, test } from 'vitest';
import { familyHostile } from '../../support/familyHostile.ts';

test.each([0, 1000])('no certificate says ok where the judge disagrees, seeds from %d', (from) => {
  const { fits, refused, wrong, broken } = familyHostile(from, 30, 1e-6);
  expect(fits).toBeGreaterThan(800);
  expect(wrong).toEqual([]);
  expect(broken).toEqual([]);
  // scales twelve orders apart may be beyond float64, but not many of them
  expect(refused / fits).toBeLessThan(0.1);
});
