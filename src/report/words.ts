/** Sentences and names that several sections share. */
import type { Certificate } from '../linear/types.ts';
import type { Measure } from '../select/types.ts';
import type { ReportChoice } from './input.ts';

export const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  mse: 'mean squared error',
  mae: 'mean absolute error',
  deviance: 'deviance',
  r2: 'R²',
  class: 'misclassification',
  auc: 'area under the ROC curve',
  logloss: 'log loss',
  cindex: 'concordance',
};

/** Which rule led to the chosen λ. */
export function ruleOf({ lambda, lambdaMin, lambda1se }: ReportChoice): string {
  if (lambda === lambdaMin && lambda === lambda1se) return 'lowest error and 1-SE rule agree';
  if (lambda === lambdaMin) return 'lowest cross-validated error';
  if (lambda === lambda1se) return '1-SE rule';
  return 'own rule';
}

/** Name of the penalty that a share of L1 makes. */
export function penaltyOf(l1Ratio: number): string {
  if (l1Ratio === 1) return 'lasso';
  return l1Ratio === 0 ? 'ridge' : 'elastic net';
}

/** What the number of a certificate bounds. */
export function certificateWords(kind: Certificate['kind']): string {
  if (kind === 'kkt')
    return (
      'Here it is the largest violation of the optimality conditions: zero exactly at the ' +
      'optimum.'
    );
  if (kind === 'stationarity')
    return (
      'Here it is the distance from a stationary point: for a penalty that is not convex, ' +
      'no fit can promise more.'
    );
  return (
    'Here it is the duality gap: the objective of these coefficients is at most this far above ' +
    'the lowest one that any coefficients can reach.'
  );
}
