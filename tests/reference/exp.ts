import { type BigFloat, bigFloat, fixedPoint } from './bigFloat.ts';

const BITS = 192;
const ONE = 1n << BigInt(BITS);
const LN2 = lnTwo();

/** e^x of a finite |x| < 2^20 to about 170 bits: e^(k ln 2 + r) = 2^k Σ r^m / m!. */
export function exp(x: number): BigFloat {
  const k = Math.round(x / Math.LN2);
  const r = fixedPoint(bigFloat(x), BITS) - BigInt(k) * LN2;
  let [digits, term] = [0n, ONE];
  for (let m = 1n; term > 0n || term < -1n; m++) {
    digits += term;
    term = (term * r) / (m * ONE);
  }
  return { digits, exponent: k - BITS };
}

/** ln 2 = Σ 1 / (m 2^m) for m ≥ 1. */
function lnTwo(): bigint {
  let total = 0n;
  for (let m = 1n; m <= BigInt(BITS); m++) total += (ONE >> m) / m;
  return total;
}
