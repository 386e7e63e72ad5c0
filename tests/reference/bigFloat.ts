/** Binary numbers of any precision, exact where they are made and compared. */

/** digits · 2^exponent. */
export interface BigFloat {
  readonly digits: bigint;
  readonly exponent: number;
}

/** A finite float64, exactly. */
export function bigFloat(value: number): BigFloat {
  let [digits, exponent] = [value, 0];
  for (; !Number.isInteger(digits); digits *= 2) exponent--;
  return { digits: BigInt(digits), exponent };
}

/** value · 2^bits, rounded down to an integer. */
export function fixedPoint({ digits, exponent }: BigFloat, bits: number): bigint {
  const shift = exponent + bits;
  return shift >= 0 ? digits << BigInt(shift) : digits >> BigInt(-shift);
}

/** Distance of a finite float64 from the exact value, in units of its last place. */
export function errorInUlps(value: number, exact: BigFloat): number {
  const leading = exact.exponent + exact.digits.toString(2).replace('-', '').length - 1;
  const bits = 40 - Math.max(leading - 52, -1074); // 2^-40 of that unit becomes 1
  const distance = fixedPoint(bigFloat(value), bits) - fixedPoint(exact, bits);
  return Math.abs(Number(distance)) / 2 ** 40;
}
