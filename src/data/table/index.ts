/** Tables as features: one-hot, missing values, splines and interactions, fold-safe. */
export type { CategoricalColumn } from './categoricalColumn.ts';
export {
  FittedTableEncoder,
  type TableEncoderJSON,
  type TableEncoderState,
} from './fittedTableEncoder.ts';
export type { LearnedColumn } from './learnedColumn.ts';
export { loadTableEncoder } from './loadTableEncoder.ts';
export type { NumericColumn } from './numericColumn.ts';
export { TableEncoder } from './tableEncoder.ts';
export type { SplineOptions, TableEncoderOptions } from './tableOptions.ts';
