/** Selection and prediction with stated error: stability selection, knockoffs, conformal sets. */
export type { Conformal } from './conformal/calibration.ts';
export { type ConformalOptions, conformal } from './conformal/conformal.ts';
export { type ConformalCVOptions, conformalCV } from './conformal/conformalCV.ts';
export type { ClassScore } from './conformal/score.ts';
export { type KnockoffOptions, type KnockoffSelection, knockoffs } from './knockoff/knockoffs.ts';
export { knockoffThreshold } from './knockoff/knockoffThreshold.ts';
export type { KnockoffStatistic } from './knockoff/statistic.ts';
export type { Assumption } from './stability/falseSelectionBound.ts';
export {
  type Stability,
  type StabilityOptions,
  stabilitySelection,
} from './stability/stabilitySelection.ts';
export type * from './types.ts';
