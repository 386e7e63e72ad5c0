import { datasetOf } from './dataset.ts';
import { formatOf, parseDelimited } from './parseDelimited.ts';
import { nameOf, readText, type Source } from './source.ts';
import type { Table } from './table.ts';
import type { Dataset, TableSchema } from './types.ts';

/**
 * Read a CSV or TSV with a header, plain or gzip, as X, y and names.
 *
 * Text is UTF-8. A `.tsv` has tabs and no quotes; every other name is a CSV: comma (or semicolon
 * or tab, where the header has no comma), cells in double quotes may hold delimiters, line breaks
 * and doubled quotes. Blanks around cells do not count. Missing are empty cells, NA, N/A, n/a,
 * NaN, nan, null, NULL and ?.
 *
 * A column of numbers is a feature as it is; one with text, or with leading zeros like the zip
 * code 02139, becomes one column of 0 and 1 per level, `column=level`, in sorted order (numbers by
 * size, then text), missing cells as the level `(missing)`. All levels are kept: penalized models
 * need no reference level. `schema` overrides this by name. Rows without target are dropped,
 * columns without a name or without any value left out, both with a note.
 *
 * @param path a path (Node, Deno, Bun), or a Blob or File (browsers too).
 * @param schema what the columns are for; only `target` is required.
 * @returns X: rows × features, column-major float64, NaN where a number is missing; y: rows.
 * @throws RangeError naming row, column and cell where the file does not fit; see `TableSchema`.
 * @example
 * const { X, y } = await readCsv(new Blob(['age,bp\n59,101\n48,87\n']), { target: 'bp' });
 * y                                              // Float64Array(2) [ 101, 87 ]
 */
export async function readCsv(path: Source, schema: TableSchema): Promise<Dataset> {
  return datasetOf('readCsv', await readDelimited('readCsv', path), schema);
}

/** The table in a CSV or TSV, unconverted. */
export async function readDelimited(where: string, path: Source): Promise<Table> {
  const text = await readText(where, path);
  return parseDelimited(where, text, formatOf(nameOf(where, path), text));
}
