import { datasetOf } from './dataset.ts';
import { tableOfRecords } from './table.ts';
import type { Dataset, Row, TableSchema } from './types.ts';

/**
 * X, y and names of a list of records, encoded as {@link readCsv} encodes a file.
 *
 * A key that a record lacks is a missing cell, as are null, undefined, NaN and the texts readCsv
 * takes for missing. A boolean is the text `true` or `false`.
 *
 * @throws RangeError for cells or a schema that do not fit, TypeError for objects as cells.
 * @example
 * const { X, featureNames } = fromRecords(
 *   [{ sex: 'f', y: 1 }, { sex: 'm', y: 2 }, { sex: 'f', y: 3 }], { target: 'y' });
 * featureNames                                   // [ 'sex=f', 'sex=m' ]
 */
export function fromRecords(rows: readonly Row[], schema: TableSchema): Dataset {
  return datasetOf('fromRecords', tableOfRecords('fromRecords', rows), schema);
}
