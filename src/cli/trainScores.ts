/** How a network does on the rows it was trained on and on those kept for validation. */
import type { DenseView, Label } from '../memory/types.ts';
import { type Outcome, outcomeOf } from '../report/outcome.ts';
import type { FittedNetwork } from '../train/fittedNetwork.ts';
import type { LossOfNumbers } from './lossFlags.ts';
import { networkOutputs } from './networkColumns.ts';
import type { NetworkTraining } from './networkTraining.ts';

export interface PartScore {
  /** Mean loss with all noise off. */
  readonly loss: number;
  readonly outcome: Outcome | undefined;
}

export interface Scores {
  readonly train: PartScore;
  readonly validation: PartScore | undefined;
  /** What says the same of every row, learned from the training rows, on the rows for validation. */
  readonly trivial: PartScore;
}

export function scoresOf(training: NetworkTraining, fitted: FittedNetwork): Scores {
  const { train, check, clean, validation } = training.parts;
  const held = check.subarray(clean);
  const said = networkOutputs(fitted, training.dataset.X);
  const isHeld = validation > 0;
  return {
    train: scoreOf(training, said, train),
    validation: isHeld ? scoreOf(training, said, held) : undefined,
    trivial: scoreOf(training, trivialOutputs(training), isHeld ? held : train),
  };
}

/** Probabilities of classes, or numbers on the scale of the target. */
function scoreOf(training: NetworkTraining, said: DenseView, rows: Int32Array): PartScore {
  const { dataset, targets, y, weights } = training;
  const { cols } = said;
  const costs = costsOf(training, said);
  let [sum, total] = [0, 0];
  const oof = new Float64Array(said.data.length).fill(Number.NaN);
  for (const i of rows) {
    const weight = weights?.[i] ?? 1;
    sum += weight * costs(i);
    total += weight;
    for (let k = i * cols; k < (i + 1) * cols; k++) oof[k] = said.data[k]!;
  }
  const classes = targets.kind === 'classes' ? targets.classes : undefined;
  const outcome = outcomeOf({
    family: { name: classes ? 'multinomial' : 'gaussian' },
    oof: { data: oof, rows: said.rows, cols },
    ...{ y: y as Label[], classes, weights: dataset.weights },
  });
  return { loss: sum / total, outcome };
}

/** The cost of each row. */
function costsOf({ loss, targets, y }: NetworkTraining, { data, cols }: DenseView) {
  if (loss.target === 'classes') {
    const { codes } = targets as NetworkTraining['targets'] & { kind: 'classes' };
    return (i: number) => loss.cost(data[i * cols + codes[i]!]!);
  }
  const link = loss.word === 'poisson' ? Math.log : (value: number) => value;
  return (i: number) => loss.cost(link(data[i]!), Number(y[i]));
}

/** The shares of the classes, or the number of the least loss, in every row. */
function trivialOutputs(training: NetworkTraining): DenseView {
  const { loss, targets, y, parts, weights } = training;
  const rows = y.length;
  if (loss.target === 'numbers') {
    const best = bestConstant(loss, y as Float64Array, parts.train, weights);
    return { data: new Float64Array(rows).fill(best), rows, cols: 1 };
  }
  const { codes, classes } = targets as NetworkTraining['targets'] & { kind: 'classes' };
  const shares = new Float64Array(classes.length);
  for (const i of parts.train) shares[codes[i]!]! += weights?.[i] ?? 1;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const cols = classes.length;
  const data = Float64Array.from({ length: rows * cols }, (_, at) => shares[at % cols]! / total);
  return { data, rows, cols };
}

/** Steps of the search: 0.618^60 of the range is left. */
const STEPS = 60;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Losses are convex in what is predicted: golden sections between the least and the largest y. */
function bestConstant(
  loss: LossOfNumbers,
  y: Float64Array,
  rows: Int32Array,
  weights: Float64Array | undefined,
): number {
  const isLog = loss.word === 'poisson';
  const cost = (value: number) => {
    const eta = isLog ? Math.log(Math.max(value, Number.MIN_VALUE)) : value;
    return rows.reduce((sum, i) => sum + (weights?.[i] ?? 1) * loss.cost(eta, y[i]!), 0);
  };
  let low = rows.reduce((least, i) => Math.min(least, y[i]!), Infinity);
  let high = rows.reduce((most, i) => Math.max(most, y[i]!), -Infinity);
  for (let step = 0; step < STEPS; step++) {
    const width = GOLDEN * (high - low);
    if (cost(high - width) <= cost(low + width)) high = low + width;
    else low = high - width;
  }
  return (low + high) / 2;
}
