/** Truth against prediction, class by class. */
import { checkKeys } from '../../check.ts';
import { Matrix } from '../../memory/matrix.ts';
import type { Label } from '../../memory/types.ts';
import {
  type ClassScore,
  classScores,
  marginsOf,
  type TotalScores,
  totalScores,
} from './classScores.ts';
import { checkLabels, distinctLabels, labelCodes } from './labelCoding.ts';
import { type Rows, rowsOf, type Values } from './rows.ts';
import { cell, markdownTable, type Table, textTable } from './textTable.ts';

/** Options of {@link confusionMatrix}. */
export interface ConfusionOptions {
  /** Classes in the order of rows and columns; default those that occur, sorted. */
  labels?: readonly Label[];
  /** n numbers ≥ 0, default all 1; rows of weight 0 are not looked at. */
  weights?: Values;
}

/** A table of counts with what follows from it. Undefined scores are NaN. */
export interface ConfusionMatrix extends TotalScores {
  /** K classes, in the order of rows and columns. */
  readonly labels: readonly Label[];
  /** K × K weights of rows: truth in rows, prediction in columns. */
  readonly counts: Matrix;
  /** One per class, in the order of `labels`. */
  readonly perClass: readonly ClassScore[];
  /** The table of counts and the scores per class as Markdown. */
  toMarkdown(): string;
  /** The same in aligned columns. */
  toString(): string;
}

/**
 * Count how often each class is predicted as each.
 *
 * Where nothing was predicted as a class its precision is NaN (scikit-learn says 0). The
 * correlation is NaN where truth or prediction is of one class alone, kappa where both are of the
 * same one.
 *
 * @param truth n labels.
 * @param predicted n labels.
 * @returns the table with its scores; `toString()` and `toMarkdown()` print both.
 * @throws RangeError if lengths differ, a label is not among `options.labels`, one of these occurs
 *   twice, or a weight is negative; TypeError for a label that is no number, text or boolean.
 * @example
 * confusionMatrix(['cat', 'cat', 'dog'], ['cat', 'dog', 'dog']).counts.toArrays()
 * // [ [ 1, 1 ], [ 0, 1 ] ]
 */
export function confusionMatrix(
  truth: ArrayLike<Label>,
  predicted: ArrayLike<Label>,
  options: ConfusionOptions = {},
): ConfusionMatrix {
  const where = 'confusionMatrix';
  checkKeys(where, options, ['labels', 'weights']);
  const rows = rowsOf(where, { name: 'truth', values: truth }, options.weights);
  if (options.labels) checkLabels(where, 'labels', options.labels, 1);
  const labels = options.labels ?? distinctLabels(where, { truth, predicted }, rows);
  return confusionOf(labels, rows, {
    truth: labelCodes(where, 'truth', truth, { rows, labels }),
    predicted: labelCodes(where, 'predicted', predicted, { rows, labels }),
  });
}

/** The table of checked codes. */
export function confusionOf(
  labels: readonly Label[],
  rows: Rows,
  codes: { readonly truth: Int32Array; readonly predicted: Int32Array },
): ConfusionMatrix {
  const K = labels.length;
  const data = new Float64Array(K * K);
  for (const [i, weight] of rows.weights.entries())
    data[codes.truth[i]! * K + codes.predicted[i]!]! += weight;
  const margins = marginsOf(data, K);
  const perClass = classScores(labels, margins);
  const counts = Matrix.wrap({ data, rows: K, cols: K, order: 'row' });
  const tables = () => [countTable(labels, counts), scoreTable(perClass)];
  return {
    labels: [...labels],
    counts,
    perClass,
    ...totalScores(perClass, margins),
    toMarkdown: () => tables().map(markdownTable).join('\n\n'),
    toString: () => tables().map(textTable).join('\n\n'),
  };
}

function countTable(labels: readonly Label[], counts: Matrix): Table {
  const header = ['truth \\ predicted', ...labels.map(String)];
  return [header, ...labels.map((label, j) => [String(label), ...Array.from(counts.row(j), cell)])];
}

function scoreTable(perClass: readonly ClassScore[]): Table {
  const header = ['class', 'precision', 'recall', 'f1', 'support'];
  const lines = perClass.map(({ label, precision, recall, f1, support }) => [
    String(label),
    ...[precision, recall, f1, support].map(cell),
  ]);
  return [header, ...lines];
}
