/** Quantiles of the standard normal distribution, with the same bits on every engine. */
import { log } from '../memory/elementary.ts';

/** Coefficients of numerator and denominator, highest power first, rounded to float64. */
type Ratio = readonly [readonly number[], readonly number[]];

/** |q| ≤ 0.425, in 0.425² − q². */
const CENTRE: Ratio = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
];

/** Tail probabilities down to e⁻²⁵, in √(−ln r) − 1.6. */
const SHOULDER: Ratio = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
    3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
    0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
  ],
];

/** Smaller ones, in √(−ln r) − 5. */
const TAIL: Ratio = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
];

/**
 * z with P(Z ≤ z) = 1/2 + q for a standard normal Z, −1/2 < q < 1/2; relative error about 1e-16.
 * The distance from 1/2 keeps both tails to the last digit, and z(−q) = −z(q) exactly.
 *
 * @see Wichura (1988), Applied Statistics 37(3), algorithm AS 241, routine PPND16.
 */
export function normalQuantile(q: number): number {
  const size = Math.abs(q);
  if (size <= 0.425) return q * ratio(CENTRE, 0.180625 - q * q);
  const depth = Math.sqrt(-log(0.5 - size));
  const z = depth <= 5 ? ratio(SHOULDER, depth - 1.6) : ratio(TAIL, depth - 5);
  return q < 0 ? -z : z;
}

function ratio([above, below]: Ratio, x: number): number {
  return polynomial(above, x) / polynomial(below, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}
