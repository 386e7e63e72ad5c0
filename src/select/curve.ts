/** From the errors of all folds to a curve with its marks. */
import { Matrix } from '../memory/matrix.ts';
import { aggregate } from './measures.ts';
import { minIndex, oneSeIndex } from './rules.ts';
import type { CVCurve } from './types.ts';

/** Errors of one l1Ratio: folds × λ, with the total test weight of each fold. */
export interface Errors {
  readonly l1Ratio: number;
  readonly gamma: number;
  readonly lambdas: Float64Array;
  readonly df: Float64Array;
  readonly perFold: readonly Float64Array[];
  readonly testWeights: readonly number[];
  /** The same on the training rows, where they were asked for. */
  readonly onTraining?: readonly Float64Array[];
  readonly trainWeights?: readonly number[];
}

export function curveOf(errors: Errors, sign: 1 | -1): CVCurve {
  const { l1Ratio, gamma, lambdas, df, perFold, testWeights } = errors;
  const { onTraining, trainWeights } = errors;
  const { mean, se } = aggregate(perFold, testWeights);
  const cells = new Float64Array(perFold.length * lambdas.length);
  perFold.forEach((row, k) => {
    cells.set(row, k * lambdas.length);
  });
  return {
    l1Ratio,
    gamma,
    lambdas,
    mean,
    se,
    ...(onTraining && trainWeights && { train: aggregate(onTraining, trainWeights).mean }),
    df,
    perFold: Matrix.wrap({ data: cells, rows: perFold.length, cols: lambdas.length, order: 'row' }),
    minIndex: minIndex(mean, sign),
    oneSeIndex: oneSeIndex(lambdas, mean, se, sign),
  };
}

/** The curve with the best minimum; of equal ones the first. */
export function bestCurve(curves: readonly CVCurve[], sign: 1 | -1): CVCurve {
  const value = (curve: CVCurve) => sign * curve.mean[curve.minIndex]!;
  return curves.reduce((best, curve) => (value(curve) < value(best) ? curve : best));
}
