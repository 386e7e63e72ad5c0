/** Out-of-fold predictions beside what was observed, as columns of a table. */
import type { FittedModel } from '../linear/fittedModel.ts';
import type { SurvivalTimes } from '../linear/response/types.ts';
import type { ArrowTableLike, DenseView, Label } from '../memory/types.ts';
import type { CVResult } from '../select/types.ts';
import type { Training } from './training.ts';

export interface Column {
  readonly name: string;
  readonly cells: ArrayLike<unknown>;
}

/**
 * `observed` and `prediction`; of classes the likeliest and `p(label)` for each; of survival
 * `time`, `event` and the log hazard ratio; of several responses both for each.
 */
export function predictedColumns(training: Training, cv: CVResult<FittedModel>): Column[] {
  const { family, classes } = cv.model.settings;
  const n = training.dataset.y.length;
  const columns = cv.oof ? columnsOf(cv.oof) : [new Float64Array(n).fill(Number.NaN)];
  if (family.name === 'cox') return survivalColumns(training, columns[0]!);
  if (family.name === 'multigaussian') return manyColumns(training, columns);
  const observed = { name: 'observed', cells: training.y as ArrayLike<Label> };
  if (!classes) return [observed, { name: 'prediction', cells: columns[0]! }];
  return [observed, ...classColumns(classes, columns)];
}

/** The likeliest class and all probabilities; of a score for the second class, that score. */
export function classColumns(
  classes: readonly Label[],
  columns: readonly ArrayLike<number>[],
): Column[] {
  const isScore = columns.length === 1;
  const prediction = Array.from(columns[0]!, (first, i) => {
    if (Number.isNaN(first)) return undefined;
    if (isScore) return classes[first > 0 ? 1 : 0];
    return classes[likeliest(columns, i)];
  });
  const names = isScore ? ['score'] : classes.map((label) => `p(${String(label)})`);
  return [
    { name: 'prediction', cells: prediction },
    ...columns.map((cells, k) => ({ name: names[k]!, cells })),
  ];
}

/** Of equal ones the first. */
function likeliest(columns: readonly ArrayLike<number>[], i: number): number {
  return columns.reduce((best, column, k) => (column[i]! > columns[best]![i]! ? k : best), 0);
}

function survivalColumns({ y }: Training, risk: Float64Array): Column[] {
  const { time, event } = y as SurvivalTimes;
  return [
    { name: 'time', cells: time },
    { name: 'event', cells: event },
    { name: 'log_hazard', cells: risk },
  ];
}

function manyColumns({ y }: Training, columns: readonly Float64Array[]): Column[] {
  const table = y as ArrowTableLike;
  return table.schema.fields.flatMap(({ name }, k) => [
    { name: `observed(${name})`, cells: table.getChildAt(k)!.toArray() },
    { name: `prediction(${name})`, cells: columns[k]! },
  ]);
}

/** The columns of a dense matrix. */
export function columnsOf({ data, rows, cols, order = 'row' }: DenseView): Float64Array[] {
  return Array.from({ length: cols }, (_, k) =>
    Float64Array.from({ length: rows }, (_, i) =>
      Number(data[order === 'row' ? i * cols + k : k * rows + i]),
    ),
  );
}
