/** What `tikhonov train` prints. */
import type { Outcome } from '../report/outcome.ts';
import { classMeasures, numberMeasures } from '../report/outcomeScore.ts';
import type { FittedNetwork } from '../train/fittedNetwork.ts';
import { sizeText } from './fitSummary.ts';
import type { NetworkTraining } from './networkTraining.ts';
import { confusionLines } from './scoreLines.ts';
import { type Seconds, secondsText } from './stopwatch.ts';
import { alignCells, countOf, emphasize, shortNumber } from './terminal.ts';
import type { TrainFlags } from './train.ts';
import type { PartScore, Scores } from './trainScores.ts';

export interface TrainResult {
  readonly data: string;
  readonly flags: TrainFlags;
  readonly training: NetworkTraining;
  readonly fitted: FittedNetwork;
  readonly scores: Scores;
  readonly notes: readonly string[];
  readonly seconds: Seconds;
}

export function trainSummary(result: TrainResult): string {
  const { data, flags, training, fitted, scores, notes, seconds } = result;
  const { dataset, parts } = training;
  const { train, validation } = parts;
  const [head, ...layers] = fitted.summary({ batchSize: fitted.provenance.batchSize }).split('\n');
  const facts = [
    ['epochs', epochsText(fitted)],
    ['time', secondsText(seconds)],
    ...(flags.out === undefined ? [] : [['written', flags.out]]),
    ...notes.map((note) => ['note', note]),
  ];
  return [
    emphasize('bold', `${dataset.encoding.schema.target} of ${data}`),
    `${sizeText(dataset)}; ${countOf(train.length, 'row')} to train on, ${validation} for validation`,
    recipeText(flags, training, fitted),
    '',
    emphasize('bold', head!),
    ...layers,
    '',
    ...scoreLines(training, scores),
    '',
    ...confusionLines((scores.validation ?? scores.train).outcome),
    ...alignCells(facts),
  ].join('\n');
}

/** `mlp of 64, 64 (recipe seed): mse by adamW, rate 0.001, batches of 32, seed 0`. */
function recipeText(flags: TrainFlags, { loss }: NetworkTraining, fitted: FittedNetwork): string {
  const { hidden, recipe } = flags;
  const { optimizer, lr, batchSize, seed } = fitted.provenance;
  return (
    `mlp of ${hidden.join(', ')} (recipe ${recipe}): ${loss.word} by ${optimizer}, rate ${lr}, ` +
    `batches of ${batchSize}, seed ${seed}`
  );
}

const ENDINGS: Readonly<Record<string, string>> = {
  epochs: 'all of them',
  patience: 'the validation loss no longer fell',
};

function epochsText({ bestEpoch, history, ending }: FittedNetwork): string {
  const best = bestEpoch === history.length ? 'the last is kept' : `${bestEpoch} is the best`;
  return `${history.length} (${ENDINGS[ending] ?? ending}), ${best}`;
}

/** A line per measure, a column per part of the rows. */
function scoreLines(training: NetworkTraining, scores: Scores): string[] {
  const { train, validation, trivial } = scores;
  const parts = [train, ...(validation ? [validation] : []), trivial];
  const names = ['train', ...(validation ? ['validation'] : []), trivialName(training)];
  const measured = parts.map(measuresOf);
  const rows = Object.keys(measured[0]!).map((name) => [
    name === 'loss' ? `loss (${training.loss.word})` : (NAMES[name] ?? name),
    ...measured.map(({ [name]: value }) => shortNumber(value ?? Number.NaN)),
  ]);
  const right = names.map((_, k) => k + 1);
  const [head, ...lines] = alignCells([['', ...names], ...rows], right);
  return [emphasize('bold', head!), ...lines];
}

/** What knows no feature. */
function trivialName({ loss }: NetworkTraining): string {
  return loss.target === 'classes' ? 'shares of classes' : 'best constant';
}

const NAMES: Readonly<Record<string, string>> = {
  rSquared: 'R²',
  rootMeanSquare: 'root mean square error',
  meanAbsolute: 'mean abs. error',
  auc: 'AUC',
};

/** Measures of a part by their names for programs. */
function measuresOf({ loss, outcome }: PartScore): Record<string, number | undefined> {
  return { loss, ...outcomeMeasures(outcome) };
}

function outcomeMeasures(outcome: Outcome | undefined): Record<string, number | undefined> {
  if (outcome?.kind === 'numbers') {
    const { rSquared, rootMeanSquare, meanAbsolute } = numberMeasures(outcome, {
      name: 'gaussian',
    });
    return { rSquared, rootMeanSquare, meanAbsolute };
  }
  if (outcome?.kind !== 'classes') return {};
  const { accuracy, auc } = classMeasures(outcome);
  return { accuracy, auc };
}

/** The same for programs; measures that are not defined are null. */
export function trainJson(result: TrainResult): object {
  const { data, flags, training, fitted, scores, notes, seconds } = result;
  const { dataset, loss, parts } = training;
  const { hidden, recipe, seed } = flags;
  const { classes, bestEpoch, ending, history } = fitted;
  const { optimizer, lr, batchSize } = fitted.provenance;
  const part = (score: PartScore | undefined) => (score ? measuresOf(score) : null);
  return {
    command: 'train',
    data,
    target: dataset.encoding.schema.target,
    ...(classes && { classes }),
    rows: { all: dataset.y.length, train: parts.train.length, validation: parts.validation },
    features: dataset.featureNames.length,
    network: { hidden, recipe, parameters: parametersOf(fitted) },
    training: { loss: loss.word, optimizer, lr, batchSize, seed },
    scores: {
      train: part(scores.train),
      validation: part(scores.validation),
      trivial: part(scores.trivial),
    },
    epochs: history.length,
    bestEpoch,
    ending,
    history,
    notes,
    files: { model: flags.out ?? null },
    seconds,
  };
}

/** Numbers that training moved. */
function parametersOf({ weights }: FittedNetwork): number {
  const moved = [...weights].filter(([name]) => /\.(weight|bias)$/.test(name));
  return moved.reduce((sum, [, { length }]) => sum + length, 0);
}
