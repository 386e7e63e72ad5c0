/** Types of ratios.mjs for the TypeScript tests. */

export interface Times {
  readonly clock: 'cpu' | 'wall';
  readonly medianMs: number | null;
  readonly cpuMs: number | null;
  readonly wallMs: number | null;
  readonly givenUpMs: number | null;
}

export function ratioTo(row: Times, own: Times): number;
export function leastRatio(row: Times, own: Times): number | null;
