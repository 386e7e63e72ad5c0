export { elasticNet } from './elasticNet.ts';
export { groupLasso } from './groupLasso.ts';
export { l1 } from './l1.ts';
export { l2 } from './l2.ts';
export { mcp } from './mcp.ts';
export type { Groups, Penalty } from './penalty.ts';
export { scad } from './scad.ts';
export { sparseGroupLasso } from './sparseGroupLasso.ts';
