export { binary } from './binary.ts';
export {
  type ConfidencePenaltyOptions,
  type CrossEntropyOptions,
  confidencePenalty,
  crossEntropy,
} from './crossEntropy.ts';
export { binaryFocal, focal } from './focal.ts';
export { huber } from './huber.ts';
export type { Loss } from './loss.ts';
export { mae } from './mae.ts';
export { mse } from './mse.ts';
export { poisson } from './poisson.ts';
export { quantile } from './quantile.ts';
