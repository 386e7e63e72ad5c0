/** How far to go along a Newton direction. */

/** Share of the promised decrease that must come true. */
const SHARE = 0.1;

/**
 * The first of t = 1, ½, ¼, … whose gain is at least a tenth of what the slope promises
 * (Armijo's rule); 0 where none is, because rounding has the last word.
 *
 * @param slope directional derivative of the objective, ≤ 0.
 * @param noise what rounding can take from a gain.
 * @param gain objective at 0 less objective at t.
 */
export function lineSearch(slope: number, noise: number, gain: (t: number) => number) {
  for (let step = 1; step > 1e-10; step /= 2) {
    const got = gain(step);
    if (got >= -SHARE * step * slope - noise) return { step, gain: got };
  }
  return { step: 0, gain: 0 };
}
