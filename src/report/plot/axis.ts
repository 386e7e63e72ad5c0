/** Scales between data and pixels, known before a plot is drawn, so that labels can be placed. */

export interface Axis {
  readonly type: 'linear' | 'log';
  /** Data and pixel of the two ends. */
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
}

/** Pixel of a value. */
export function pixelOf({ type, domain, range }: Axis, value: number): number {
  const [from, to, at] = [...domain, value].map((x) => (type === 'log' ? Math.log(x) : x));
  return range[0] + ((at! - from!) / (to! - from!)) * (range[1] - range[0]);
}

/** Value at a pixel; the inverse of `pixelOf`. */
export function valueAt({ type, domain, range }: Axis, pixel: number): number {
  const share = (pixel - range[0]) / (range[1] - range[0]);
  const [from, to] = domain;
  return type === 'log' ? from * (to / from) ** share : from + share * (to - from);
}

/** The smallest and largest of finite values, or undefined where there are none. */
export function extent(values: Iterable<number>): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : undefined;
}

/**
 * The extent with a margin of `share` of its length on both sides; never empty. An extent that is
 * rounding beside its values counts as a single value: no tick label could tell its ends apart.
 */
export function padded([low, high]: readonly [number, number], share = 0.05): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const margin = (high - low > 1e-9 * size ? high - low : size) * share || 1;
  return [low - margin, high + margin];
}

/** At most about `most` round values within [low, high] of a log axis, ascending. */
export function logTicks(low: number, high: number, most: number): number[] {
  const first = Math.floor(Math.log10(low));
  const decades = Math.ceil(Math.log10(high)) - first + 1;
  const powers = Array.from({ length: decades }, (_, k) => first + k);
  const inside = (tick: number): boolean => tick >= low * 0.999 && tick <= high * 1.001;
  for (const steps of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = powers.flatMap((power) => steps.map((step) => Number(`${step}e${power}`)));
    const kept = ticks.filter(inside);
    // the labels of powers of ten are short: half as many again have room
    if (kept.length <= (steps.length === 1 ? 1.5 * most : most)) return kept;
  }
  const stride = Math.ceil(powers.length / most);
  return powers
    .filter((power) => power % stride === 0)
    .map((power) => Number(`1e${power}`))
    .filter(inside);
}

/** About `most` round values within [low, high] of a linear axis, ascending. */
export function linearTicks(low: number, high: number, most: number): number[] {
  const rough = (high - low) / most;
  const power = Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor >= rough / Number(`1e${power}`)) ?? 10;
  // ticks are k · step / divisor with whole numbers, so that 0.3 is not 0.30000000000000004
  const [unit, divisor] =
    power < 0 ? [step, Number(`1e${-power}`)] : [step * Number(`1e${power}`), 1];
  const first = Math.ceil(((low - 1e-9 * (high - low)) * divisor) / unit);
  const last = Math.floor(((high + 1e-9 * (high - low)) * divisor) / unit);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, k) => ((first + k) * unit) / divisor,
  );
}
