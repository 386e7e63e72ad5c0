/** Choosing the strength: folds, curves, rules. */
export { crossValidate } from './crossValidate.ts';
export { CrossValidation } from './crossValidation.ts';
export { type MeasureRule, measures, type Values } from './measures.ts';
export { resolveFolds, type SplitContext } from './split/index.ts';
export type * from './types.ts';
