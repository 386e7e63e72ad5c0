/** The l1Ratio of each cross-validated curve, right of the frame. */
import * as Plot from '@observablehq/plot';
import { number } from '../format.ts';
import type { ReportCurve, ReportInput } from '../input.ts';
import { colour } from '../theme.ts';
import { pixelOf, valueAt } from './axis.ts';
import { type Frame, LINE } from './frame.ts';
import { spread } from './spread.ts';

/** Pixels between the frame and the labels. */
const GAP = 14;

export function ratioLabels({ curve, curves }: ReportInput, frame: Frame): Plot.Markish[] {
  const [bottom, top] = frame.y.range;
  const ends = curves.map((each) => endOf(each, frame));
  const heights = ends.map(({ y }) => Math.min(Math.max(y, top), bottom));
  const labels = spread(
    heights,
    curves.map(() => LINE),
    [top - LINE / 2, bottom + LINE / 2],
  );
  return curves.flatMap(({ l1Ratio }, k) => {
    const isSelected = l1Ratio === curve.l1Ratio;
    const text = frame.margins.right > 60 ? `l1Ratio ${number(l1Ratio)}` : number(l1Ratio);
    const from = { x: ends[k]!.x + 2, y: heights[k]! };
    const to = { x: frame.x.range[1] + GAP, y: labels[k]! };
    return [
      connector(from, { x: to.x - 4, y: to.y }, frame),
      Plot.text([text], {
        x: () => valueAt(frame.x, to.x),
        y: () => valueAt(frame.y, to.y),
        textAnchor: 'start',
        fill: colour(isSelected ? 'accent' : 'muted'),
        fontWeight: isSelected ? 600 : 400,
      }),
    ];
  });
}

/** Pixel of the last point of a curve. */
function endOf({ lambdas, mean }: ReportCurve, frame: Frame): Point {
  const last = lambdas.findLastIndex((lambda) => lambda > 0);
  if (last < 0) return { x: frame.x.range[1], y: frame.y.range[0] };
  return { x: pixelOf(frame.x, lambdas[last]!), y: pixelOf(frame.y, mean[last]!) };
}

function connector(from: Point, to: Point, frame: Frame): Plot.Markish {
  return Plot.link([0], {
    x1: () => valueAt(frame.x, from.x),
    y1: () => valueAt(frame.y, from.y),
    x2: () => valueAt(frame.x, to.x),
    y2: () => valueAt(frame.y, to.y),
    stroke: colour('faint'),
    strokeDasharray: '1 3',
  });
}

interface Point {
  readonly x: number;
  readonly y: number;
}
