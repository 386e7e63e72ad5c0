/**
 * Mean of f(0) … f(count − 1).
 * @param {number} count
 * @param {(i: number) => number} f
 */
export function meanOf(count, f) {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += f(i);
  return sum / count;
}

/**
 * q log q, 0 at 0 and below: what rounding leaves of a probability of 0.
 * @param {number} q
 */
export const entropy = (q) => (q > 0 ? q * Math.log(q) : 0);
