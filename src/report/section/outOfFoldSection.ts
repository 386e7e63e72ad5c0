import { count, number } from '../format.ts';
import { type Html, html, trusted } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { predictedSvg } from '../plot/predictedSvg.ts';
import { residualSvg } from '../plot/residualSvg.ts';
import { MOST_DOTS } from '../plot/scatter.ts';
import { scoreOf } from '../score.ts';
import { section } from './section.ts';

const HEADING = 'Predictions out of fold';

export async function outOfFoldSection(input: ReportInput): Promise<Html> {
  const score = scoreOf(input.outOfFold);
  if (!score)
    return section('predictions', HEADING, html`<p>Out-of-fold predictions were not kept.</p>`);
  const points =
    score.rows > MOST_DOTS ? 'Hexagons are darker where more rows fall' : 'Each point is a row';
  const figures = html`<figure>
<div class="pair">
<div>${trusted(await predictedSvg(input))}</div>
<div>${trusted(await residualSvg(input))}</div>
</div>
<figcaption>${points}, predicted by a model that was fitted without it. On the dashed lines
prediction and observation agree. ${count(score.rows)} of ${count(input.rows)} rows; R²
${number(score.rSquared, 3)}, root mean square error ${number(score.rootMeanSquare)}.</figcaption>
</figure>`;
  return section('predictions', HEADING, figures);
}
