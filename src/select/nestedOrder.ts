import type { Stream } from '../runtime/random.ts';

/**
 * The rows in random order, such that the first m of them are a sample for every m: their strata
 * come in like shares, within one row, and the rarest stratum comes as early as the others.
 */
export function nestedOrder(
  rows: Int32Array,
  strata: Int32Array | undefined,
  random: Stream,
): Int32Array {
  const shuffled = random.permutation(rows.length).map((at) => rows[at]!);
  if (!strata) return shuffled;
  const counts = new Map<number, number>();
  for (const i of shuffled) counts.set(strata[i]!, (counts.get(strata[i]!) ?? 0) + 1);
  // The r-th of c rows takes the place r / c of a stratum's walk from 0 to 1.
  const seen = new Map<number, number>();
  const place = Float64Array.from(shuffled, (i) => {
    const stratum = strata[i]!;
    const rank = seen.get(stratum) ?? 0;
    seen.set(stratum, rank + 1);
    return rank / counts.get(stratum)!;
  });
  const order = Array.from(place.keys()).sort((a, b) => place[a]! - place[b]! || a - b);
  return Int32Array.from(order, (at) => shuffled[at]!);
}
