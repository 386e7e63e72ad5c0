/** Random rows for fast-check: flags, scores with many ties, and small integer weights. */
import fc from 'fast-check';

export interface ScoredRow {
  readonly positive: boolean;
  readonly score: number;
  readonly weight: number;
}

export const scoredRow: fc.Arbitrary<ScoredRow> = fc.record({
  positive: fc.boolean(),
  score: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(-Infinity, -0, 0.5, Infinity)),
  weight: fc.nat(3),
});

export const scoredRows = fc.array(scoredRow, { maxLength: 40 });

/** Each field as a column. */
export function columnsOf<T extends object>(rows: readonly T[]): { [K in keyof T]: T[K][] } {
  const keys = Object.keys(rows[0] ?? {}) as (keyof T)[];
  const entries = keys.map((key) => [key, rows.map((row) => row[key])]);
  return Object.fromEntries(entries) as { [K in keyof T]: T[K][] };
}

/** Every row as often as its weight says. */
export function repeated<T extends { readonly weight: number }>(rows: readonly T[]): T[] {
  return rows.flatMap((row) => new Array<T>(row.weight).fill(row));
}
