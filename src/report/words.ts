/** Sentences and names that several sections share. */
import type { FamilySpec } from '../linear/response/familyChoice.ts';
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

/** Measures of which the larger is the better. */
export function isScore(measure: Measure): boolean {
  return measure === 'r2' || measure === 'auc' || measure === 'cindex';
}

/** Which rule led to the chosen λ. */
export function ruleOf({ lambda, lambdaMin, lambda1se, measure }: ReportChoice): string {
  const isBoth = lambda === lambdaMin && lambda === lambda1se;
  const best = isScore(measure) ? 'best score' : 'lowest error';
  if (isBoth) return `${best} and 1-SE rule agree`;
  if (lambda === lambdaMin) return best.replace(' ', ' cross-validated ');
  if (lambda === lambda1se) return '1-SE rule';
  return 'own rule';
}

/** Name of the penalty; of an elastic net the one that its share of L1 makes. */
export function penaltyOf({ l1Ratio, penalty }: Pick<ReportChoice, 'l1Ratio' | 'penalty'>): string {
  if (penalty !== undefined) return PENALTY_NAMES[penalty] ?? penalty;
  if (l1Ratio === 1) return 'lasso';
  return l1Ratio === 0 ? 'ridge' : 'elastic net';
}

const PENALTY_NAMES: Readonly<Record<string, string>> = {
  mcp: 'MCP',
  scad: 'SCAD',
  slope: 'SLOPE',
  groupLasso: 'group lasso',
  sparseGroupLasso: 'sparse group lasso',
};

/** `multinomial`, `tweedie, power 1.5`. */
export function familyText({ name, ...parameters }: FamilySpec): string {
  const values = Object.entries(parameters).map(([key, value]) => `${key} ${value}`);
  return [name, ...values].join(', ');
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

/** What a certificate measures, in one word. */
export function gapNoun(kind: Certificate['kind']): string {
  return kind === 'duality-gap' ? 'gap' : 'residual';
}
