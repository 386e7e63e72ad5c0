/** The text of a CSV: a header and rows, cells in quotes where they need them, exact numbers. */
export function csvText(
  header: readonly string[],
  columns: readonly ArrayLike<unknown>[],
  rows: number,
): string {
  const lines = [header.map(quoted).join(',')];
  for (let i = 0; i < rows; i++) lines.push(columns.map((cells) => quoted(cells[i])).join(','));
  return `${lines.join('\n')}\n`;
}

/** Missing cells and NaN become empty. */
function quoted(cell: unknown): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
  const text = String(cell);
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
