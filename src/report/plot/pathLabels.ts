/** Names at the right ends of the most important coefficient paths. */
import * as Plot from '@observablehq/plot';
import { colour } from '../theme.ts';
import { pixelOf, valueAt } from './axis.ts';
import type { FeaturePath } from './featurePaths.ts';
import { cut, type Frame, LINE } from './frame.ts';
import { spread } from './spread.ts';

/** Pixels between the end of a line and its name. */
const GAP = 16;

/** How many names fit without crowding. */
const LABELS = { wide: 14, narrow: 8 };

export function pathLabels(
  drawn: readonly FeaturePath[],
  lambdas: Float64Array,
  frame: Frame,
): Plot.Markish[] {
  const last = lambdas.findLastIndex((lambda) => lambda > 0);
  const most = frame.width < 500 ? LABELS.narrow : LABELS.wide;
  const named = drawn.filter(({ effects }) => effects[last] !== 0).slice(0, most);
  const ends = named.map(({ effects }) => pixelOf(frame.y, effects[last]!));
  const positions = spread(
    ends,
    named.map(() => LINE),
    [frame.y.range[1] - LINE, frame.y.range[0] + LINE],
  );
  const right = pixelOf(frame.x, lambdas[last]!);
  return named.flatMap((feature, k) => {
    const labelled = { ...feature, end: ends[k]!, at: positions[k]! };
    return label(labelled, right, frame);
  });
}

function label(
  { name, chosen, end, at }: FeaturePath & { end: number; at: number },
  right: number,
  frame: Frame,
): Plot.Markish[] {
  const stroke = chosen === 0 ? 'faint' : chosen > 0 ? 'accent' : 'counter';
  const lambdaAt = (pixel: number): number => valueAt(frame.x, pixel);
  return [
    Plot.link([0], {
      x1: () => lambdaAt(right + 2),
      x2: () => lambdaAt(right + GAP - 4),
      y1: () => valueAt(frame.y, end),
      y2: () => valueAt(frame.y, at),
      stroke: colour(stroke),
    }),
    Plot.text([cut(name, frame.margins.right - GAP)], {
      x: () => lambdaAt(right + GAP),
      y: () => valueAt(frame.y, at),
      textAnchor: 'start',
      fill: colour(chosen === 0 ? 'muted' : stroke),
      title: () => name,
    }),
  ];
}
