import { count, number } from '../format.ts';
import { type Html, html, nothing } from '../html.ts';
import type { ReportInput } from '../input.ts';
import { familyText, gapNoun } from '../words.ts';
import { fitWords } from './fitWords.ts';
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

/** What the headline does not say already. */
function settingRows(input: ReportInput): [string, string][] {
  const { about, model, curve, curves, worstCertificate } = input;
  const shares = curves.map(({ l1Ratio }) => number(l1Ratio)).join(', ');
  return [
    ...(model.family ? [['Family', familyText(model.family)] satisfies [string, string]] : []),
    ['Grid of λ', gridWords(curve.lambdas)],
    ...(curves.length > 1 ? [['Shares of L1 tried', shares] satisfies [string, string]] : []),
    ...fitWords(input),
    [
      'Tolerance',
      `relative ${gapNoun(worstCertificate.kind)} of at most ${number(worstCertificate.tol)}`,
    ],
    ...(about.seed === undefined ? [] : [['Seed', about.seed] satisfies [string, string]]),
    ...Object.entries(about.versions),
  ];
}

function gridWords(lambdas: Float64Array): string {
  const ends = `${number(lambdas[0]!)} to ${number(lambdas.at(-1)!)}`;
  return lambdas.length > 1 ? `${count(lambdas.length)} values, ${ends}` : number(lambdas[0]!);
}

function command({ about }: ReportInput): Html {
  if (about.command === undefined) return nothing;
  return html`<p>Made by</p>
<pre><code>${about.command}</code></pre>`;
}
