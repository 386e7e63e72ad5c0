import { type Html, html } from '../html.ts';

/** A table of text whose first column names the rows and whose others are numbers. */
export function dataTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Html {
  return html`<table>
<caption>${caption}</caption>
<thead><tr>${head.map((name, k) =>
    k === 0
      ? html`<th scope="col">${name}</th>`
      : html`<th scope="col" class="number">${name}</th>`,
  )}</tr></thead>
<tbody>
${rows.map(
  ([name = '', ...cells]) => html`<tr><th scope="row">${name}</th>
${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>
`,
)}</tbody>
</table>
`;
}
