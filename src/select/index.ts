/** Choosing the strength, measuring predictions, selecting features with stated error. */
export {
  type Assessment,
  assess,
  auc,
  aucMulticlass,
  type BinaryAssessment,
  type BinStrategy,
  brier,
  type Calibration,
  type CalibrationBin,
  type CalibrationOptions,
  type ClassRows,
  type ClassScore,
  type ConfusionMatrix,
  type ConfusionOptions,
  calibration,
  concordance,
  confusionMatrix,
  type DevianceFamily,
  deviance,
  devianceExplained,
  logLoss,
  type MulticlassAssessment,
  misclassification,
  type NumberAssessment,
  type NumberRows,
  type PrecisionRecall,
  precisionRecall,
  type RocCurve,
  rocCurve,
  type SurvivalAssessment,
  type SurvivalRows,
  type TotalScores,
  type Values,
} from './assess/index.ts';
export type { Benefit } from './benefit.ts';
export { crossValidate } from './crossValidate.ts';
export { CrossValidation } from './crossValidation.ts';
export {
  type Assumption,
  type ClassScore as ConformalScore,
  type Conformal,
  type ConformalCVOptions,
  type ConformalOptions,
  conformal,
  conformalCV,
  type KnockoffOptions,
  type KnockoffSelection,
  type KnockoffStatistic,
  knockoffs,
  knockoffThreshold,
  type Learner,
  type PredictingModel,
  type Probabilities,
  type SelectingModel,
  type Stability,
  type StabilityOptions,
  stabilitySelection,
} from './inference/index.ts';
export {
  type ByRule,
  type LambdaUncertainty,
  type LambdaUncertaintyOptions,
  lambdaUncertainty,
} from './lambdaUncertainty.ts';
export {
  type LearningCurve,
  type LearningCurveOptions,
  learningCurve,
} from './learningCurve.ts';
export { type MeasureRule, measures, type NumberMeasure } from './measures.ts';
export { resolveFolds, type SplitContext } from './split/index.ts';
export type * from './types.ts';
