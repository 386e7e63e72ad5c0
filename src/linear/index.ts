/** Linear models: estimators, paths, fitted models. */

export type {
  GlmnetOptions,
  KerasOptions,
  SklearnEstimator,
  SklearnOptions,
} from './compat/index.ts';
export * as compat from './compat/index.ts';
export { ElasticNet } from './elasticNet.ts';
export { type DataLike, LinearEstimator } from './estimator.ts';
export type { Baseline } from './family/baseline.ts';
export { FittedClassifier } from './fittedClassifier.ts';
export { FittedLinear } from './fittedLinear.ts';
export { FittedModel, type PredictOptions } from './fittedModel.ts';
export { FittedMultiResponse } from './fittedMultiResponse.ts';
export { FittedSurvival } from './fittedSurvival.ts';
export { type FittedOf, GLM, type GLMSpec } from './glm.ts';
export type { Criterion } from './informationCriterion.ts';
export { Lasso } from './lasso.ts';
export { LinearPath } from './linearPath.ts';
export { load } from './load.ts';
export { LogisticRegression, type LogisticSpec } from './logisticRegression.ts';
export { path } from './path.ts';
export type { ClassWeight } from './response/codeClasses.ts';
export type { FamilyChoice, FamilySpec, FamilyWord } from './response/familyChoice.ts';
export type { ResponseLike, SurvivalTimes } from './response/types.ts';
export { Ridge } from './ridge.ts';
export type { FittedState } from './state.ts';
export type { Certificate, FitData, LinearSpec, PathOptions, TrainingRows } from './types.ts';
