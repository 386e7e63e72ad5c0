/** What networks say of rows. */
import type { DenseView, MatrixLike } from '../memory/types.ts';
import type { FittedNetwork } from '../train/fittedNetwork.ts';
import { linkOf } from '../train/probabilities.ts';
import { type Column, classColumns, columnsOf } from './predictedColumns.ts';

/** Probabilities, or numbers on the scale of the target: rows × outputs. */
export function networkOutputs(model: FittedNetwork, X: MatrixLike): DenseView {
  const { loss, classes } = model;
  if (linkOf(loss.type, classes !== undefined) !== 'identity') return model.predictProba(X);
  const scores = model.scores(X);
  if (loss.type !== 'poisson') return scores;
  const { rows, cols } = scores;
  return { data: Float64Array.from(scores.data, Math.exp), rows, cols };
}

/** All digits that numbers of 32 bits have. */
const DIGITS = 9;

/** The likeliest class with `p(label)` for each, or `prediction`; with `isLink` what the last layer says. */
export function networkColumns(model: FittedNetwork, X: MatrixLike, isLink: boolean): Column[] {
  const columns = columnsOf(isLink ? model.scores(X) : networkOutputs(model, X)).map((cells) =>
    cells.map((cell) => Number(cell.toPrecision(DIGITS))),
  );
  const { classes } = model;
  if (classes && !isLink) return classColumns(classes, columns);
  const names = classes?.map(String) ?? columns.map((_, k) => String(k));
  return columns.map((cells, k) => ({
    name: columns.length === 1 ? 'prediction' : `prediction(${names[k]})`,
    cells,
  }));
}
