export { box, nonNegative } from './box.ts';
export type { Constraint } from './constraint.ts';
export { maxNorm, unitNorm } from './norms.ts';
export { orthogonal } from './orthogonal.ts';
