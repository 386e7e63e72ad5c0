export { elasticNet } from './elasticNet.ts';
export { l1 } from './l1.ts';
export { l2 } from './l2.ts';
export { mcp } from './mcp.ts';
export type { Penalty } from './penalty.ts';
export { scad } from './scad.ts';
