/** Tables and matrices from files and records: the entry point `tikhonov/data`. */
export type { Cell } from './cell.ts';
export { encodeDataset } from './dataset.ts';
export { encodeRows } from './encodeRows.ts';
export { fromRecords } from './fromRecords.ts';
export { readCsv } from './readCsv.ts';
export { type DatasetOptions, readDataset } from './readDataset.ts';
export { readNpy } from './readNpy.ts';
export { readRows } from './readRows.ts';
export { readSvmlight, type SvmlightOptions } from './readSvmlight.ts';
export type { Source } from './source.ts';
export type { Table } from './table.ts';
export type { ColumnEncoding, Dataset, Row, TableEncoding, TableSchema } from './types.ts';
export { writeNpy } from './writeNpy.ts';
