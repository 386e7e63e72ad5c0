/** Tables as records, and columns of tables. */
import { readRows } from 'tikhonov/data';

/** The rows of a file as records of cells by name, as recipes take them. */
export async function readRecords(path) {
  const { names, columns, rows } = await readRows(path);
  return Array.from({ length: rows }, (_, i) =>
    Object.fromEntries(names.map((name, j) => [name, columns[j][i]])),
  );
}

/** The entries of a list at these places. */
export function pick(list, places) {
  return Array.from(places, (i) => list[i]);
}

/** The indices of the records that a test accepts. */
export function rowsWhere(records, accepts) {
  return [...records.keys()].filter((i) => accepts(records[i]));
}
