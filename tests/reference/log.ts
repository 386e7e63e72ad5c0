import { type BigFloat, bigFloat, fixedPoint } from './bigFloat.ts';
import { exp } from './exp.ts';

const BITS = 192;
const ONE = 1n << BigInt(BITS);

/**
 * ln x of a finite x > 0 to about 160 bits after the point: from a float64 y near it,
 * ln x = y + ln(1 + d) with d = x e^−y − 1, whose series ends after three terms of size 2^-43.
 */
export function log(x: number): BigFloat {
  const near = Math.log(x);
  const { digits, exponent } = bigFloat(x);
  const inverse = exp(-near);
  const product = { digits: digits * inverse.digits, exponent: exponent + inverse.exponent };
  const d = fixedPoint(product, BITS) - ONE;
  const square = (d * d) / ONE;
  const correction = d - square / 2n + (square * d) / (3n * ONE);
  return { digits: fixedPoint(bigFloat(near), BITS) + correction, exponent: -BITS };
}
