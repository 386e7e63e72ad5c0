import * as Plot from '@observablehq/plot';
import { colour } from '../theme.ts';
import { type PlotSize, WIDTHS } from './frame.ts';
import { drawSvg } from './svg.ts';

/** A low plot that says why there is nothing to draw. */
export function emptySvg(
  name: string,
  title: string,
  why: string,
  size: PlotSize,
): Promise<string> {
  const text = Plot.text([why], { frameAnchor: 'middle', fill: colour('muted'), lineWidth: 26 });
  const options = {
    width: WIDTHS[size],
    height: 90,
    marks: [Plot.frame({ stroke: colour('line') }), text],
  };
  return drawSvg({ name, title, description: why, options });
}
