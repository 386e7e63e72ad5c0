import { ElasticNet } from '../linear/elasticNet.ts';
import type { LinearEstimator } from '../linear/estimator.ts';
import { Lasso } from '../linear/lasso.ts';
import { Ridge } from '../linear/ridge.ts';
import type { LinearSpec } from '../linear/types.ts';
import type { ModelFlags } from './options.ts';

/** The estimator that the options describe; `spec` adds λ and its shape. */
export function estimatorOf(flags: ModelFlags, spec: LinearSpec = {}): LinearEstimator {
  const { model, tol, standardize, intercept, nonNegative } = flags;
  const options: LinearSpec = { ...spec, standardize, intercept };
  if (tol !== undefined) options.tol = tol;
  if (nonNegative) options.lower = 0;
  if (model === 'lasso') return new Lasso(options);
  return model === 'ridge' ? new Ridge(options) : new ElasticNet(options);
}
