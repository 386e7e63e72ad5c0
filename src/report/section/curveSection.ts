import { number } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { cvCurveSvg } from '../plot/cvCurveSvg.ts';
import { isScore } from '../words.ts';
import { figure } from './figure.ts';
import { section } from './section.ts';

export async function curveSection(input: ReportInput): Promise<Html> {
  const { choice, curves } = input;
  const others =
    curves.length > 1
      ? html` Grey lines, named at the right: the other shares of L1 tried.`
      : html``;
  const measured = isScore(choice.measure) ? 'Score' : 'Error';
  const best = isScore(choice.measure) ? 'best score' : 'lowest error';
  const lowest = number(choice.lambdaMin);
  const caption = html`${measured} on rows that the fit had not seen. λ min, ${lowest},
has the ${best}; λ 1-SE, ${number(choice.lambda1se)}, is the strongest regularization within
one standard error of it.${others}`;
  return section('curve', 'Cross-validation', await figure(cvCurveSvg, input, caption));
}
