/** Types of reached.mjs for the TypeScript tests. */

export interface Reached {
  name: string;
  target: { peer: string; least: number; of?: string; byDefault?: boolean };
  value: number | undefined;
  isBound: boolean;
  verdict: 'met' | 'missed' | 'open';
}

export interface Measured {
  name: string;
  ratio: number | null;
  ratioAtLeast: number | null;
  byDefault: { ratio: number | null } | null;
  against: Record<string, number>;
}

export function allReached(
  results: readonly { name: string; subjects: readonly Measured[] }[],
): Reached[];
export function describeFigure(reached: Reached): string;
