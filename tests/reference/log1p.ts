import { type BigFloat, bigFloat, fixedPoint } from './bigFloat.ts';
import { exp } from './exp.ts';

const BITS = 1300;
const ONE = 1n << BigInt(BITS);

/**
 * ln(1 + x) of a finite x > −1, like {@link log}: from a float64 y near it, y + ln(1 + d) with
 * d = (1 + x) e^−y − 1. Below 2^-40 the series x − x²/2 + x³/3 − x⁴/4 ends with an error of x⁵/5.
 */
export function log1p(x: number): BigFloat {
  const exact = fixedPoint(bigFloat(x), BITS);
  if (Math.abs(x) < 2 ** -40) {
    const power = (k: number) =>
      Array.from({ length: k }).reduce<bigint>((p) => (p * exact) / ONE, ONE);
    const digits = exact - power(2) / 2n + power(3) / 3n - power(4) / 4n;
    return { digits, exponent: -BITS };
  }
  const near = Math.log1p(x);
  const inverse = exp(-near);
  const d =
    fixedPoint(
      { digits: (ONE + exact) * inverse.digits, exponent: inverse.exponent - BITS },
      BITS,
    ) - ONE;
  const square = (d * d) / ONE;
  const correction = d - square / 2n + (square * d) / (3n * ONE);
  return { digits: fixedPoint(bigFloat(near), BITS) + correction, exponent: -BITS };
}
