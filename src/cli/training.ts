/** Data sets with the response in the form that its family wants. */
import { fail } from '../check.ts';
import { readDataset } from '../data/readDataset.ts';
import type { Dataset } from '../data/types.ts';
import type { FamilySpec } from '../linear/response/familyChoice.ts';
import type { ResponseLike } from '../linear/response/types.ts';
import { type FamilyFlags, familyGiven, hasClasses } from './familyFlags.ts';
import { type DataFlags, schemaOf } from './options.ts';
import {
  manyColumns,
  type ResponseRoles,
  readColumns,
  survivalColumns,
} from './responseColumns.ts';

export interface Training {
  readonly dataset: Dataset;
  readonly family: FamilySpec;
  readonly y: ResponseLike;
  /** What the response is called. */
  readonly name: string;
  /** Columns of the response beyond the target of the encoding. */
  readonly roles: ResponseRoles;
}

/**
 * Read the data; text without a family is classes.
 * @throws RangeError naming the option, and as the readers do.
 */
export async function readTraining(
  path: string,
  flags: DataFlags & FamilyFlags,
): Promise<Training> {
  const family = familyGiven(flags);
  if (family?.name === 'cox') return readColumns(path, flags, family, survivalColumns(flags));
  if (family?.name === 'multigaussian') return readColumns(path, flags, family, manyColumns(flags));
  const dataset = await readDataset(path, schemaOf(flags));
  const { target: name } = dataset.encoding.schema;
  const known = family ?? familyOf(dataset);
  if (dataset.labels && !hasClasses(known))
    fail('tikhonov', '--target', `name a column of numbers for --family ${known.name}`, name);
  if (flags.classWeight && !hasClasses(known))
    fail('tikhonov', '--class-weight', 'come with a family of classes', known.name);
  const y = hasClasses(known) ? (dataset.labels ?? dataset.y) : dataset.y;
  const notes = notesOf(dataset, family);
  return { dataset: { ...dataset, notes }, family: known, y, name, roles: {} };
}

/** The family that a target has where none is named. */
function familyOf({ labels }: Dataset): FamilySpec {
  if (!labels) return { name: 'gaussian' };
  return { name: new Set(labels).size > 2 ? 'multinomial' : 'binomial' };
}

/** What reading noticed, and what the family follows from. */
function notesOf(dataset: Dataset, family: FamilySpec | undefined): string[] {
  const { encoding, labels, y } = dataset;
  const { target } = encoding.schema;
  const read = dataset.notes.filter((note) => !note.startsWith(`target ${target} is text`));
  if (family) return read;
  if (labels) {
    const classes = `${encoding.target?.levels.length ?? 0} classes`;
    return [...read, `target ${target} is text: family ${familyOf(dataset).name}, ${classes}`];
  }
  const pair = pairOf(y);
  if (!pair) return read;
  const hint = `--family binomial predicts classes and their probabilities`;
  return [...read, `target ${target} holds only ${pair.join(' and ')}: ${hint}`];
}

/** The two numbers of a target that looks like a label. */
export function pairOf(y: Float64Array): readonly number[] | undefined {
  const values = new Set<number>();
  for (const value of y) if (values.add(value).size > 2) return undefined;
  const pair = [...values].sort((a, b) => a - b);
  return ['0,1', '-1,1', '1,2'].includes(pair.join()) ? pair : undefined;
}
