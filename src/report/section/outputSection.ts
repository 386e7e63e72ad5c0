import { effectOf } from '../effectOf.ts';
import { featureCount } from '../featureCount.ts';
import { columnFormat, count } from '../format.ts';
import { type Html, html, nothing } from '../html.ts';
import type { ReportInput, ReportModel, ReportOutput } from '../input.ts';
import { section } from './section.ts';

/** More of them are for the model file. */
const MOST_ROWS = 100;
const MOST_OUTPUTS = 8;

/** Coefficients of several outputs: a row per feature, a column per class or response. */
export function outputSection(input: ReportInput, outputs: readonly ReportOutput[]): Html {
  const { model } = input;
  const order = orderOf(model, outputs.length);
  const shown = order.slice(0, MOST_ROWS);
  const named = outputs.slice(0, MOST_OUTPUTS);
  const columns = named.map((output, k) => columnOf(model, output, k, shown));
  const names = model.columnNames ?? model.featureNames;
  const effect = model.family?.name === 'multigaussian' ? 'each response' : effectOf(input);
  const table = html`<table>
<caption>Change in ${effect}, per unit of the feature; largest first.</caption>
<thead><tr><th scope="col">Feature</th>
${columns.map(({ head }) => head)}</tr></thead>
<tbody>
${shown.map(
  (j, row) => html`<tr><th scope="row">${names[j]!}</th>
${columns.map(({ cells }) => cells[row]!)}</tr>
`,
)}</tbody>
<tfoot><tr><th scope="row">Intercept</th>
${columns.map(({ foot }) => foot)}</tr></tfoot>
</table>
`;
  const isWhole = shown.length === order.length && named.length === outputs.length;
  const rest = isWhole
    ? nothing
    : html`<p>Shown are ${count(shown.length)} of ${count(order.length)} features that are not zero
everywhere, and ${count(named.length)} of ${count(outputs.length)} outputs; all are in the model
file.</p>`;
  return section('coefficients', 'Coefficients', table, rest);
}

/** Features that are nonzero in some output, the largest effect first. */
function orderOf(model: ReportModel, outputs: number): number[] {
  const { coefficients, scales } = model;
  const p = featureCount(model);
  const sizes = Array.from({ length: p }, (_, j) => {
    let most = 0;
    for (let k = 0; k < outputs; k++) most = Math.max(most, Math.abs(coefficients[k * p + j]!));
    return most * (scales?.[j] ?? 1);
  });
  const isKept = (j: number) =>
    Array.from({ length: outputs }, (_, k) => coefficients[k * p + j]!).some(
      (value) => value !== 0,
    );
  return [...sizes.keys()].filter(isKept).sort((a, b) => sizes[b]! - sizes[a]!);
}

function columnOf(model: ReportModel, output: ReportOutput, k: number, shown: readonly number[]) {
  const p = featureCount(model);
  const values = shown.map((j) => model.coefficients[k * p + j]!);
  const format = columnFormat([...values, output.intercept]);
  const cell = (value: number) =>
    html`<td class="number"><data value="${String(value)}">${format(value)}</data></td>`;
  return {
    head: html`<th scope="col" class="number">${output.name}</th>`,
    cells: values.map(cell),
    foot: cell(output.intercept),
  };
}
