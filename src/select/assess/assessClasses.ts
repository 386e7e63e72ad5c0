/** Measures of predicted class probabilities. */
import { checkKeys, fail } from '../../check.ts';
import { Matrix } from '../../memory/matrix.ts';
import type { Label, MatrixLike } from '../../memory/types.ts';
import { areaUnder } from './auc.ts';
import { pairwiseArea } from './aucMulticlass.ts';
import { meanQuadratic } from './brier.ts';
import { byScore } from './byScore.ts';
import { type Calibration, calibrationOf } from './calibration.ts';
import { type ConfusionMatrix, confusionOf } from './confusionMatrix.ts';
import { checkLabels, distinctLabels, labelCodes } from './labelCoding.ts';
import { meanSurprise } from './logLoss.ts';
import { likeliest } from './misclassification.ts';
import { stepArea } from './precisionRecall.ts';
import { type Classified, columnsOf } from './probabilities.ts';
import { cellsOf, type Rows, rowsOf, UNIT, type Values } from './rows.ts';
import { summaryOf } from './summary.ts';

/** True labels and predicted probabilities. */
export interface ClassRows {
  /** n labels. */
  readonly labels: ArrayLike<Label>;
  /** n × K, rows summing to 1; of two classes also n probabilities of the second one. */
  readonly probabilities: MatrixLike | Values;
  /** K ≥ 2 classes in the order of the columns; default the labels that occur, sorted. */
  readonly classes?: readonly Label[];
  /** n numbers ≥ 0, default all 1. */
  readonly weights?: Values;
}

/** Measures of classes, however many. Of equally likely classes the first is predicted. */
interface ClassMeasures {
  /** K classes in the order of the columns. */
  readonly classes: readonly Label[];
  /** Rows of positive weight. */
  readonly rows: number;
  /** Mean −ln p of the true class. */
  readonly logLoss: number;
  /** Twice the logLoss. */
  readonly deviance: number;
  /** Share predicted wrong. */
  readonly misclassification: number;
  /** Share predicted right. */
  readonly accuracy: number;
  /** Mean recall of the classes that have rows. */
  readonly balancedAccuracy: number;
  /** Mean f1 of the classes. */
  readonly macroF1: number;
  /** Accuracy beyond chance as a share of what is beyond chance. */
  readonly cohenKappa: number;
  /** Matthews correlation of truth and prediction. */
  readonly mcc: number;
  /** Counts and scores per class. */
  readonly confusion: ConfusionMatrix;
  /** One measure per line, then the table of counts. */
  summary(): string;
}

/** Measures of two classes, the second one positive. */
export interface BinaryAssessment extends ClassMeasures {
  readonly kind: 'binary';
  /** Area under the ROC curve. */
  readonly auc: number;
  /** Area under the steps of precision over recall. */
  readonly averagePrecision: number;
  /** Mean (p − y)². */
  readonly brier: number;
  /** Calibration over 10 bins of equal width. */
  readonly calibration: Calibration;
}

/** Measures of three classes and more. */
export interface MulticlassAssessment extends ClassMeasures {
  readonly kind: 'multiclass';
  /** Hand and Till's mean over pairs of classes. */
  readonly auc: number;
  /** Mean Σ_k (p_k − y_k)². */
  readonly brier: number;
}

const where = 'assess';

export function assessClasses(given: ClassRows): BinaryAssessment | MulticlassAssessment {
  checkKeys(where, given, ['labels', 'probabilities', 'classes', 'weights']);
  const { labels, probabilities } = given;
  const rows = rowsOf(where, { name: 'labels', values: labels }, given.weights);
  const classes = given.classes ?? distinctLabels(where, { labels }, rows);
  checkLabels(where, 'classes', classes, 2);
  const codes = labelCodes(where, 'labels', labels, { rows, labels: classes });
  const columns = probabilityColumns(probabilities, rows);
  if (columns.length !== classes.length)
    fail(where, 'probabilities', `have ${classes.length} columns (one per class)`, columns.length);
  const classified = { rows, codes, columns };
  return classes.length === 2
    ? assessBinary(classified, classes)
    : assessMulticlass(classified, classes);
}

function assessBinary(classified: Classified, classes: readonly Label[]): BinaryAssessment {
  const { rows, codes, columns } = classified;
  const [y, p] = [Uint8Array.from(codes), columns[1]!];
  const groups = byScore(y, p, rows.weights);
  const calibration = calibrationOf({ rows, y, p }, 10, 'uniform');
  const { common, confusion } = commonMeasures(classified, classes);
  const measures = {
    auc: areaUnder(groups),
    averagePrecision: stepArea(groups),
    ...common,
    brier: calibration.brier,
  };
  const { slope, intercept, interceptInTheLarge, ece } = calibration;
  const fine = { slope, intercept, interceptInTheLarge, ece };
  const head = { kind: 'binary' as const, rows: codes.length };
  const summary = () => `${summaryOf({ ...head, ...measures, ...fine })}\n\n${confusion}`;
  return { ...head, classes, ...measures, calibration, confusion, summary };
}

function assessMulticlass(classified: Classified, classes: readonly Label[]): MulticlassAssessment {
  const { common, confusion } = commonMeasures(classified, classes);
  const measures = { auc: pairwiseArea(classified), ...common, brier: meanQuadratic(classified) };
  const head = { kind: 'multiclass' as const, rows: classified.codes.length };
  const summary = () => `${summaryOf({ ...head, ...measures })}\n\n${confusion}`;
  return { ...head, classes, ...measures, confusion, summary };
}

function commonMeasures(classified: Classified, classes: readonly Label[]) {
  const { rows, codes, columns } = classified;
  const predicted = likeliest(columns, codes.length);
  const confusion = confusionOf(classes, rows, { truth: codes, predicted });
  const { accuracy, balancedAccuracy, macroF1, cohenKappa, mcc } = confusion;
  const logLoss = meanSurprise(classified);
  const scores = { accuracy, balancedAccuracy, macroF1, cohenKappa, mcc };
  const common = { logLoss, deviance: 2 * logLoss, misclassification: 1 - accuracy, ...scores };
  return { common, confusion };
}

/** Columns of a matrix; a vector holds the second of two columns. */
function probabilityColumns(given: MatrixLike | Values, rows: Rows): readonly Float64Array[] {
  if (!isVector(given)) return columnsOf(where, given, rows);
  const second = cellsOf(where, 'probabilities', given, rows, UNIT);
  return [second.map((p) => 1 - p), second];
}

function isVector(given: MatrixLike | Values): given is Values {
  if (given instanceof Matrix || typeof given !== 'object' || given === null) return false;
  return 'length' in given && (given.length === 0 || typeof given[0] === 'number');
}
