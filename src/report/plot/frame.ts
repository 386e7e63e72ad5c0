/** The rectangle of a plot with its axes: where everything else is drawn. */
import * as Plot from '@observablehq/plot';
import { number } from '../format.ts';
import { colour } from '../theme.ts';
import { type Axis, linearTicks, logTicks } from './axis.ts';

/** 'wide' for a page of 880 pixels, 'narrow' for a telephone of 360. */
export type PlotSize = 'wide' | 'narrow';

export const WIDTHS: Readonly<Record<PlotSize, number>> = { wide: 880, narrow: 360 };

/** Height of a line of text, in pixels. */
export const LINE = 15;

const BOTTOM = 46;
const LEAST_LEFT = 56;
const LEAST_RIGHT = 12;

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margins: { readonly top: number; readonly right: number; readonly left: number };
  readonly x: Axis;
  readonly y: Axis;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
}

export interface FrameSpec {
  width: number;
  height: number;
  /** Lines of text above the rectangle, default 2: the title of y and one more. */
  linesAbove?: number;
  /** Pixels right of the rectangle, default 12. */
  right?: number;
  x: Pick<Axis, 'type' | 'domain'>;
  y: Pick<Axis, 'type' | 'domain'>;
}

/** Room for the tick labels of y, then the pixels of both axes. */
export function frameOf(spec: FrameSpec): Frame {
  const { width, height, linesAbove = 2, right = LEAST_RIGHT } = spec;
  const yTicks = ticksOf(spec.y, height < 300 ? 5 : 7);
  const labels = yTicks.map((tick) => textWidth(number(tick)));
  const left = Math.max(LEAST_LEFT, Math.max(0, ...labels) + 14);
  const top = linesAbove * LINE + 10;
  return {
    width,
    height,
    margins: { top, right, left },
    x: { ...spec.x, range: [left, width - right] },
    y: { ...spec.y, range: [height - BOTTOM, top] },
    xTicks: ticksOf(spec.x, Math.max(2, Math.floor((width - left - right) / 64))),
    yTicks,
  };
}

/** The options of `Plot.plot` that a frame decides. */
export function frameOptions({ width, height, margins, x, y }: Frame): Plot.PlotOptions {
  return {
    width,
    height,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: BOTTOM,
    marginLeft: margins.left,
    x: { type: x.type, domain: [...x.domain], axis: null },
    y: { type: y.type, domain: [...y.domain], axis: null },
  };
}

/** Grid, tick labels and the titles of both axes. */
export function frameMarks(frame: Frame, titles: { x: string; y: string }): Plot.Markish[] {
  const { margins } = frame;
  // text of its own: an axis of the library leaves out labels of a log scale as it sees fit
  const tick = { fill: colour('muted'), fontVariant: 'tabular-nums' } as const;
  const title = { fill: colour('muted') };
  return [
    Plot.gridY(frame.yTicks, { stroke: colour('line'), strokeOpacity: 1 }),
    Plot.text(frame.yTicks, {
      ...tick,
      y: identity,
      text: axisNumber,
      frameAnchor: 'left',
      textAnchor: 'end',
      dx: -8,
    }),
    Plot.text(frame.xTicks, {
      ...tick,
      x: identity,
      text: axisNumber,
      frameAnchor: 'bottom',
      lineAnchor: 'top',
      dy: 8,
    }),
    Plot.text([titles.y], {
      ...title,
      frameAnchor: 'top-left',
      textAnchor: 'start',
      dx: -margins.left,
      dy: -margins.top + 4,
    }),
    Plot.text([titles.x], { ...title, frameAnchor: 'bottom-right', textAnchor: 'end', dy: 42 }),
  ];
}

/** Width of a text of 12 pixels, estimated generously. */
export function textWidth(text: string): number {
  return 6.8 * Array.from(text).length;
}

/** The text on one line, cut to `pixels` with an ellipsis. */
export function cut(text: string, pixels: number): string {
  const most = Math.max(2, Math.floor(pixels / 6.8));
  const line = text.replace(/\s+/g, ' ');
  const characters = Array.from(line);
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
}

function identity(value: number): number {
  return value;
}

function axisNumber(value: number): string {
  return number(value);
}

function ticksOf({ type, domain }: Pick<Axis, 'type' | 'domain'>, most: number): number[] {
  const low = Math.min(...domain);
  const high = Math.max(...domain);
  return type === 'log' ? logTicks(low, high, most) : linearTicks(low, high, most);
}
