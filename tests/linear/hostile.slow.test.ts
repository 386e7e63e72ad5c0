import { describe, expect, it } from 'vitest';
import { hostileRun } from '../support/hostileRun.ts';

describe('on thousands of hostile problems', () => {
  it.each([
    [1e-6, 0, 4000],
    [1e-9, 10_000, 1500],
  ])('at tol %d no certificate says ok where the judge disagrees', (tol, from, count) => {
    const { fits, refused, wrong, broken, unverified } = hostileRun(from, count, tol);
    expect(fits).toBe(count);
    expect(wrong).toEqual([]);
    expect(broken).toEqual([]);
    // Problems with scales 24 orders apart may be beyond float64, but not many of them.
    expect(refused / count).toBeLessThan(0.1);
    // verify rounds differently: on a few borderline problems it cannot confirm.
    expect(unverified.length / count).toBeLessThan(0.01);
  });
});
