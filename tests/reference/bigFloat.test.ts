import { expect, test } from 'vitest';
import { type BigFloat, bigFloat, errorInUlps, fixedPoint } from './bigFloat.ts';
import { exp } from './exp.ts';
import { log } from './log.ts';

/** The first 40 decimals, rounded down. */
const decimals = ({ digits, exponent }: BigFloat) =>
  fixedPoint({ digits: digits * 10n ** 40n, exponent }, 0);

test('a float64 is kept exactly, and a fixed point rounds down', () => {
  expect(bigFloat(-0.375)).toEqual({ digits: -3n, exponent: -3 });
  expect(bigFloat(5e-324)).toEqual({ digits: 1n, exponent: -1074 });
  expect(fixedPoint({ digits: 5n, exponent: -2 }, 0)).toBe(1n);
  expect(fixedPoint({ digits: -5n, exponent: -2 }, 3)).toBe(-10n);
});

test('errors are in units of the last place of the exact value', () => {
  expect(errorInUlps(1 + 2 ** -52, bigFloat(1))).toBe(1);
  expect(errorInUlps(-1, bigFloat(-1 - 2 ** -51))).toBe(2);
  expect(errorInUlps(1, { digits: (1n << 60n) + 1n, exponent: -60 })).toBe(2 ** -8);
  expect(errorInUlps(1e-323, bigFloat(5e-324))).toBe(1);
  expect(errorInUlps(0, { digits: 1n, exponent: -1075 })).toBe(0.5);
});

test('e, 1/e, ln 2 and ln 10 to forty decimals', () => {
  expect(decimals(exp(1))).toBe(27182818284590452353602874713526624977572n);
  expect(decimals(exp(-1))).toBe(3678794411714423215955237701614608674458n);
  expect(decimals(exp(0))).toBe(10n ** 40n);
  expect(decimals(log(2))).toBe(6931471805599453094172321214581765680755n);
  expect(decimals(log(10))).toBe(23025850929940456840179914546843642076011n);
});

test('exp of log is where it began', () => {
  for (const x of [1 + 2 ** -52, 3, 1e300, 1e-300]) {
    const { digits, exponent } = log(x);
    const rounded = Number(digits) * 2 ** exponent;
    // A change of half a unit of y = ln x changes e^y by e^y |y| 2^-53.
    expect(errorInUlps(x, exp(rounded))).toBeLessThanOrEqual(0.51 + Math.abs(rounded));
  }
});
