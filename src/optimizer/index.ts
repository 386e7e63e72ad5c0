export { type AdamOptions, adam } from './adam.ts';
export { type AdamWOptions, adamW } from './adamW.ts';
export type { Optimizer } from './optimizer.ts';
export { type SgdOptions, sgd } from './sgd.ts';
