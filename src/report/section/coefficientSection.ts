import { effectOf } from '../effectOf.ts';
import { columnFormat, count, countOf } from '../format.ts';
import { type Html, html, nothing } from '../html.ts';
import type { ReportInput, ReportModel } from '../input.ts';
import { outputSection } from './outputSection.ts';
import { section } from './section.ts';

/** More rows than this are for the model file. */
export const MOST_ROWS = 200;

/** Up to this many dropped features are named. */
const MOST_DROPPED = 30;

interface Entry {
  readonly name: string;
  readonly coefficient: number;
  /** Coefficient × standard deviation; the coefficient itself where that is unknown. */
  readonly effect: number;
}

export function coefficientSection(input: ReportInput): Html {
  if (input.model.outputs) return outputSection(input, input.model.outputs);
  const entries = entriesOf(input.model);
  const kept = entries.filter(({ coefficient }) => coefficient !== 0);
  kept.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  const shown = kept.slice(0, MOST_ROWS);
  const rest =
    kept.length > shown.length
      ? html`<p>The ${count(shown.length)} largest of ${count(kept.length)} are shown; all are in
the model file.</p>`
      : nothing;
  return section('coefficients', 'Coefficients', table(shown, input), rest, dropped(entries));
}

function entriesOf({ featureNames, coefficients, scales }: ReportModel): Entry[] {
  return Array.from(coefficients, (coefficient, j) => ({
    name: featureNames[j] ?? `x${j}`,
    coefficient,
    effect: coefficient * (scales?.[j] ?? 1),
  }));
}

function table(shown: readonly Entry[], input: ReportInput): Html {
  const { model } = input;
  const columns = columnsOf(shown, model);
  const per = model.scales ? ', and per standard deviation' : '';
  return html`<table>
<caption>Change in ${effectOf(input)} per unit of the feature${per}; largest first.</caption>
<thead><tr><th scope="col">Feature</th>
${columns.map(({ head }) => html`<th scope="col" class="number">${head}</th>`)}<td class="bar"></td>
</tr></thead>
<tbody>
${rows(shown, columns)}</tbody>
${intercepts(model, columns)}</table>
`;
}

/** None for a Cox model, which has a baseline hazard instead. */
function intercepts({ family }: ReportModel, columns: readonly Column[]): Html {
  if (family?.name === 'cox') return nothing;
  return html`<tfoot><tr><th scope="row">Intercept</th>
${columns.map(({ foot }) => foot)}<td></td></tr></tfoot>
`;
}

/** A column of numbers in one format: its head, the cell of an entry and of the intercept. */
interface Column {
  readonly head: string;
  readonly cell: (entry: Entry) => Html;
  readonly foot: Html;
}

function columnsOf(shown: readonly Entry[], { intercept, scales }: ReportModel): Column[] {
  const raw = columnFormat([...shown.map(({ coefficient }) => coefficient), intercept]);
  const standard = columnFormat(shown.map(({ effect }) => effect));
  const coefficient: Column = {
    head: 'Coefficient',
    cell: (entry) => numberCell(entry.coefficient, raw),
    foot: numberCell(intercept, raw),
  };
  const effect: Column = {
    head: 'Per SD',
    cell: (entry) => numberCell(entry.effect, standard),
    foot: html`<td></td>`,
  };
  return scales ? [coefficient, effect] : [coefficient];
}

function rows(shown: readonly Entry[], columns: readonly Column[]): Html[] {
  const largest = shown.reduce((most, { effect }) => Math.max(most, Math.abs(effect)), 0);
  return shown.map(
    (entry) => html`<tr><th scope="row">${entry.name}</th>
${columns.map(({ cell }) => cell(entry))}${bar(entry.effect, largest)}</tr>
`,
  );
}

/** The rounded number, with all its digits for machines. */
function numberCell(value: number, format: (value: number) => string): Html {
  const exact = Number.isFinite(value) ? String(value) : '';
  return html`<td class="number"><data value="${exact}">${format(value)}</data></td>`;
}

/** A bar from the middle: right for positive, left for negative; the longest fills its half. */
function bar(effect: number, largest: number): Html {
  const width = (largest > 0 ? (Math.abs(effect) / largest) * 50 : 0).toFixed(2);
  const tone = effect > 0 ? 'plus' : 'minus';
  return html`<td class="bar" aria-hidden="true">
<span class="${tone}" style="width:${width}%"></span></td>`;
}

function dropped(entries: readonly Entry[]): Html {
  const names = entries.filter(({ coefficient }) => coefficient === 0).map(({ name }) => name);
  if (names.length === 0) return nothing;
  if (names.length > MOST_DROPPED)
    return html`<p>${countOf(names.length, 'feature')} have coefficient 0.</p>`;
  return html`<p>Coefficient 0: ${names.join(', ')}.</p>`;
}
