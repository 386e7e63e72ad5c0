/** What `tikhonov fit` prints. */
import type { Dataset } from '../data/types.ts';
import type { FittedLinear } from '../linear/fittedLinear.ts';
import type { Certificate } from '../linear/types.ts';
import { coefficientLines, coefficientList } from './coefficientLines.ts';
import { type Seconds, secondsText } from './stopwatch.ts';
import { alignCells, countOf, emphasize, gapText, shortNumber } from './terminal.ts';

export interface FitResult {
  readonly data: string;
  readonly dataset: Dataset;
  readonly model: FittedLinear;
  readonly notes: readonly string[];
  readonly out: string | undefined;
  readonly seconds: Seconds;
}

export function fitSummary({ data, dataset, model, notes, out, seconds }: FitResult): string {
  const { certificate } = model;
  const facts = [
    ['R²', `${shortNumber(model.devianceRatio)} in sample`],
    ...certificateRows(certificate),
    ['time', secondsText(seconds)],
    ...(out === undefined ? [] : [['written', out]]),
    ...notes.map((note) => ['note', note]),
  ];
  return [
    emphasize('bold', `${dataset.encoding.schema.target} of ${data}`),
    `${sizeText(dataset)}; ${penaltyText(model.l1Ratio)}, lambda ${shortNumber(model.lambda)}: ` +
      `${model.nonzero.length} of ${countOf(model.coef.length, 'feature')} stay`,
    '',
    ...coefficientLines(model, dataset),
    '',
    ...alignCells(facts),
  ].join('\n');
}

export function fitJson({ data, dataset, model, notes, out, seconds }: FitResult): object {
  const { lambda, l1Ratio, devianceRatio, df, intercept, certificate } = model;
  return {
    command: 'fit',
    data,
    target: dataset.encoding.schema.target,
    rows: dataset.y.length,
    features: dataset.featureNames.length,
    lambda,
    l1Ratio,
    r2: { inSample: devianceRatio },
    df,
    intercept,
    coefficients: coefficientList(model),
    certificate,
    notes,
    files: { model: out ?? null },
    seconds,
  };
}

/** `442 rows, 10 features`. */
export function sizeText({ y, featureNames }: Dataset): string {
  return `${countOf(y.length, 'row')}, ${countOf(featureNames.length, 'feature')}`;
}

export function penaltyText(l1Ratio: number): string {
  if (l1Ratio === 1) return 'lasso';
  return l1Ratio === 0 ? 'ridge' : `elastic net of l1 ratio ${l1Ratio}`;
}

/** The certificate, and what to do where it does not hold. */
function certificateRows({ relative, tol, ok, advice }: Certificate): string[][] {
  const words = `relative gap ${gapText(relative, tol, ok)}`;
  if (ok) return [['certificate', words]];
  return [['certificate', emphasize('red', words)], ...(advice ? [['hint', advice]] : [])];
}
