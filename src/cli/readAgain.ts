/** The data of a fit, as the fit saw them. */
import { fail } from '../check.ts';
import { encodeDataset } from '../data/dataset.ts';
import { extension } from '../data/extension.ts';
import { readDataset } from '../data/readDataset.ts';
import { readRows } from '../data/readRows.ts';
import type { Dataset } from '../data/types.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import type { ResponseLike } from '../linear/response/types.ts';
import { encodingOf, metaOf } from './modelFile.ts';
import { checkColumns } from './newRows.ts';
import { encodeColumns, type ResponseRoles } from './responseColumns.ts';
import type { VerifyFlags } from './verify.ts';

export interface Again {
  readonly dataset: Dataset;
  readonly y: ResponseLike;
}

/** The data set as the training saw it, by the encoding in the model. */
export async function readAgain(
  model: FittedModel,
  path: string,
  flags: VerifyFlags,
): Promise<Again> {
  if (extension('verify', path) === 'svm') {
    const dataset = await readDataset(path, { columns: model.featureNames.length });
    return classified(model, dataset);
  }
  const roles = rolesOf(model, flags);
  const first = roles?.targets?.[0] ?? flags.time ?? flags.target;
  const { schema, ...encoding } = encodingOf(model, first);
  if (schema.target === '')
    fail('tikhonov', '--target', 'be given', undefined, 'the model was saved without its name');
  // Groups make folds, not fits.
  const { group: _, ...fitted } = schema;
  const again = { ...encoding, schema: fitted };
  const table = await readRows(path);
  checkColumns(path, table, again);
  if (!roles) return classified(model, encodeDataset(again, table));
  return encodeColumns(table, again, roles);
}

/** Columns of a response that has several, from the options or as stored. */
function rolesOf(model: FittedModel, { target, time, event }: VerifyFlags) {
  const { response } = metaOf(model);
  const { name } = model.settings.family;
  if (name === 'multigaussian')
    return target === undefined ? needed(response, '--target') : { targets: target.split(',') };
  if (name !== 'cox') return undefined;
  if (time === undefined) needed(response, '--time');
  return event === undefined ? needed(response, '--event') : { event };
}

function needed(response: ResponseRoles | undefined, flag: string): ResponseRoles {
  const hint = 'the model was saved without its name';
  return response ?? fail('tikhonov', flag, 'be given', undefined, hint);
}

/** Labels in the type of the model's own. */
function classified(model: FittedModel, dataset: Dataset): Again {
  const { classes } = model.settings;
  const { y, labels } = dataset;
  if (!classes) return { dataset, y };
  const notes = dataset.notes.filter((note) => !/^target .* is text/.test(note));
  const own = new Map(classes.map((label) => [String(label), label]));
  const named = labels ? labels.map((label) => own.get(String(label)) ?? label) : y;
  const read = { ...dataset, notes };
  return { dataset: read, y: named };
}
