export { elasticNet } from './elasticNet.ts';
export { l1 } from './l1.ts';
export { l2 } from './l2.ts';
export type { Penalty } from './penalty.ts';
