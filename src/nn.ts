/**
 * Regularized networks: layers, losses, optimizers, training.
 *
 * @packageDocumentation
 */
export * from './layer/index.ts';
export * as loss from './loss/index.ts';
export * from './optimizer/index.ts';
export * from './train/index.ts';
