/** Data sets as networks are trained on them: rows parted, gaps filled. */
import { fail } from '../check.ts';
import { readDataset } from '../data/readDataset.ts';
import type { Dataset } from '../data/types.ts';
import { fillOf } from '../linear/impute.ts';
import type { Label } from '../memory/types.ts';
import { weighed } from '../train/sampleWeights.ts';
import { type Parts, splitRows } from '../train/split.ts';
import { type CodedTargets, codeTargets } from '../train/targets.ts';
import { type ChosenLoss, lossOf } from './lossFlags.ts';
import { schemaOf } from './options.ts';
import type { TrainFlags } from './train.ts';
import { pairOf } from './training.ts';

export interface NetworkTraining {
  /** Without missing cells. */
  readonly dataset: Dataset;
  readonly loss: ChosenLoss;
  /** Labels, or numbers as they were read. */
  readonly y: readonly Label[] | Float64Array;
  readonly targets: CodedTargets;
  readonly parts: Parts;
  /** Weights of the rows in the loss; undefined where all are alike. */
  readonly weights: Float64Array | undefined;
  /** What missing numbers became, by columns of X; undefined where none was missing. */
  readonly fills: Float64Array | undefined;
  readonly notes: readonly string[];
}

/**
 * Read the data; text is classes. Gaps are filled by what the rows that are trained on
 * say: those for validation are as new as rows to come.
 * @throws RangeError naming the option, and as the readers do.
 */
export async function readNetworkTraining(
  path: string,
  flags: TrainFlags,
): Promise<NetworkTraining> {
  const dataset = await readDataset(path, schemaOf(flags));
  const { encoding, labels, weights: rowWeights, y: numbers } = dataset;
  const { target } = encoding.schema;
  const loss = lossOf(flags, labels !== undefined);
  const isClasses = loss.target === 'classes';
  if (labels && !isClasses)
    fail('tikhonov', '--target', `name a column of numbers for --loss ${loss.word}`, target);
  if (flags.classWeight && !isClasses)
    fail('tikhonov', '--class-weight', 'come with a loss of classes', loss.word);
  const y = isClasses ? (labels ?? Array.from(numbers)) : numbers;
  const n = y.length;
  const targets = codeTargets('tikhonov', y, n, loss.target);
  const { classWeight: classWeights } = flags;
  const weights = weighed({ weights: rowWeights, classWeights }, targets, [n]);
  const codes = targets.kind === 'classes' ? targets.codes : undefined;
  const parts = splitRows(n, flags.validation, flags.seed, codes);
  const training = partWeights(parts.train, dataset);
  const fills = filled(dataset, training);
  const notes = notesOf(dataset, targets);
  return { dataset, loss, y, targets, parts, weights, fills, notes };
}

/** Weights of the rows in a list, 0 for the others. */
function partWeights(rows: ArrayLike<number>, { y, weights }: Dataset): Float64Array {
  const part = new Float64Array(y.length);
  for (let k = 0; k < rows.length; k++) part[rows[k]!] = weights?.[rows[k]!] ?? 1;
  return part;
}

/** Fill the missing cells of X in place; what each column is filled by, where any cell is missing. */
function filled({ X, impute }: Dataset, weights: Float64Array): Float64Array | undefined {
  if (!impute || 'indptr' in X) return undefined;
  const { data, rows, cols } = X;
  return Float64Array.from({ length: cols }, (_, j) => {
    const column = data.subarray(j * rows, (j + 1) * rows);
    const fill = fillOf(column, weights, impute);
    column.forEach((cell, i) => {
      if (Number.isNaN(cell)) column[i] = fill;
    });
    return fill;
  });
}

function notesOf({ encoding, notes, labels, y }: Dataset, targets: CodedTargets): string[] {
  const { target } = encoding.schema;
  const read = notes.filter((note) => !note.startsWith(`target ${target} is text`));
  if (labels && targets.kind === 'classes')
    return [...read, `target ${target} is text: ${targets.classes.length} classes`];
  const pair = targets.kind === 'numbers' ? pairOf(y) : undefined;
  if (!pair) return read;
  const hint = '--loss crossEntropy predicts classes and their probabilities';
  return [...read, `target ${target} holds only ${pair.join(' and ')}: ${hint}`];
}
