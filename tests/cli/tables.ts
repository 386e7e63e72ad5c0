/** Small tables from formulas: counts and times of survival. */

const QUOTA = 97;
/** A number in (0, 1) that looks random in i. */
const uniform = (i: number) => (((i * 29) % QUOTA) + 0.5) / QUOTA;

export interface CountRow {
  readonly a: number;
  readonly b: number;
  readonly kind: string;
  /** ln of the exposure. */
  readonly known: number;
  readonly visits: number;
}

/** 120 counts of mean exposure · exp(0.3 + 0.8 a − ½ [kind = u]). */
export const COUNTS: readonly CountRow[] = Array.from({ length: 120 }, (_, i) => {
  const a = ((i * 37) % 60) / 30 - 1;
  const kind = ['u', 'v', 'w'][i % 3]!;
  const known = Math.log(1 + (i % 4));
  const mean = Math.exp(known + 0.3 + 0.8 * a - (kind === 'u' ? 0.5 : 0));
  return { a, b: (i * 11) % 7, kind, known, visits: poisson(mean, uniform(i)) };
});

/** The smallest k whose distribution function reaches u. */
function poisson(mean: number, u: number): number {
  let k = 0;
  let term = Math.exp(-mean);
  for (let sum = term; sum < u; sum += term) term *= mean / ++k;
  return k;
}

export interface SurvivalRow {
  readonly age: number;
  readonly arm: string;
  readonly days: number;
  readonly died: number;
}

/** 120 exponential times of hazard 0.02 exp(0.04 (age − 30) − 0.8 [arm = B]), censored. */
export const SURVIVAL: readonly SurvivalRow[] = Array.from({ length: 120 }, (_, i) => {
  const age = (i * 37) % 60;
  const arm = ['A', 'B'][i % 2]!;
  const hazard = 0.02 * Math.exp(0.04 * (age - 30) - (arm === 'B' ? 0.8 : 0));
  const time = Number((-Math.log(uniform(i)) / hazard).toFixed(1));
  const end = 1 + 1.5 * ((i * 53) % 101);
  return { age, arm, days: Math.min(time, end), died: Number(time <= end) };
});

/** The text of a CSV of such rows. */
export function csvOf(rows: readonly object[]): string {
  return [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))]
    .map((cells) => cells.join(','))
    .join('\n');
}
