export { ema } from './ema.ts';
export { gradientNormPenalty } from './gradientNormPenalty.ts';
export { sam } from './sam.ts';
export { type SwaOptions, swa } from './swa.ts';
