export { type ActivationName, activation } from './activation.ts';
export { type BatchNormOptions, batchNorm } from './batchNorm.ts';
export { type ConvOptions, conv1d, conv2d } from './conv.ts';
export { type DenseOptions, dense } from './dense.ts';
export { depthwiseConv2d } from './depthwise.ts';
export { type DropoutOptions, dropout } from './dropout.ts';
export { type EmbeddingOptions, embedding } from './embedding.ts';
export { flatten, reshape } from './flatten.ts';
export { type GroupNormOptions, groupNorm, layerNorm } from './groupNorm.ts';
export type { InitName, InitOptions } from './initial.ts';
export type { Layer, Shape } from './layer.ts';
export * as noise from './noise.ts';
export type { NormOptions } from './normOptions.ts';
export {
  avgPool1d,
  avgPool2d,
  globalAvgPool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
  type PoolOptions,
} from './pool.ts';
export { type ResidualOptions, residual } from './residual.ts';
export { type StandardizeOptions, standardize, unstandardize } from './standardize.ts';
export type { WeightOptions } from './weightOptions.ts';
export type { Padding, Pair } from './window.ts';
