/** What `tikhonov cv` prints. */

import { scoreOf } from '../report/score.ts';
import { MEASURE_NAMES } from '../report/words.ts';
import type { CVCurve } from '../select/types.ts';
import { coefficientLines, coefficientList } from './coefficientLines.ts';
import type { CvOutcome } from './cvOutputs.ts';
import { sizeText } from './fitSummary.ts';
import { foldWords } from './foldFlags.ts';
import { type Seconds, secondsText } from './stopwatch.ts';
import { alignCells, countOf, emphasize, gapText, shortNumber, withError } from './terminal.ts';

export interface CvReported extends CvOutcome {
  readonly seconds: Seconds;
}

export function cvSummary(outcome: CvReported): string {
  const { data, flags, dataset, cv } = outcome;
  return [
    emphasize('bold', `${dataset.encoding.schema.target} of ${data}`),
    `${sizeText(dataset)}; ${foldWords(flags, cv.splits.length)}`,
    '',
    ...choiceLines(outcome),
    '',
    ...coefficientLines(cv.model, dataset),
    '',
    ...alignCells(factsOf(outcome)),
  ].join('\n');
}

/** Both rules side by side, the chosen one marked. */
function choiceLines({ cv, dataset }: CvReported): string[] {
  const { curve, curves, lambda, l1Ratio } = cv;
  const p = dataset.featureNames.length;
  const row = (rule: string, index: number) => [
    rule,
    shortNumber(curve.lambdas[index]!),
    shortNumber(l1Ratio),
    withError(curve.mean[index]!, curve.se[index]!),
    `${shortNumber(curve.df[index]!, 3)} of ${p}`,
    curve.lambdas[index] === lambda ? 'chosen' : '',
  ];
  const size = l1Ratio === 0 ? 'freedom' : 'features';
  const [head, ...lines] = alignCells([
    ['rule', 'lambda', 'l1 ratio', `cv ${MEASURE_NAMES[cv.measure]}`, size, ''],
    row('min', curve.minIndex),
    row('1se', curve.oneSeIndex),
  ]);
  if (curves.length === 1) return [emphasize('bold', head!), ...lines];
  const tried = curves.map((other) => `${other.l1Ratio} (${shortNumber(bestOf(other))})`);
  return [emphasize('bold', head!), ...lines, `l1 ratios tried: ${tried.join(', ')}`];
}

function bestOf(curve: CVCurve): number {
  return curve.mean[curve.minIndex]!;
}

function factsOf({ cv, dataset, flags, notes, seconds }: CvReported): string[][] {
  const { crossValidated, inSample } = explainedBy({ cv, dataset });
  const { worstCertificate: worst, fits } = cv;
  const gap = `worst relative gap ${gapText(worst.relative, worst.tol, worst.ok)}`;
  const failed = `${fits.failed} of ${countOf(fits.total, 'fit')} missed it`;
  const fit = fits.failed === 0 ? `${gap} in ${countOf(fits.total, 'fit')}` : `${gap}; ${failed}`;
  const written = [flags.out, flags.report, flags.predictions].filter((path) => path !== undefined);
  return [
    ['R²', `${shortNumber(crossValidated)} out of fold, ${shortNumber(inSample)} in sample`],
    ['certificate', fits.failed === 0 ? fit : emphasize('red', fit)],
    ...(worst.advice ? [['hint', worst.advice]] : []),
    ['time', secondsText(seconds)],
    ...(written.length > 0 ? [['written', written.join(', ')]] : []),
    ...notes.map((note) => ['note', note]),
  ];
}

/** R² of the rows by the folds that did not see them, and of the rows the model was fitted to. */
function explainedBy({ cv, dataset }: Pick<CvOutcome, 'cv' | 'dataset'>) {
  const predictions = cv.oof?.data ?? new Float64Array(0);
  const tested = Array.from(predictions.keys()).filter((i) => Number.isFinite(predictions[i]));
  const score = scoreOf({
    observed: Float64Array.from(tested, (i) => dataset.y[i]!),
    predicted: Float64Array.from(tested, (i) => predictions[i]!),
    weights: Float64Array.from(tested, (i) => dataset.weights?.[i] ?? 1),
  });
  return { crossValidated: score?.rSquared ?? Number.NaN, inSample: cv.model.devianceRatio };
}

/** The same for programs. Infinite and undefined numbers are null. */
export function cvJson(outcome: CvReported): object {
  const { data, flags, dataset, cv, notes, seconds } = outcome;
  const { curve, model } = cv;
  const index = curve.lambdas.indexOf(cv.lambda);
  return {
    command: 'cv',
    data,
    target: dataset.encoding.schema.target,
    rows: dataset.y.length,
    features: dataset.featureNames.length,
    folds: { count: cv.splits.length, description: foldWords(flags, cv.splits.length) },
    seed: flags.seed,
    measure: cv.measure,
    select: flags.select,
    lambda: cv.lambda,
    lambdaMin: cv.lambdaMin,
    lambda1se: cv.lambda1se,
    l1Ratio: cv.l1Ratio,
    error: { mean: curve.mean[index], se: curve.se[index] },
    r2: explainedBy(outcome),
    df: model.df,
    intercept: model.intercept,
    coefficients: coefficientList(model),
    certificate: cv.worstCertificate,
    fits: cv.fits,
    curves: cv.curves.map(plainCurve),
    notes,
    files: {
      model: flags.out ?? null,
      report: flags.report ?? null,
      predictions: flags.predictions ?? null,
    },
    seconds,
  };
}

function plainCurve({ l1Ratio, lambdas, mean, se, df, minIndex, oneSeIndex }: CVCurve): object {
  return {
    l1Ratio,
    lambdas: Array.from(lambdas),
    mean: Array.from(mean),
    se: Array.from(se),
    df: Array.from(df),
    minIndex,
    oneSeIndex,
  };
}
