export { binary } from './binary.ts';
export { type CrossEntropyOptions, crossEntropy } from './crossEntropy.ts';
export type { Loss } from './loss.ts';
export { mse } from './mse.ts';
