/** Linear models: estimators, paths, fitted models. */
export { ElasticNet } from './elasticNet.ts';
export { type Input, LinearEstimator } from './estimator.ts';
export { FittedLinear, type FittedState } from './fitted.ts';
export { Lasso } from './lasso.ts';
export { LinearPath } from './linearPath.ts';
export { load } from './load.ts';
export { path } from './path.ts';
export { Ridge } from './ridge.ts';
export type { Certificate, FitData, LinearSpec, PathOptions } from './types.ts';
