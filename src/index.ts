/**
 * Regularized linear models with certificates and regularized networks, on SIMD WebAssembly.
 *
 * @packageDocumentation
 */
export * from './constraint/index.ts';
export { type FittedPreprocessor, type Preprocessor, Recipe, recipe } from './data/recipe.ts';
export * from './data/table/index.ts';
export * from './data/text/index.ts';
export * from './linear/index.ts';
export { load } from './load.ts';
export { MemoryError } from './memory/errors.ts';
export { Matrix, type MatrixOptions } from './memory/matrix.ts';
export type { WasmSource } from './memory/module.ts';
export { SparseMatrix, type Triplets } from './memory/sparseMatrix.ts';
export type * from './memory/types.ts';
export * from './nn.ts';
export * from './penalty/index.ts';
export type { Seed } from './runtime/random.ts';
export { init, Runtime, type RuntimeOptions } from './runtime/runtime.ts';
export type { Progress, RunOptions } from './runtime/types.ts';
export * from './select/index.ts';
