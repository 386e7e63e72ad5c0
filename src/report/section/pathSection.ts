import { raisedBy } from '../effectOf.ts';
import { count } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { coefficientPathSvg, MOST_PATHS } from '../plot/coefficientPathSvg.ts';
import { featurePaths } from '../plot/featurePaths.ts';
import { figure } from './figure.ts';
import { section } from './section.ts';

export async function pathSection(input: ReportInput): Promise<Html> {
  const { outputs } = input.model;
  const line = outputs ? 'a feature for one output' : 'a feature';
  const caption = html`Each line is ${line}. Those in the chosen model are
<span class="accent">blue</span> where they raise ${raisedBy(input)} and
<span class="counter">orange</span> where they lower it; the others are
grey.${scaleNote(input)}${limitNote(input)}`;
  return section('paths', 'Coefficient paths', await figure(coefficientPathSvg, input, caption));
}

function scaleNote({ model }: ReportInput): Html {
  if (!model.scales) return html` Coefficients are on the original scale of each feature.`;
  return html` Coefficients are multiplied by the standard deviation of their feature, so that
features of different units compare.`;
}

function limitNote({ model, path }: ReportInput): Html {
  const lines = model.outputs ? 'coefficients' : 'features';
  const { drawn, everNonzero } = featurePaths(model, path, MOST_PATHS);
  if (drawn.length === everNonzero) return html``;
  return html` ${count(everNonzero)} of ${count(model.coefficients.length)} ${lines} are nonzero
somewhere on the path; the ${count(drawn.length)} largest are drawn.`;
}
