/** What `tikhonov cv` prints. */
import { MEASURE_NAMES } from '../report/words.ts';
import type { CVCurve } from '../select/types.ts';
import { coefficientLines, coefficientsJson } from './coefficientLines.ts';
import type { CvOutcome } from './cvOutputs.ts';
import { hasStrata } from './familyFlags.ts';
import { familyJson, familyWords } from './familyWords.ts';
import { measuredBy, penaltyText, sizeText } from './fitSummary.ts';
import { foldWords } from './foldFlags.ts';
import { confusionLines, scoreFacts, scoreJson } from './scoreLines.ts';
import { type Seconds, secondsText } from './stopwatch.ts';
import { alignCells, countOf, emphasize, gapText, shortNumber, withError } from './terminal.ts';

export interface CvReported extends CvOutcome {
  readonly seconds: Seconds;
}

export function cvSummary(outcome: CvReported): string {
  const { data, training, cv } = outcome;
  const { dataset, name } = training;
  return [
    emphasize('bold', `${name} of ${data}`),
    ...familyWords(cv.model),
    `${sizeText(dataset)}; ${foldsOf(outcome)}`,
    '',
    ...choiceLines(outcome),
    '',
    ...coefficientLines(cv.model, dataset),
    '',
    ...confusionLines(outcome.scored),
    ...alignCells(factsOf(outcome)),
  ].join('\n');
}

function foldsOf({ flags, training, cv }: CvReported): string {
  return foldWords(flags, cv.splits.length, hasStrata(training.family));
}

/** Both rules side by side, the chosen one marked. */
function choiceLines({ cv, flags, training }: CvReported): string[] {
  const { curve, curves, lambda, l1Ratio } = cv;
  const { penalty = 'elasticNet' } = flags;
  const isNet = penalty === 'elasticNet';
  const p = training.dataset.featureNames.length;
  const row = (rule: string, index: number) => [
    rule,
    shortNumber(curve.lambdas[index]!),
    isNet ? shortNumber(l1Ratio) : penaltyText(cv.model, penalty),
    withError(curve.mean[index]!, curve.se[index]!),
    `${shortNumber(curve.df[index]!, 3)} of ${p}`,
    curve.lambdas[index] === lambda ? 'chosen' : '',
  ];
  const size = l1Ratio === 0 ? 'freedom' : 'features';
  const [head, ...lines] = alignCells([
    ['rule', 'lambda', isNet ? 'l1 ratio' : 'penalty', `cv ${MEASURE_NAMES[cv.measure]}`, size, ''],
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

function factsOf({ cv, scored, flags, notes, seconds }: CvReported): string[][] {
  const { worstCertificate: worst, fits } = cv;
  const gap = `worst ${measuredBy(worst.kind)} ${gapText(worst.relative, worst.tol, worst.ok)}`;
  const failed = `${fits.failed} of ${countOf(fits.total, 'fit')} missed it`;
  const fit = fits.failed === 0 ? `${gap} in ${countOf(fits.total, 'fit')}` : `${gap}; ${failed}`;
  const written = [flags.out, flags.report, flags.predictions].filter((path) => path !== undefined);
  return [
    ...scoreFacts(cv.model, scored),
    ['certificate', fits.failed === 0 ? fit : emphasize('red', fit)],
    ...(worst.advice ? [['hint', worst.advice]] : []),
    ['time', secondsText(seconds)],
    ...(written.length > 0 ? [['written', written.join(', ')]] : []),
    ...notes.map((note) => ['note', note]),
  ];
}

/** The same for programs. Infinite and undefined numbers are null. */
export function cvJson(outcome: CvReported): object {
  const { data, flags, training, cv, notes, seconds } = outcome;
  const { curve, model } = cv;
  const { penalty } = flags;
  const index = curve.lambdas.indexOf(cv.lambda);
  return {
    command: 'cv',
    data,
    target: training.name,
    ...familyJson(model),
    ...(penalty !== undefined && { penalty }),
    rows: training.dataset.y.length,
    features: training.dataset.featureNames.length,
    folds: { count: cv.splits.length, description: foldsOf(outcome) },
    seed: flags.seed,
    measure: cv.measure,
    select: flags.select,
    lambda: cv.lambda,
    lambdaMin: cv.lambdaMin,
    lambda1se: cv.lambda1se,
    l1Ratio: cv.l1Ratio,
    error: { mean: curve.mean[index], se: curve.se[index] },
    ...scoresOf(outcome),
    df: model.df,
    ...coefficientsJson(model),
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

/** R² of the gaussian family, and the measures of the others. */
function scoresOf({ cv, scored }: CvReported): object {
  const { model } = cv;
  if (model.settings.family.name !== 'gaussian') return { scores: scoreJson(model, scored) };
  const { rSquared } = scoreJson(model, scored) as { rSquared?: number };
  return { r2: { crossValidated: rSquared, inSample: model.devianceRatio } };
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
