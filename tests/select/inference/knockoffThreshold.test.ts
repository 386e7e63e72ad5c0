import { describe, expect, it } from 'vitest';
import { knockoffThreshold } from '../../../src/select/inference/index.ts';
import { random } from '../../support/random.ts';

/** The definition, one t at a time. */
function byDefinition(W: readonly number[], fdr: number, plus: boolean): number {
  const allowed = W.map(Math.abs).filter((t) => {
    const negative = W.filter((w) => w <= -t).length + (plus ? 1 : 0);
    const positive = W.filter((w) => w >= t).length;
    return t > 0 && negative <= fdr * Math.max(1, positive);
  });
  return Math.min(Infinity, ...allowed);
}

describe('the threshold of the knockoff filter', () => {
  it('is the least that its definition allows', () => {
    const { normal, below, pick } = random(5);
    let finite = 0;
    for (let k = 0; k < 500; k++) {
      // Rounded, so that sizes repeat and zeros occur.
      const W = Array.from({ length: below(40) }, () => Math.round(4 * (normal() + 1)) / 4);
      const [fdr, plus] = [pick([0.1, 0.2, 0.5]), pick([true, false])];
      const threshold = knockoffThreshold(W, fdr, plus);
      expect(threshold).toBe(byDefinition(W, fdr, plus));
      finite += Number(threshold < Infinity);
    }
    expect(finite).toBeGreaterThan(100);
  });

  it('needs 1/fdr positive statistics, without plus only one', () => {
    const ones = (count: number) => new Array<number>(count).fill(1);
    expect(knockoffThreshold(ones(9), 0.1)).toBe(Infinity);
    expect(knockoffThreshold(ones(10), 0.1)).toBe(1);
    expect(knockoffThreshold(ones(1), 0.1, false)).toBe(1);
    expect(knockoffThreshold([5, 4, 3, -1, 2], 0.25)).toBe(2);
  });

  it('is infinite where there is nothing to select', () => {
    for (const W of [[], [0, 0], [-1, -2, -3]])
      for (const plus of [true, false]) expect(knockoffThreshold(W, 0.2, plus)).toBe(Infinity);
  });

  it('takes rates between 0 and 1', () => {
    for (const fdr of [0, 1, -0.1, Number.NaN])
      expect(() => knockoffThreshold([1], fdr)).toThrow(
        `knockoffThreshold: fdr must lie strictly between 0 and 1, got ${fdr}`,
      );
  });
});
