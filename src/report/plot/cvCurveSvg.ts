import * as Plot from '@observablehq/plot';
import { number } from '../format.ts';
import type { ReportCurve, ReportInput } from '../input.ts';
import { colour } from '../theme.ts';
import { MEASURE_NAMES } from '../words.ts';
import { emptySvg } from './emptySvg.ts';
import { errorDomain } from './errorDomain.ts';
import { frameMarks, frameOf, frameOptions, type PlotSize, WIDTHS } from './frame.ts';
import { LAMBDA_TITLE, lambdaAxis } from './lambdaAxis.ts';
import { lambdaMarks } from './lambdaMarks.ts';
import { ratioLabels } from './ratioLabels.ts';
import { drawSvg } from './svg.ts';

const SIZES = {
  wide: { height: 380, right: 96 },
  narrow: { height: 320, right: 44 },
} as const;

/**
 * Cross-validated error along λ with a band of ± 1 standard error, the λ of the lowest error and of
 * the 1-SE rule, and one thin line per other l1Ratio.
 */
export async function cvCurveSvg(input: ReportInput, size: PlotSize = 'wide'): Promise<string> {
  const { curve, curves, choice, about } = input;
  const measure = MEASURE_NAMES[choice.measure];
  const title = `Cross-validated ${measure} of ${about.target}`;
  const x = lambdaAxis(curves.flatMap(({ lambdas }) => [...lambdas]));
  if (!x) return emptySvg('cv', title, 'No λ above zero: there is no curve to draw.', size);
  const frame = frameOf({
    width: WIDTHS[size],
    height: SIZES[size].height,
    right: curves.length > 1 ? SIZES[size].right : 16,
    x,
    y: { type: 'linear', domain: errorDomain(input) },
  });
  const others = curves.filter(({ l1Ratio }) => l1Ratio !== curve.l1Ratio);
  const marks = [
    ...frameMarks(frame, { x: LAMBDA_TITLE, y: `${measure}, ± 1 standard error` }),
    ...others.map((other) => curveLine(other, { stroke: colour('faint') })),
    band(curve),
    curveLine(curve, { stroke: colour('accent'), strokeWidth: 2 }),
    ...lambdaMarks(choice, frame),
    ...chosenPoints(curve),
    ...(others.length > 0 ? ratioLabels(input, frame) : []),
  ];
  const options = { ...frameOptions(frame), marks };
  return drawSvg({ name: `cv-${size}`, title, description: describe(input), options });
}

function curveLine(curve: ReportCurve, style: Plot.LineOptions): Plot.Markish {
  const { x, y } = positionOf(curve);
  const title = (): string => `l1Ratio ${number(curve.l1Ratio)}`;
  return Plot.line(positiveIndices(curve), { x, y, z: null, title, clip: true, ...style });
}

function band(curve: ReportCurve): Plot.Markish {
  const { x, low, high } = positionOf(curve);
  const style = { fill: colour('accent'), fillOpacity: 0.16, clip: true };
  return Plot.areaY(positiveIndices(curve), { x, y1: low, y2: high, ...style });
}

/** Dots with error bars at the λ of the lowest error and of the 1-SE rule. */
function chosenPoints(curve: ReportCurve): Plot.Markish[] {
  const { x, y, low, high } = positionOf(curve);
  const points = [...new Set([curve.minIndex, curve.oneSeIndex])].filter(
    (l) => curve.lambdas[l]! > 0,
  );
  const stroke = colour('accent');
  return [
    Plot.ruleX(points, { x, y1: low, y2: high, stroke, strokeWidth: 2 }),
    Plot.dot(points, { x, y, r: 4.5, fill: stroke, stroke: colour('paper') }),
  ];
}

function positiveIndices({ lambdas }: ReportCurve): number[] {
  return [...lambdas.keys()].filter((l) => lambdas[l]! > 0);
}

/** Accessors by index into the curve; an unknown standard error (one fold) counts as none. */
function positionOf({ lambdas, mean, se }: ReportCurve) {
  return {
    x: (l: number) => lambdas[l],
    y: (l: number) => mean[l],
    low: (l: number) => mean[l]! - (se[l] || 0),
    high: (l: number) => mean[l]! + (se[l] || 0),
  };
}

function describe({ curve, choice }: ReportInput): string {
  const { minIndex, lambdas, mean, se } = curve;
  const best = `${number(mean[minIndex]!)} at λ ${number(lambdas[minIndex]!)}`;
  const error = `standard error ${number(se[minIndex]!, 2)}`;
  return `Best ${best}, ${error}; chosen λ ${number(choice.lambda)}.`;
}
