/**
 * Regularized networks: layers, losses, optimizers, training, penalties and constraints.
 *
 * @packageDocumentation
 */
export * from './constraint/index.ts';
export * from './layer/index.ts';
export * as loss from './loss/index.ts';
export { MemoryError } from './memory/errors.ts';
export { Matrix, type MatrixOptions } from './memory/matrix.ts';
export type { WasmSource } from './memory/module.ts';
export { SparseMatrix, type Triplets } from './memory/sparseMatrix.ts';
export type * from './memory/types.ts';
export * from './optimizer/index.ts';
export * from './penalty/index.ts';
export type { Seed } from './runtime/random.ts';
export { init, Runtime, type RuntimeOptions } from './runtime/runtime.ts';
export type { Progress, RunOptions } from './runtime/types.ts';
export * from './train/index.ts';
export { loadNetwork as load } from './train/load.ts';
