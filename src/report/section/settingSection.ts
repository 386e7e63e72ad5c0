import { count, number } from '../format.ts';
import { type Html, html, nothing } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { MEASURE_NAMES } from '../words.ts';
import { section } from './section.ts';

/** What it takes to repeat the run. */
export function settingSection(input: ReportInput): Html {
  const rows = settingRows(input).map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`,
  );
  const table = html`<table class="settings">
<thead><tr><th scope="col">Setting</th><th scope="col">Value</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
  return section('settings', 'Settings', table, command(input));
}

function settingRows({
  about,
  model,
  choice,
  curve,
  curves,
  ...run
}: ReportInput): [string, string][] {
  const { lambdas } = curve;
  const range = `${number(lambdas[0]!)} … ${number(lambdas.at(-1)!)}`;
  return [
    ['Data', about.dataName],
    ['Target', about.target],
    ['Rows × features', `${count(run.rows)} × ${count(model.coefficients.length)}`],
    ['Folds', count(run.folds)],
    ['Measure', MEASURE_NAMES[choice.measure]],
    ['λ', lambdas.length > 1 ? `${count(lambdas.length)} values, ${range}` : number(lambdas[0]!)],
    ['l1Ratio', curves.map(({ l1Ratio }) => number(l1Ratio)).join(', ')],
    ...Object.entries(model.settings).flatMap(([name, value]) => settingRow(name, value)),
    ...(about.seed === undefined ? [] : [['Seed', about.seed] satisfies [string, string]]),
    ...Object.entries(about.versions).map(([name, version]): [string, string] => [name, version]),
  ];
}

/** A setting of the estimator, where a line can say it; λ and l1Ratio have their own. */
function settingRow(name: string, value: unknown): [string, string][] {
  if (name === 'lambda' || name === 'l1Ratio') return [];
  if (typeof value === 'boolean') return [[name, value ? 'yes' : 'no']];
  if (typeof value === 'number') return [[name, number(value)]];
  return typeof value === 'string' ? [[name, value]] : [];
}

function command({ about }: ReportInput): Html {
  if (about.command === undefined) return nothing;
  return html`<p>Made by</p>
<pre><code>${about.command}</code></pre>`;
}
