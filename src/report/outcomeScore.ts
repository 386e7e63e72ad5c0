/** What outcomes amount to: the measures of their kind. */
import type { FamilySpec } from '../linear/response/familyChoice.ts';
import {
  type Assessment,
  assess,
  auc,
  type BinaryAssessment,
  type ConfusionMatrix,
  concordance,
  confusionMatrix,
  type DevianceFamily,
  deviance,
} from '../select/assess/index.ts';
import type { ClassOutcome, NumberOutcome, SurvivalOutcome } from './outcome.ts';
import { scoreOf } from './score.ts';

export interface ClassMeasures {
  /** Shares of the weight. */
  readonly accuracy: number;
  readonly auc?: number;
  readonly logLoss?: number;
  readonly brier?: number;
  readonly confusion: ConfusionMatrix;
  /** Of two classes with probabilities. */
  readonly calibration?: BinaryAssessment['calibration'];
}

export function classMeasures(outcome: ClassOutcome): ClassMeasures {
  const { classes, labels, predicted, probabilities, score, weights } = outcome;
  if (probabilities) {
    const all = assess({ labels, probabilities, classes, weights }) as Assessment;
    if (all.kind !== 'binary' && all.kind !== 'multiclass') throw new TypeError(all.kind);
    const { accuracy, logLoss, brier, confusion } = all;
    const fine = all.kind === 'binary' ? { calibration: all.calibration } : {};
    return { accuracy, auc: all.auc, logLoss, brier, confusion, ...fine };
  }
  const confusion = confusionMatrix(labels, predicted, { labels: classes, weights });
  const positive = labels.map((label) => label === classes[1]);
  const area = score && { auc: auc(positive, score, weights) };
  return { accuracy: confusion.accuracy, ...area, confusion };
}

export interface NumberMeasures {
  readonly rSquared: number;
  readonly rootMeanSquare: number;
  readonly meanAbsolute: number;
  /** 1 − deviance ÷ deviance of one level for all rows; undefined for families without one. */
  readonly explained?: number;
  /** Share of the weight with y below its prediction. */
  readonly below: number;
}

export function numberMeasures(outcome: NumberOutcome, family: FamilySpec): NumberMeasures {
  const { observed, predicted, weights } = outcome;
  const score = scoreOf(outcome);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = (of: (i: number) => number) =>
    observed.reduce((sum, _, i) => sum + weights[i]! * of(i), 0) / total;
  const explained = explainedShare(outcome, family);
  return {
    rSquared: score?.rSquared ?? Number.NaN,
    rootMeanSquare: score?.rootMeanSquare ?? Number.NaN,
    meanAbsolute: mean((i) => Math.abs(observed[i]! - predicted[i]!)),
    ...(explained !== undefined && { explained }),
    below: mean((i) => Number(observed[i]! < predicted[i]!)),
  };
}

/** Held against one level for all rows: m, with an offset m e^offset. */
function explainedShare(
  { observed, predicted, weights, offset }: NumberOutcome,
  family: FamilySpec,
): number | undefined {
  const known = devianceFamily(family);
  if (known === undefined) return undefined;
  const rate = offset ? offset.map((value) => Math.exp(value)) : observed.map(() => 1);
  const sum = (values: Float64Array) => values.reduce((s, v, i) => s + weights[i]! * v, 0);
  const level = sum(observed) / sum(rate);
  const alone = rate.map((value) => level * value);
  const left = deviance(observed, predicted, known, weights);
  return 1 - left / deviance(observed, alone, known, weights);
}

function devianceFamily({ name, power = 1.5, theta = 1 }: FamilySpec): DevianceFamily | undefined {
  switch (name) {
    case 'poisson':
    case 'gamma':
    case 'binomial':
      return name;
    case 'tweedie':
      return { name, power };
    case 'negativeBinomial':
      return { name, theta };
    default:
      return undefined;
  }
}

/** Harrell's C of the tested rows. */
export function survivalConcordance({ time, event, risk, weights }: SurvivalOutcome): number {
  return concordance(time, event, risk, weights);
}
