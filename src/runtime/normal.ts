/** Quantiles of the standard normal distribution, with the same bits on every engine. */
import { log } from '../memory/elementary.ts';

/** Coefficients of numerator and denominator, highest power first. */
type Ratio = readonly [readonly number[], readonly number[]];

/** |q| ≤ 0.425, in 0.425² − q². */
const CENTRE: Ratio = [
  [
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.387132872796366608,
  ],
  [
    5.226495278852854561e3, 2.8729085735721942674e4, 3.930789580009271061e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.871870074920579083e2,
    4.2313330701600911252e1, 1,
  ],
];

/** Tail probabilities down to e⁻²⁵, in √(−ln r) − 1.6. */
const SHOULDER: Ratio = [
  [
    7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1,
    1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
    1.42343711074968357734,
  ],
  [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2,
    1.4810397642748007459e-1, 6.8976733498510000455e-1, 1.6763848301838038494,
    2.05319162663775882187, 1,
  ],
];

/** Smaller ones, in √(−ln r) − 5. */
const TAIL: Ratio = [
  [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3,
    2.6532189526576123093e-2, 2.9656057182850489123e-1, 1.7848265399172913358,
    5.4637849111641143699, 6.6579046435011037772,
  ],
  [
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
    7.868691311456132591e-4, 1.48753612908506148525e-2, 1.3692988092273580531e-1,
    5.9983220655588793769e-1, 1,
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
