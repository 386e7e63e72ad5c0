export { type ActivationName, activation } from './activation.ts';
export { type BatchNormOptions, batchNorm } from './batchNorm.ts';
export { type DenseOptions, dense } from './dense.ts';
export { dropout } from './dropout.ts';
export type { Layer, Shape } from './layer.ts';
export type { WeightOptions } from './weightOptions.ts';
