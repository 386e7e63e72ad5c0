/** The adaptive rule: factors from the coefficients of a first fit. */
import { describe, expect, test } from 'vitest';
import { adaptive, resolveAdaptive } from '../../src/penalty/adaptive.ts';
import { elasticNet, l1, mcp, slope, tikhonov } from '../../src/penalty/index.ts';

describe('factors', () => {
  test('are 1 ÷ |b|^γ, times those given', () => {
    const b = [2, -0.5, 1e-3];
    expect([...resolveAdaptive({ gamma: 1 }, b)]).toEqual([1 / 2, 1 / 0.5, 1 / 1e-3]);
    expect([...resolveAdaptive({ gamma: 1 }, b, [3, 1, 2])]).toEqual([3 / 2, 1 / 0.5, 2 / 1e-3]);
    for (const gamma of [0.5, 2, 3.7])
      resolveAdaptive({ gamma }, b).forEach((factor, j) => {
        // power is e^(γ ln b): a relative error of γ |ln b| units or so
        expect(factor * Math.abs(b[j]!) ** gamma).toBeCloseTo(1, 12);
      });
  });

  test('exclude a column whose coefficient is 0, and leave unpenalized and excluded ones', () => {
    const factors = resolveAdaptive({ gamma: 2 }, [0, 0, 0, 5, 5], [1, 0, Infinity, 0, Infinity]);
    expect([...factors]).toEqual([Infinity, 0, Infinity, 0, Infinity]);
  });

  test('leave what they are made of as it is', () => {
    const b = Float64Array.of(1, 2);
    const given = Float64Array.of(3, 4);
    resolveAdaptive({ gamma: 1 }, b, given);
    expect([...b, ...given]).toEqual([1, 2, 3, 4]);
  });
});

describe('as a value', () => {
  test('it is its base with the rule, also after scaled and plus', () => {
    const base = elasticNet({ lambda: 2, l1Ratio: 0.5 });
    const penalty = adaptive(base, { gamma: 2, init: 'lasso' });
    const rule = { gamma: 2, init: 'lasso' };
    expect(penalty).toMatchObject({ kind: 'elasticNet', params: [1, 1], lambda: 2 });
    expect(penalty.adaptive).toEqual(rule);
    expect(penalty.value(-3)).toBe(base.value(-3));
    expect(penalty.scaled(4)).toMatchObject({ adaptive: rule, lambda: 4, params: [2, 2] });
    expect(penalty.plus(l1(1))).toMatchObject({ adaptive: rule, params: [2, 1] });
    expect(base.adaptive).toBeUndefined();
  });

  test('its first fit is ridge with exponent 1 unless said otherwise', () => {
    expect(adaptive(mcp()).adaptive).toEqual({ gamma: 1, init: 'ridge' });
    const init = Float64Array.of(1, 0);
    expect(adaptive(l1(), { init }).adaptive).toEqual({ gamma: 1, init });
  });

  test.each([
    [() => adaptive(l1(), { gamma: 0 }), 'adaptive: gamma must be a finite number > 0, got 0'],
    [
      () => adaptive(l1(), { gamma: Infinity }),
      'adaptive: gamma must be a finite number > 0, got Infinity',
    ],
    [
      () => adaptive(l1(), { init: 'ols' as never }),
      `adaptive: init must be 'ridge', 'lasso' or an array of coefficients, got "ols"`,
    ],
    [() => adaptive(l1(), { init: [1, Number.NaN] }), 'adaptive: init[1] must be finite, got NaN'],
    [() => adaptive(null as never), 'adaptive: base must be a penalty, got null'],
    [() => adaptive(slope()), 'adaptive: base must be a sum over coefficients, got "slope"'],
    [
      () => adaptive(tikhonov({ gamma: [[1]] })),
      'adaptive: base must be a sum over coefficients, got "tikhonov"',
    ],
    [() => adaptive(adaptive(l1())), 'adaptive: base must be a sum over coefficients, got "l1"'],
    [() => adaptive(l1(), { gama: 1 } as never), 'adaptive: unknown option gama; did you mean'],
  ])('it refuses bad arguments: %#', (run, message) => {
    expect(run).toThrow(message);
  });
});
