import { fail } from '../check.ts';
import { datasetOf } from './dataset.ts';
import { extension } from './extension.ts';
import { readDelimited } from './readCsv.ts';
import { npyMatrix } from './readNpy.ts';
import { matrixTable } from './readRows.ts';
import { SVM_TARGET, svmlightDataset } from './readSvmlight.ts';
import { checkSchema } from './schema.ts';
import { nameOf, readBytes, readText, type Source } from './source.ts';
import type { Table } from './table.ts';
import type { Dataset, TableSchema } from './types.ts';

/** What the columns of a file are for; `columns` is the width of an .svm. */
export interface DatasetOptions extends Partial<TableSchema> {
  columns?: number;
}

/**
 * Read a dataset by the end of its name: .csv and .tsv (see {@link readCsv}) and .svm (see
 * {@link readSvmlight}), each also with .gz, and .npy (see {@link readNpy}).
 *
 * The columns of a .npy are called x0, x1, …; its target is one of these names or the number of a
 * column (`'3'` is x3, `'-1'` the last), default the last. An .svm brings its target, the labels.
 *
 * @param path a path (Node, Deno, Bun), or a File (browsers too).
 * @throws RangeError for other names, and as the readers do.
 */
export async function readDataset(path: Source, options: DatasetOptions = {}): Promise<Dataset> {
  const where = 'readDataset';
  const { columns, ...schema } = options;
  checkSchema(where, schema);
  const name = nameOf(where, path);
  const format = extension(where, name);
  if (format === 'svm') {
    const { target, ...rest } = schema;
    refuse(where, target === SVM_TARGET ? rest : schema, format);
    return svmlightDataset(where, await readText(where, path), { columns });
  }
  refuse(where, { columns }, format);
  if (format !== 'npy')
    return datasetOf(where, await readDelimited(where, path), schema as TableSchema);
  const table = matrixTable(npyMatrix(where, name, await readBytes(where, path)));
  return datasetOf(where, table, { ...schema, target: columnName(table, schema.target) });
}

function refuse(where: string, options: object, format: string): void {
  for (const [key, value] of Object.entries(options))
    if (value !== undefined) fail(where, key, `be left out for .${format} files`, value);
}

/** 'x3' and '3' are x3, '-1' is the last column; other text is left to the check of names. */
function columnName(table: Table, target = '-1'): string {
  return /^-?\d+$/.test(target) ? (table.names.at(Number(target)) ?? target) : target;
}
