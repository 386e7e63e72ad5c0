/** The plots of how time grows, by the plotting of the package's own reports. */

import { writeFileSync } from 'node:fs';
import * as Plot from '@observablehq/plot';
import { frameMarks, frameOf, frameOptions } from '../../dist/report/plot/frame.js';
import { drawSvg } from '../../dist/report/plot/svg.js';
import { colour } from '../../dist/report/theme.js';

/** @typedef {import('./size.mjs').Panel} Panel */

const colours = /** @type {const} */ (['accent', 'counter']);

/** @param {Panel} panel */
function domains({ series }) {
  const points = series.flatMap((line) => line.points);
  const range = (/** @type {number[]} */ values, /** @type {number} */ margin) => {
    return /** @type {[number, number]} */ ([
      Math.min(...values) / margin,
      Math.max(...values) * margin,
    ]);
  };
  return {
    x: range(
      points.map(({ x }) => x),
      1.15,
    ),
    y: range(
      points.map(({ ms }) => ms),
      1.6,
    ),
  };
}

/**
 * A dashed line of slope 1 through the first point of a series, as far as it stays inside.
 * @param {import('./size.mjs').Series} line
 * @param {number} top
 */
function linear({ points }, top) {
  const [first, last] = [points[0], points[points.length - 1]];
  const end = Math.min(last.x, (first.x * top) / first.ms);
  return [first, { x: end, ms: (first.ms * end) / first.x }];
}

/**
 * Where line k of the legend stands, on a ground of its own.
 * @param {number} k
 * @returns {Plot.TextOptions}
 */
const legend = (k) => ({
  frameAnchor: 'top-left',
  dx: 14,
  dy: 10 + 18 * k,
  stroke: colour('paper'),
  strokeWidth: 5,
});

/** @param {Panel} panel */
async function plot(panel) {
  const { name, title, axis, series } = panel;
  const { x, y } = domains(panel);
  const frame = frameOf({
    width: 640,
    height: 360,
    right: 24,
    x: { type: 'log', domain: x },
    y: { type: 'log', domain: y },
  });
  const marks = series.flatMap((line, k) => {
    const stroke = colour(colours[k]);
    const label = `${line.name}, slope ${line.slope.toFixed(2)}`;
    const at = { x: 'x', y: 'ms' };
    const dashes = { ...at, stroke: colour('faint'), strokeDasharray: '3 4' };
    return [
      Plot.line(linear(line, y[1]), dashes),
      Plot.line(line.points, { ...at, stroke, strokeWidth: 2 }),
      Plot.dot(line.points, { ...at, fill: stroke, r: 3.5 }),
      Plot.text([label], { ...legend(k), fill: stroke, fontWeight: 600 }),
    ];
  });
  const note = Plot.text(['dashed: linear growth'], {
    ...legend(series.length),
    fill: colour('muted'),
  });
  const titles = { x: axis, y: 'CPU time, ms' };
  const described = series.map((line) => `${line.name}: slope ${line.slope.toFixed(2)}`);
  return drawSvg({
    name,
    title,
    description: `${described.join('; ')}. Dashed: linear growth.`,
    options: { ...frameOptions(frame), marks: [...frameMarks(frame, titles), ...marks, note] },
  });
}

/**
 * One SVG per panel.
 * @param {import('./size.mjs').Scaling} scaling
 * @param {URL} folder
 */
export async function writePlots({ panels }, folder) {
  for (const panel of panels)
    writeFileSync(new URL(`${panel.name}.svg`, folder), await plot(panel));
}
