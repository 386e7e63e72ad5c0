/** Predictions of new rows as columns of a table. */
import { fail } from '../check.ts';
import { FittedClassifier } from '../linear/fittedClassifier.ts';
import { FittedLinear } from '../linear/fittedLinear.ts';
import type { FittedModel, PredictOptions } from '../linear/fittedModel.ts';
import { FittedMultiResponse } from '../linear/fittedMultiResponse.ts';
import { FittedSurvival } from '../linear/fittedSurvival.ts';
import type { DenseView } from '../memory/types.ts';
import { type AnyModel, isNetwork } from './modelFile.ts';
import type { NewRows } from './newRows.ts';
import type { PredictFlags } from './predict.ts';
import { type Column, classColumns, columnsOf } from './predictedColumns.ts';
import { termsOf } from './terms.ts';

/** One column, or more for classes, responses and times; cells of incomplete rows are undefined. */
export async function predictionColumns(
  model: AnyModel,
  rows: NewRows,
  flags: Pick<PredictFlags, 'link' | 'times'>,
): Promise<Column[]> {
  const { link = false, times } = flags;
  if (times && !(model instanceof FittedSurvival))
    fail('tikhonov', '--times', 'come with a model of survival', times.join(), kindOf(model));
  const columns = isNetwork(model)
    ? (await import('./networkColumns.ts')).networkColumns(model, rows.X, link)
    : linearColumns(model, rows, flags);
  return columns.map(({ name, cells }) => {
    const complete: unknown[] = Array.from(cells);
    for (const i of rows.incomplete) complete[i] = undefined;
    return { name, cells: complete };
  });
}

function kindOf(model: AnyModel): string {
  return `this one is ${isNetwork(model) ? 'a network' : model.settings.family.name}`;
}

function linearColumns(
  model: FittedModel,
  rows: NewRows,
  { link, times }: Pick<PredictFlags, 'link' | 'times'>,
): Column[] {
  const options = rows.offset ? { offset: rows.offset } : {};
  const columns = link ? linkColumns(model, rows, options) : valueColumns(model, rows, options);
  return times ? [...columns, ...survivalColumns(model, rows, times, options)] : columns;
}

function valueColumns(model: FittedModel, { X }: NewRows, options: PredictOptions): Column[] {
  if (model instanceof FittedClassifier) {
    const isScore = model.settings.family.name === 'squaredHinge';
    const values = isScore ? model.predictLink(X, options) : model.predictProba(X, options);
    return classColumns(model.classes, columnsOf(values));
  }
  if (model instanceof FittedMultiResponse) return byTerm(model, model.predict(X, options));
  if (model instanceof FittedLinear || model instanceof FittedSurvival)
    return [{ name: 'prediction', cells: model.predict(X, options) }];
  return fail('tikhonov', 'the model', 'be of a known kind', model.constructor.name);
}

function linkColumns(model: FittedModel, { X }: NewRows, options: PredictOptions): Column[] {
  if (model instanceof FittedClassifier) return byTerm(model, model.predictLink(X, options));
  if (model instanceof FittedMultiResponse) return byTerm(model, model.predict(X, options));
  if (model instanceof FittedLinear || model instanceof FittedSurvival)
    return [{ name: 'prediction', cells: model.predictLink(X, options) }];
  return fail('tikhonov', 'the model', 'be of a known kind', model.constructor.name);
}

/** `prediction`, or `prediction(name)` for each of several outputs. */
function byTerm(model: FittedModel, matrix: DenseView): Column[] {
  const columns = columnsOf(matrix);
  return termsOf(model).map(({ name }, k) => ({
    name: name === '' ? 'prediction' : `prediction(${name})`,
    cells: columns[k]!,
  }));
}

function survivalColumns(
  model: FittedModel,
  { X }: NewRows,
  times: readonly number[],
  options: PredictOptions,
): Column[] {
  if (!(model instanceof FittedSurvival)) return [];
  if (!model.settings.baseline)
    fail('tikhonov', '--times', 'come with a model of a baseline hazard', times.join());
  const columns = columnsOf(model.survival(X, [...times], options));
  return columns.map((cells, k) => ({ name: `survival(${times[k]})`, cells }));
}
