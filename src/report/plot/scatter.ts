/** Points of rows, one dot each; hexagons shaded by their number where there are too many. */
import * as Plot from '@observablehq/plot';
import { colour } from '../theme.ts';

/** More dots than this hide each other. */
export const MOST_DOTS = 2000;

export const SCATTER = { width: 424, height: 400 } as const;

export interface Pair {
  readonly x: number;
  readonly y: number;
}

export function scatter(pairs: readonly Pair[]): Plot.Markish {
  const fill = colour('accent');
  if (pairs.length <= MOST_DOTS)
    return Plot.dot(pairs, { x: 'x', y: 'y', r: 2.5, fill, fillOpacity: 0.5 });
  const bins = Plot.hexbin({ fillOpacity: 'count' }, { x: 'x', y: 'y', fill, binWidth: 9 });
  return Plot.hexagon(pairs, bins);
}

/** Scale of the shading; only read where there are hexagons. */
export const SHADES = { type: 'sqrt', range: [0.12, 1] } as const;
