/** Types of record.mjs for the TypeScript tests. */

export interface Kept {
  machine: { date: string };
  versions: Record<string, string>;
  cases: { name: string; date: string }[];
}

export function takeIn(record: object, reports: readonly object[]): Kept;
export function print(record: object): string;
