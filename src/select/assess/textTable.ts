/** Tables in plain text and in Markdown. */

/** Cells row by row, the header first; all rows have its length. */
export type Table = readonly (readonly string[])[];

/** Columns padded to one width, the first to the left and the others to the right. */
export function textTable(table: Table): string {
  const widths = widthsOf(table);
  return table.map((row) => padded(row, widths).join('  ').trimEnd()).join('\n');
}

/** A Markdown table; pipes and line breaks in cells are escaped. */
export function markdownTable(table: Table): string {
  const safe = table.map((row) =>
    row.map((cell) =>
      cell
        .replace(/\\/g, '\\\\')
        .replace(/\|/g, '\\|')
        .replace(/\s*\n\s*/g, ' '),
    ),
  );
  const widths = widthsOf(safe).map((width) => Math.max(3, width));
  const rule = widths.map((width, k) =>
    k === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const lines = safe.map((row) => padded(row, widths));
  const [header = [], ...body] = lines;
  return [header, rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Four significant digits, – where undefined. */
export function cell(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return String(Number(value.toPrecision(4)));
}

function widthsOf(table: Table): number[] {
  return (table[0] ?? []).map((_, k) => Math.max(...table.map((row) => row[k]!.length)));
}

function padded(row: readonly string[], widths: readonly number[]): string[] {
  return row.map((text, k) => (k === 0 ? text.padEnd(widths[k]!) : text.padStart(widths[k]!)));
}
