/** Types of summary.mjs for the TypeScript tests. */

export interface Row {
  name: string;
  ours: boolean;
  accepted: boolean;
  clock: 'cpu' | 'wall';
  medianMs: number | null;
  wallMs: number | null;
  ratio: number | null;
  against: Record<string, number>;
  ratioAtLeast: number | null;
}

export function compare(rows: Row[]): Row[];
