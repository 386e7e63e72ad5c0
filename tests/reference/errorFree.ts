/** Rounding errors of one addition and one multiplication, each exact in float64. */

const SPLITTER = 2 ** 27 + 1;

/** (a + b) − rounded, where rounded = fl(a + b). Knuth (1997), volume 2, 4.2.2, theorem B. */
export function sumError(a: number, b: number, rounded: number): number {
  const part = rounded - a;
  return a - (rounded - part) + (b - part);
}

/** a b − rounded, where rounded = fl(a b) and |a|, |b| < 2^996. Dekker (1971), formula 5.12. */
export function productError(a: number, b: number, rounded: number): number {
  const aHigh = SPLITTER * a - (SPLITTER * a - a);
  const bHigh = SPLITTER * b - (SPLITTER * b - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (rounded - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
