import * as Plot from '@observablehq/plot';
import type { Certificate } from '../../linear/types.ts';
import { count, number } from '../format.ts';
import type { ReportInput } from '../input.ts';
import { colour } from '../theme.ts';
import { gapNoun } from '../words.ts';
import { extent, pixelOf } from './axis.ts';
import { emptySvg } from './emptySvg.ts';
import { type Frame, frameMarks, frameOf, frameOptions, type PlotSize, WIDTHS } from './frame.ts';
import { LAMBDA_TITLE, lambdaAxis } from './lambdaAxis.ts';
import { drawSvg } from './svg.ts';

/** Gaps at or below this are drawn here: less than rounding can tell from zero. */
const FLOOR = 1e-17;

const HEIGHTS = { wide: 280, narrow: 260 } as const;

/** Relative gap of every fit along λ, on a log scale, against the tolerance asked for. */
export async function certificateSvg(input: ReportInput, size: PlotSize = 'wide'): Promise<string> {
  const { path, about } = input;
  const title = `Certificates of the fits of ${about.target}`;
  const shown = path.certificates.filter(
    ({ lambda, relative }) => lambda > 0 && Number.isFinite(relative),
  );
  const x = lambdaAxis(shown.map(({ lambda }) => lambda));
  if (!x) return emptySvg('certificate', title, 'No λ above zero: there is nothing to draw.', size);
  const tolerance = input.worstCertificate.tol;
  const frame = frameOf({
    width: WIDTHS[size],
    height: HEIGHTS[size],
    linesAbove: 1,
    x,
    y: { type: 'log', domain: gapDomain(shown, tolerance) },
  });
  const marks = [
    ...frameMarks(frame, { x: LAMBDA_TITLE, y: heightTitle(input) }),
    ...toleranceLine(tolerance, frame),
    ...gapLine(shown),
  ];
  const missed = shown.filter(({ ok }) => !ok).length;
  const largest = Math.max(...shown.map(({ relative }) => relative));
  const description =
    `${count(shown.length)} fits, ${count(missed)} above their tolerance; ` +
    `largest relative ${gapNoun(input.worstCertificate.kind)} ${number(largest, 2)}.`;
  const options = { ...frameOptions(frame), marks };
  return drawSvg({ name: `certificate-${size}`, title, description, options });
}

function heightOf({ relative }: Certificate): number {
  return Math.max(relative, FLOOR);
}

/** Whole decades around the gaps and the tolerance. */
function gapDomain(certificates: readonly Certificate[], tolerance: number): [number, number] {
  const heights = certificates.map(heightOf);
  const [low, high] = extent([...heights, ...(tolerance > 0 ? [tolerance * 3] : [])])!;
  return [10 ** Math.floor(Math.log10(low) - 0.2), 10 ** Math.ceil(Math.log10(high) + 0.2)];
}

function gapLine(certificates: readonly Certificate[]): Plot.Markish[] {
  const position = { x: 'lambda', y: heightOf };
  return [
    Plot.line(certificates, { ...position, stroke: colour('faint') }),
    Plot.dot(certificates, {
      ...position,
      r: ({ ok }: Certificate) => (ok ? 2 : 4),
      fill: ({ ok }: Certificate) => colour(ok ? 'accent' : 'counter'),
      title: ({ lambda, relative }: Certificate) => `λ ${number(lambda)}: ${number(relative, 2)}`,
    }),
  ];
}

function toleranceLine(tolerance: number, frame: Frame): Plot.Markish[] {
  if (!(tolerance > 0)) return [];
  // a label above the line, or below it where the line is at the top
  const above = pixelOf(frame.y, tolerance) - frame.margins.top > 16;
  return [
    Plot.ruleY([tolerance], { stroke: colour('ink'), strokeDasharray: '3 3' }),
    Plot.text([`tolerance ${number(tolerance)}`], {
      y: () => tolerance,
      frameAnchor: 'right',
      textAnchor: 'end',
      dy: above ? -9 : 9,
      fill: colour('ink'),
      stroke: colour('paper'),
      strokeWidth: 4,
    }),
  ];
}

function heightTitle({ worstCertificate: { kind } }: ReportInput): string {
  return kind === 'duality-gap' ? 'gap ÷ null loss' : 'residual ÷ null gradient';
}
