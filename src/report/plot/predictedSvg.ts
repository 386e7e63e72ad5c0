import * as Plot from '@observablehq/plot';
import { count } from '../format.ts';
import type { ReportInput } from '../input.ts';
import { colour } from '../theme.ts';
import { extent, padded } from './axis.ts';
import { emptySvg } from './emptySvg.ts';
import { cut, frameMarks, frameOf, frameOptions } from './frame.ts';
import { SCATTER, SHADES, scatter } from './scatter.ts';
import { drawSvg } from './svg.ts';

/** Observed against predicted values of rows that the fit had not seen, with the line y = x. */
export async function predictedSvg({ outOfFold, about }: ReportInput): Promise<string> {
  const { observed, predicted } = outOfFold;
  const title = `Observed against predicted ${about.target}, out of fold`;
  const range = extent([...observed, ...predicted]);
  if (!range) return emptySvg('predicted', title, 'Predictions were not kept.', 'narrow');
  const domain = padded(range);
  const axis = { type: 'linear', domain } as const;
  const frame = frameOf({ ...SCATTER, linesAbove: 1, x: axis, y: axis });
  const target = cut(about.target, 200);
  const pairs = Array.from(observed, (y, i) => ({ x: predicted[i]!, y }));
  const marks = [
    ...frameMarks(frame, { x: `predicted ${target}`, y: `observed ${target}` }),
    scatter(pairs),
    Plot.link([0], {
      x1: () => domain[0],
      y1: () => domain[0],
      x2: () => domain[1],
      y2: () => domain[1],
      stroke: colour('ink'),
      strokeDasharray: '3 3',
    }),
  ];
  const description = `${count(pairs.length)} rows around the line of equal values.`;
  const options = { ...frameOptions(frame), opacity: SHADES, marks };
  return drawSvg({ name: 'predicted', title, description, options });
}
