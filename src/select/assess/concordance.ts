/** Harrell's C: how often the one at higher risk has the event first. */
import { descending } from './byScore.ts';
import { Fenwick } from './fenwick.ts';
import { cellsOf, flagsOf, ORDERED, type Rows, rowsOf, type Values } from './rows.ts';

/** Survival data and a risk per row. */
interface Followed {
  readonly rows: Rows;
  readonly time: Float64Array;
  /** 1 for an event, 0 for a censored row. */
  readonly event: Uint8Array;
  readonly risk: Float64Array;
}

/** Comparable pairs by how the risks order them; each pair counts the product of its weights. */
export interface ComparablePairs {
  /** Higher risk, earlier event. */
  readonly concordant: number;
  /** Higher risk, later. */
  readonly discordant: number;
  /** Equal risks. */
  readonly tied: number;
}

/**
 * Harrell's C = (concordant + ½ tied) / (concordant + discordant + tied) over comparable pairs.
 *
 * A pair is comparable if the earlier time is an event. At equal times an event comes before a
 * censored row, and two events (or two censored rows) are not compared: the rules of
 * survival::concordance in R. Times count as equal only if their bits are. ½ is chance; a score
 * for which large means long life gives 1 − C. O(n log n).
 *
 * @param time n follow-up times ≥ 0.
 * @param event n flags: true or 1 for an event at that time, false or 0 for a censored row.
 * @param risk n numbers, the larger the earlier the event is expected; ±Infinity is allowed.
 * @param weights n numbers ≥ 0, default all 1; rows of weight 0 are not looked at.
 * @returns NaN if no pair is comparable.
 * @throws RangeError if lengths differ, a time is negative, a flag is no flag, a risk is NaN or a
 *   weight negative.
 * @see Harrell, Lee, Mark (1996), Statistics in Medicine 15, section 5.5.
 */
export function concordance(
  time: Values,
  event: ArrayLike<boolean | number>,
  risk: Values,
  weights?: Values,
): number {
  return shareOf(comparablePairs(followedOf('concordance', { time, event, risk, weights })));
}

/** The arguments of a survival measure. */
export interface SurvivalRows {
  /** n follow-up times ≥ 0. */
  readonly time: Values;
  /** n flags: true or 1 for an event at that time, false or 0 for a censored row. */
  readonly event: ArrayLike<boolean | number>;
  /** n numbers, the larger the earlier the event is expected. */
  readonly risk: Values;
  /** n numbers ≥ 0, default all 1. */
  readonly weights?: Values | undefined;
}

const NON_NEGATIVE = {
  rule: 'be a finite number >= 0',
  allows: (value: number) => value >= 0 && value < Infinity,
};

/** Survival data, checked. */
export function followedOf(where: string, { time, event, risk, weights }: SurvivalRows): Followed {
  const rows = rowsOf(where, { name: 'time', values: time }, weights);
  return {
    rows,
    time: cellsOf(where, 'time', time, rows, NON_NEGATIVE),
    event: flagsOf(where, 'event', event, rows),
    risk: cellsOf(where, 'risk', risk, rows, ORDERED),
  };
}

/** C of counted pairs. */
export function shareOf({ concordant, discordant, tied }: ComparablePairs): number {
  return (concordant + tied / 2) / (concordant + discordant + tied);
}

/** All comparable pairs. Rows enter a tree over the risks from the latest time to the earliest. */
export function comparablePairs({ rows, time, event, risk }: Followed): ComparablePairs {
  const { rank, count } = ranksOf(risk);
  const order = descending(time);
  const below = new Fenwick(count);
  const same = new Float64Array(count);
  let [concordant, discordant, tied, later] = [0, 0, 0, 0];
  const enter = (i: number) => {
    below.add(rank[i]!, rows.weights[i]!);
    same[rank[i]!]! += rows.weights[i]!;
    later += rows.weights[i]!;
  };
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && time[order[end]!] === time[order[start]!]) end++;
    const together = order.subarray(start, end);
    const events = together.filter((i) => event[i] === 1);
    // Censored at this time is later than an event at this time.
    for (const i of together) if (event[i] === 0) enter(i);
    for (const i of events) {
      const [weight, lower, equal] = [rows.weights[i]!, below.sumOf(rank[i]!), same[rank[i]!]!];
      concordant += weight * lower;
      tied += weight * equal;
      // Rounding of fractional weights may leave a trace where nothing is left.
      discordant += weight * Math.max(0, later - lower - equal);
    }
    for (const i of events) enter(i);
  }
  return { concordant, discordant, tied };
}

/** Position of each value among the `count` distinct values, the smallest 0. */
function ranksOf(values: Float64Array): { rank: Int32Array; count: number } {
  const rank = new Int32Array(values.length);
  const order = descending(values).reverse();
  let count = 0;
  for (let k = 0; k < order.length; k++) {
    if (k > 0 && values[order[k]!] !== values[order[k - 1]!]) count++;
    rank[order[k]!] = count;
  }
  return { rank, count: values.length > 0 ? count + 1 : 0 };
}
