/** Types of summary.mjs for the TypeScript tests. */

export interface Row {
  name: string;
  ours: boolean;
  accepted: boolean;
  medianMs: number | null;
  ratio: number | null;
  against: Record<string, number>;
  ratioAtLeast: number | null;
}

export function compare(rows: Row[]): Row[];
