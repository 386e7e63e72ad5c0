/** Where the knots of a spline go. */

/**
 * At most `count` increasing knots at quantiles of `values`; undefined where there are fewer than
 * three distinct values, or all but two nearly coincide: nothing to bend.
 *
 * The quantiles are equally spaced between 0.1 and 0.9 for 3 knots, 0.05 and 0.95 for 4 to 6, and
 * 0.025 and 0.975 for more, so that single extreme values do not move the outer knots. Where ties
 * would make knots (nearly) coincide, the quantiles are those of the distinct values.
 *
 * @param values finite, in any order.
 * @see Harrell (2015), Regression Modeling Strategies, 2nd ed., section 2.4.6, table 2.3.
 */
export function splineKnots(values: Float64Array, count: number): number[] | undefined {
  const sorted = Float64Array.from(values).sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const knots = Math.min(count, distinct.length);
  if (knots < 3) return undefined;
  const candidates = [quantilesOf(sorted, knots), quantilesOf(distinct, knots)];
  return candidates.find((found) => areKnots(found));
}

/** Whether numbers can be knots: at least three, a millionth of their span or more apart. */
export function areKnots(knots: readonly number[]): boolean {
  const unit = unitKnots(knots);
  return (
    unit.length >= 3 &&
    knots.at(-1)! > knots[0]! &&
    knots.every(Number.isFinite) &&
    unit.every((knot, k) => k === 0 || knot - unit[k - 1]! >= CLOSEST)
  );
}

/** Of the span of all knots: a cardinal spline overshoots by about the inverse of this. */
const CLOSEST = 1e-6;

/** The knots on the scale where the first is 0 and the last is 1. */
export function unitKnots(knots: readonly number[]): Float64Array {
  const first = knots[0]!;
  const span = knots.at(-1)! - first;
  return Float64Array.from(knots, (knot) => (knot - first) / span);
}

function quantilesOf(sorted: Float64Array, knots: number): number[] {
  const outer = knots === 3 ? 0.1 : knots < 7 ? 0.05 : 0.025;
  return Array.from({ length: knots }, (_, k) =>
    quantile(sorted, outer + ((1 - 2 * outer) * k) / (knots - 1)),
  );
}

/** Linear between order statistics: position (m − 1) p of m sorted values. */
function quantile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}
