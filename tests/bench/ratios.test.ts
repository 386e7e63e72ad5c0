import { describe, expect, test } from 'vitest';
import { leastRatio } from '../../bench/ratios.mjs';

const own = { clock: 'cpu', cpuMs: 100, wallMs: 90, medianMs: 100, givenUpMs: null } as const;

describe('what a peer that did not reach the gap takes at least', () => {
  test.each([
    ['its nearest answer', { medianMs: 500, cpuMs: 500, givenUpMs: null }, 5],
    [
      'the fit that was given up, tighter than that',
      { medianMs: 500, cpuMs: 500, givenUpMs: 1700 },
      17,
    ],
    ['the only fit, given up', { medianMs: null, cpuMs: null, givenUpMs: 1700 }, 17],
    ['nothing that is known', { medianMs: null, cpuMs: null, givenUpMs: null }, null],
  ] as const)('is that of %s', (_, row, expected) => {
    expect(leastRatio({ ...own, ...row }, own)).toBe(expected);
  });

  test('of several threads the wall clock counts, which nobody took of what was given up', () => {
    const row = { clock: 'wall', medianMs: 450, wallMs: 450, cpuMs: 800, givenUpMs: 9000 } as const;
    expect(leastRatio(row, own)).toBe(5);
  });
});
