import * as Plot from '@observablehq/plot';
import { effectOf, raisedBy } from '../effectOf.ts';
import { count, number } from '../format.ts';
import type { ReportInput } from '../input.ts';
import { type Colour, colour } from '../theme.ts';
import { extent, padded } from './axis.ts';
import { emptySvg } from './emptySvg.ts';
import { type FeaturePath, featurePaths } from './featurePaths.ts';
import { cut, frameMarks, frameOf, frameOptions, type PlotSize, WIDTHS } from './frame.ts';
import { LAMBDA_TITLE, lambdaAxis } from './lambdaAxis.ts';
import { lambdaMarks } from './lambdaMarks.ts';
import { pathLabels } from './pathLabels.ts';
import { sizeAxis } from './sizeAxis.ts';
import { drawSvg } from './svg.ts';

/** More lines than this cannot be told apart. */
export const MOST_PATHS = 200;

const SIZES = {
  wide: { height: 460, right: 150 },
  narrow: { height: 380, right: 92 },
} as const;

/**
 * Coefficients along λ: per standard deviation of the feature where the spread is known. Features
 * of the chosen model are coloured by sign and the largest named; the number of nonzero
 * coefficients (ridge: degrees of freedom) runs along the top.
 */
export async function coefficientPathSvg(
  input: ReportInput,
  size: PlotSize = 'wide',
): Promise<string> {
  const { model, path, choice, about } = input;
  const title = `Coefficient paths of ${about.target}, l1Ratio ${number(choice.l1Ratio)}`;
  const x = lambdaAxis(path.lambdas);
  if (!x) return emptySvg('path', title, 'No λ above zero: there is no path to draw.', size);
  const { drawn, everNonzero } = featurePaths(model, path, MOST_PATHS);
  const effects = extent(drawn.flatMap((feature) => [...feature.effects])) ?? [-1, 1];
  const domain = padded([Math.min(0, effects[0]), Math.max(0, effects[1])]);
  const frame = frameOf({
    width: WIDTHS[size],
    ...SIZES[size],
    linesAbove: 3.5,
    x,
    y: { type: 'linear', domain },
  });
  const titles = { x: LAMBDA_TITLE, y: effectTitle(input) };
  const marks = [
    ...frameMarks(frame, titles),
    Plot.ruleY([0], { stroke: colour('faint') }),
    ...pathLines(drawn, path.lambdas),
    ...sizeAxis(path, choice.l1Ratio, frame),
    ...lambdaMarks(choice, frame),
    ...pathLabels(drawn, path.lambdas, frame),
  ];
  const all = count(model.coefficients.length);
  const lines = model.outputs ? 'coefficients' : 'features';
  const description = `${count(everNonzero)} of ${all} ${lines} enter.`;
  return drawSvg({
    name: `path-${size}`,
    title,
    description,
    options: { ...frameOptions(frame), marks },
  });
}

/** What an effect is measured in. */
export function effectTitle(input: ReportInput): string {
  if (!input.model.scales) return 'coefficient';
  const effect = input.model.outputs ? raisedBy(input) : effectOf(input);
  return `change in ${cut(effect, 160)} per standard deviation`;
}

function pathLines(drawn: readonly FeaturePath[], lambdas: Float64Array): Plot.Markish[] {
  const styles: [Colour, number, (feature: FeaturePath) => boolean][] = [
    ['faint', 1, ({ chosen }) => chosen === 0],
    ['accent', 1.75, ({ chosen }) => chosen > 0],
    ['counter', 1.75, ({ chosen }) => chosen < 0],
  ];
  return styles.map(([name, strokeWidth, matches]) =>
    Plot.line(
      drawn.filter(matches).flatMap((feature, z) => pointsOf(feature, lambdas, z)),
      { x: 'lambda', y: 'effect', z: 'z', stroke: colour(name), strokeWidth, title: 'name' },
    ),
  );
}

/** The points of a line; runs of zeros keep their two ends, between which a line is exact. */
function pointsOf({ name, effects }: FeaturePath, lambdas: Float64Array, z: number) {
  return Array.from(effects, (effect, l) => ({ lambda: lambdas[l]!, effect, name, z })).filter(
    ({ lambda, effect }, l) =>
      lambda > 0 && (effect !== 0 || effects[l - 1] !== 0 || effects[l + 1] !== 0),
  );
}
