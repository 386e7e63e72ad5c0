/** The options of other packages in our words. */
export { fromGlmnet, type GlmnetOptions } from './fromGlmnet.ts';
export { fromKeras, type KerasOptions } from './fromKeras.ts';
export { fromSklearn, type SklearnEstimator, type SklearnOptions } from './fromSklearn.ts';
