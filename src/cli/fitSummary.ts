/** What `tikhonov fit` prints. */
import type { Dataset } from '../data/types.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import type { Certificate } from '../linear/types.ts';
import { coefficientLines, coefficientsJson } from './coefficientLines.ts';
import { familyJson, familyWords } from './familyWords.ts';
import { scoreFacts, scoreJson } from './scoreLines.ts';
import { type Seconds, secondsText } from './stopwatch.ts';
import { alignCells, countOf, emphasize, gapText, shortNumber } from './terminal.ts';
import type { Training } from './training.ts';

export interface FitResult {
  readonly data: string;
  readonly training: Training;
  readonly model: FittedModel;
  readonly penalty: string | undefined;
  readonly notes: readonly string[];
  readonly out: string | undefined;
  readonly seconds: Seconds;
}

export function fitSummary(result: FitResult): string {
  const { data, training, model, penalty, notes, out, seconds } = result;
  const { dataset, name } = training;
  const facts = [
    ...scoreFacts(model),
    ...certificateRows(model.certificate),
    ['time', secondsText(seconds)],
    ...(out === undefined ? [] : [['written', out]]),
    ...notes.map((note) => ['note', note]),
  ];
  return [
    emphasize('bold', `${name} of ${data}`),
    ...familyWords(model),
    `${sizeText(dataset)}; ${penaltyText(model, penalty)}, lambda ${shortNumber(model.lambda)}: ` +
      `${model.nonzero.length} of ${countOf(model.featureNames.length, 'feature')} stay`,
    '',
    ...coefficientLines(model, dataset),
    '',
    ...alignCells(facts),
  ].join('\n');
}

export function fitJson(result: FitResult): object {
  const { data, training, model, penalty, notes, out, seconds } = result;
  const { lambda, l1Ratio, devianceRatio, df, certificate, settings } = model;
  const { dataset, name } = training;
  return {
    command: 'fit',
    data,
    target: name,
    ...familyJson(model),
    ...(penalty !== undefined && { penalty }),
    rows: dataset.y.length,
    features: dataset.featureNames.length,
    lambda,
    l1Ratio,
    ...(settings.family.name === 'gaussian'
      ? { r2: { inSample: devianceRatio } }
      : { scores: scoreJson(model, undefined) }),
    df,
    ...coefficientsJson(model),
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

/** The penalty by its name. */
export function penaltyText({ l1Ratio }: FittedModel, penalty = 'elasticNet'): string {
  if (penalty !== 'elasticNet') return NAMES[penalty] ?? penalty;
  if (l1Ratio === 1) return 'lasso';
  return l1Ratio === 0 ? 'ridge' : `elastic net of l1 ratio ${l1Ratio}`;
}

const NAMES: Readonly<Record<string, string>> = {
  mcp: 'MCP',
  scad: 'SCAD',
  slope: 'SLOPE',
  groupLasso: 'group lasso',
};

/** The certificate, and what to do where it does not hold. */
function certificateRows({ kind, relative, tol, ok, advice }: Certificate): string[][] {
  const words = `${measuredBy(kind)} ${gapText(relative, tol, ok)}`;
  if (ok) return [['certificate', words]];
  return [['certificate', emphasize('red', words)], ...(advice ? [['hint', advice]] : [])];
}

/** What the number of a certificate is. */
export function measuredBy(kind: Certificate['kind']): string {
  if (kind === 'duality-gap') return 'relative gap';
  return kind === 'kkt' ? 'relative KKT residual' : 'relative stationarity of a local optimum';
}
