import { count, number } from '../format.ts';
import { type Html, html, trusted } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { numberMeasures } from '../outcomeScore.ts';
import { predictedSvg } from '../plot/predictedSvg.ts';
import { residualSvg } from '../plot/residualSvg.ts';
import { MOST_DOTS } from '../plot/scatter.ts';
import { type Score, scoreOf } from '../score.ts';
import { outcomeTables } from './outcomeTables.ts';
import { section } from './section.ts';

const HEADING = 'Predictions out of fold';

export async function outOfFoldSection(input: ReportInput): Promise<Html> {
  const { outcome } = input;
  if (outcome && outcome.kind !== 'numbers')
    return section('predictions', HEADING, ...outcomeTables(outcome, input));
  const score = scoreOf(input.outOfFold);
  if (!score)
    return section('predictions', HEADING, html`<p>Out-of-fold predictions were not kept.</p>`);
  const points =
    score.rows > MOST_DOTS ? 'Hexagons are darker where more rows fall' : 'Each point is a row';
  const said = words(input, score);
  const figures = html`<figure>
<div class="pair">
<div>${trusted(await predictedSvg(input))}</div>
<div>${trusted(await residualSvg(input))}</div>
</div>
<figcaption>${points}, predicted by a model that was fitted without it. On the dashed lines
prediction and observation agree. ${count(score.rows)} of ${count(input.rows)} rows; ${said}.</figcaption>
</figure>`;
  return section('predictions', HEADING, figures);
}

/** The scores of the points, in the measures of their family. */
function words({ outcome, model }: ReportInput, score: Score): Html {
  const error = html`root mean square error ${number(score.rootMeanSquare)}`;
  if (outcome?.kind !== 'numbers' || !model.family)
    return html`R²
${number(score.rSquared, 3)}, ${error}`;
  const { explained, meanAbsolute, below } = numberMeasures(outcome, model.family);
  if (model.family.name === 'quantile')
    return html`${number(100 * below, 3)} % of them lie below their prediction`;
  if (explained === undefined) return html`mean absolute error ${number(meanAbsolute)}`;
  return html`deviance explained ${number(explained, 3)}, ${error}`;
}
