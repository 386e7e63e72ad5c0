import * as Plot from '@observablehq/plot';
import { fixed } from '../format.ts';
import type { ReportPath } from '../input.ts';
import { colour } from '../theme.ts';
import { nonzeroCounts } from './featurePaths.ts';
import { type Frame, LINE } from './frame.ts';

/** Size of the model over the ticks of λ: nonzero coefficients, or degrees of freedom for ridge. */
export function sizeAxis(path: ReportPath, l1Ratio: number, frame: Frame): Plot.Markish[] {
  const counts = nonzeroCounts(path);
  const textAt = (lambda: number): string => {
    const l = nearest(path.lambdas, lambda);
    return l1Ratio === 0 ? fixed(path.df[l]!, 1) : fixed(counts[l]!, 0);
  };
  const style = {
    frameAnchor: 'top',
    lineAnchor: 'middle',
    dy: -9 - 1.5 * LINE,
    fill: colour('muted'),
  } as const;
  return [
    Plot.text(frame.xTicks, { ...style, x: (lambda: number) => lambda, text: textAt }),
    Plot.text([l1Ratio === 0 ? 'df' : 'nonzero'], {
      ...style,
      frameAnchor: 'top-left',
      textAnchor: 'start',
      dx: -frame.margins.left,
    }),
  ];
}

/** Index of the λ nearest on the log scale. */
function nearest(lambdas: Float64Array, lambda: number): number {
  const distance = (l: number): number => Math.abs(Math.log(lambdas[l]! / lambda));
  let best = 0;
  for (let l = 1; l < lambdas.length; l++) if (distance(l) < distance(best)) best = l;
  return best;
}
