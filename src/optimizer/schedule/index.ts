export { constant } from './constant.ts';
export { type CosineOptions, cosine } from './cosine.ts';
export { type CyclicCosineOptions, cyclicCosine } from './cyclicCosine.ts';
export { type OneCycleOptions, oneCycle } from './oneCycle.ts';
export { type PlateauOptions, reduceOnPlateau } from './reduceOnPlateau.ts';
export { type StepOptions, step } from './step.ts';
