import * as Plot from '@observablehq/plot';
import { count, number } from '../format.ts';
import type { ReportInput } from '../input.ts';
import { colour } from '../theme.ts';
import { extent, padded } from './axis.ts';
import { emptySvg } from './emptySvg.ts';
import { cut, frameMarks, frameOf, frameOptions } from './frame.ts';
import { SCATTER, SHADES, scatter } from './scatter.ts';
import { drawSvg } from './svg.ts';

/** Residuals (observed − predicted) of rows that the fit had not seen, against their prediction. */
export async function residualSvg({ outOfFold, about }: ReportInput): Promise<string> {
  const { observed, predicted } = outOfFold;
  const title = `Residuals of ${about.target}, out of fold`;
  const pairs = Array.from(observed, (y, i) => ({ x: predicted[i]!, y: y - predicted[i]! }));
  const across = extent(predicted);
  if (!across) return emptySvg('residual', title, 'Predictions were not kept.', 'narrow');
  const largest = Math.max(...(extent(pairs.map(({ y }) => y)) ?? [0]).map(Math.abs));
  const frame = frameOf({
    ...SCATTER,
    linesAbove: 1,
    x: { type: 'linear', domain: padded(across) },
    y: { type: 'linear', domain: padded([-largest, largest]) },
  });
  const marks = [
    ...frameMarks(frame, {
      x: `predicted ${cut(about.target, 200)}`,
      y: 'residual: observed − predicted',
    }),
    scatter(pairs),
    Plot.ruleY([0], { stroke: colour('ink'), strokeDasharray: '3 3' }),
  ];
  const description = `${count(pairs.length)} rows, largest residual ${number(largest)}.`;
  const options = { ...frameOptions(frame), opacity: SHADES, marks };
  return drawSvg({ name: 'residual', title, description, options });
}
