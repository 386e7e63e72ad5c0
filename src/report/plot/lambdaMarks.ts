/** Vertical lines at the λ of the lowest error, of the 1-SE rule and of the chosen model. */
import * as Plot from '@observablehq/plot';
import type { ReportChoice } from '../input.ts';
import { colour } from '../theme.ts';
import { pixelOf, valueAt } from './axis.ts';
import { type Frame, textWidth } from './frame.ts';
import { spread } from './spread.ts';

/** A λ worth marking, with its name; a λ that several rules choose appears once. */
export interface LambdaMark {
  readonly lambda: number;
  readonly label: string;
  readonly isChosen: boolean;
}

export function lambdaMarksOf({ lambda, lambdaMin, lambda1se }: ReportChoice): LambdaMark[] {
  const names = new Map<number, string>([[lambdaMin, 'λ min']]);
  names.set(lambda1se, lambda1se === lambdaMin ? 'λ min = λ 1-SE' : 'λ 1-SE');
  if (!names.has(lambda)) names.set(lambda, 'λ');
  return [...names].map(([at, name]) => {
    const isChosen = at === lambda;
    return { lambda: at, label: isChosen ? `${name}, chosen` : name, isChosen };
  });
}

/** The lines, and their names just above the frame. */
export function lambdaMarks(choice: ReportChoice, frame: Frame): Plot.Markish[] {
  const [high, low] = frame.x.domain;
  const marks = lambdaMarksOf(choice).filter(({ lambda }) => lambda <= high && lambda >= low);
  const positions = spread(
    marks.map(({ lambda }) => pixelOf(frame.x, lambda)),
    marks.map(({ label }) => textWidth(label) + 10),
    [frame.margins.left, frame.width],
  );
  return marks.flatMap(({ lambda, label, isChosen }, k) => [
    Plot.ruleX([lambda], {
      stroke: colour(isChosen ? 'ink' : 'muted'),
      ...(!isChosen && { strokeDasharray: '3 3' }),
    }),
    Plot.text([label], {
      x: () => valueAt(frame.x, positions[k]!),
      frameAnchor: 'top',
      lineAnchor: 'bottom',
      dy: -5,
      fill: colour(isChosen ? 'ink' : 'muted'),
      fontWeight: isChosen ? 600 : 400,
    }),
  ]);
}
