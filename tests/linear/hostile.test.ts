import { describe, expect, it } from 'vitest';
import { hostileRun } from '../support/hostileRun.ts';

describe('on hostile problems', () => {
  it('no certificate says ok where the judge disagrees', () => {
    const { fits, refused, wrong, broken } = hostileRun(0, 200, 1e-6);
    expect(fits).toBe(200);
    expect(wrong).toEqual([]);
    expect(broken).toEqual([]);
    expect(refused).toBeLessThan(20);
  });
});
