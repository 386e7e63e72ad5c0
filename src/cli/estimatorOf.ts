import type { Dataset } from '../data/types.ts';
import { ElasticNet } from '../linear/elasticNet.ts';
import type { LinearEstimator } from '../linear/estimator.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import { GLM } from '../linear/glm.ts';
import { Lasso } from '../linear/lasso.ts';
import type { FamilyChoice, FamilySpec } from '../linear/response/familyChoice.ts';
import { Ridge } from '../linear/ridge.ts';
import type { LinearSpec } from '../linear/types.ts';
import type { FamilyFlags } from './familyFlags.ts';
import type { ModelFlags } from './options.ts';
import { type PenaltyFlags, penaltyOf } from './penaltyFlags.ts';

export type EstimatorFlags = ModelFlags & PenaltyFlags & Pick<FamilyFlags, 'classWeight'>;

/** λ and the share of L1, where they are given. */
interface Amounts {
  readonly lambda?: number;
  readonly l1Ratio?: number;
}

/** The estimator that the options describe, for a data set and its family. */
export function estimatorOf(
  flags: EstimatorFlags,
  { dataset, family }: { readonly dataset: Dataset; readonly family: FamilySpec },
  amounts: Amounts = {},
): LinearEstimator<FittedModel> {
  const { model, classWeight } = flags;
  const penalty = penaltyOf(flags, dataset, amounts);
  const options = optionsOf(flags, family);
  if (family.name === 'gaussian' && !penalty) {
    const spec = { ...amounts, ...options };
    if (model === 'lasso') return new Lasso(spec);
    return model === 'ridge' ? new Ridge(spec) : new ElasticNet(spec);
  }
  const share = { elasticNet: amounts.l1Ratio ?? 0.5, lasso: 1, ridge: 0 }[model];
  const strength = penalty ? { penalty } : { ...amounts, l1Ratio: share };
  const classes = classWeight && { classWeight };
  return new GLM({ ...options, ...strength, family: family as FamilyChoice, ...classes });
}

function optionsOf(flags: ModelFlags, { name }: FamilySpec): LinearSpec {
  const { tol, standardize, intercept, nonNegative } = flags;
  const options: LinearSpec = { standardize };
  // A Cox model has a baseline hazard in place of one.
  if (name !== 'cox') options.intercept = intercept;
  if (tol !== undefined) options.tol = tol;
  if (nonNegative) options.lower = 0;
  return options;
}
