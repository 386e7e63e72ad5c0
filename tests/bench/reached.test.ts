import { describe, expect, it } from 'vitest';
import { allReached, describeFigure } from '../../bench/report/reached.mjs';
import { slope } from '../../bench/scale/slope.mjs';

const row = { name: 'glmnet', ratio: null, ratioAtLeast: null, byDefault: null, against: {} };

/** What W2-path says of its targets for glmnet: 3.5 and, at glmnet's default, 1. */
function wide(measured: object) {
  const subjects = [{ ...row, ...measured }];
  return allReached([{ name: 'W2-path', subjects }]).filter(
    ({ target }) => target.peer === 'glmnet',
  );
}

describe('targets of the benchmark', () => {
  it('are met or missed by a ratio at the same accuracy', () => {
    expect(wide({ ratio: 3.6 }).map(({ verdict }) => verdict)).toEqual(['met', 'open']);
    expect(wide({ ratio: 3.4 }).map(({ verdict }) => verdict)).toEqual(['missed', 'open']);
  });

  it('are met by a bound, but never missed by one', () => {
    expect(wide({ ratioAtLeast: 9 }).map(describeFigure)).toEqual(['> 9.0×', 'not measured']);
    expect(wide({ ratioAtLeast: 9 })[0]?.verdict).toBe('met');
    expect(wide({ ratioAtLeast: 2 })[0]?.verdict).toBe('open');
  });

  it('of a default count however inaccurate it is', () => {
    const byDefault = { ratio: 0.7 };
    expect(wide({ ratio: 4, byDefault }).map(({ verdict }) => verdict)).toEqual(['met', 'missed']);
  });

  it('of two threads look at the ratio to these', () => {
    const subjects = [{ ...row, ratio: 5, against: { 'tikhonov-2-threads': 8 } }];
    const found = allReached([{ name: 'W2-cv', subjects }]).map(({ verdict }) => verdict);
    expect(found).toEqual(['met', 'met', 'open']);
  });
});

describe('the slope of a plot', () => {
  it('is the power with which time grows', () => {
    const points = [1, 3, 10, 40].map((x) => ({ x, ms: 5 * x ** 1.5 }));
    expect(slope(points)).toBeCloseTo(1.5, 12);
  });
});
