/** Model files as the commands write and read them: with the encoding of the table inside. */
import { readFile } from 'node:fs/promises';
import { fail } from '../check.ts';
import type { TableEncoding } from '../data/types.ts';
import type { FittedModel } from '../linear/fittedModel.ts';
import { load } from '../linear/load.ts';
import { looksLikeSafetensors } from '../model/safetensors.ts';
import type { FittedNetwork } from '../train/fittedNetwork.ts';
import type { ResponseRoles } from './responseColumns.ts';

/** What the commands store beside a model. */
export interface ModelMeta {
  readonly encoding: TableEncoding;
  /** Name of the file it was fitted to. */
  readonly data: string;
  /** Where the response has more than one column. */
  readonly response?: ResponseRoles;
}

/** The same beside a network, which does not know how its gaps were filled. */
export interface NetworkMeta extends ModelMeta {
  /** What a missing number becomes, by columns of X; undefined where training missed none. */
  readonly fills?: Float64Array;
}

/** What a model file holds. */
export type AnyModel = FittedModel | FittedNetwork;

export function isNetwork(model: AnyModel): model is FittedNetwork {
  return 'layers' in model;
}

/** A model file that is not what `save` wrote: cut off or edited. */
export class DamagedModel extends Error {
  override readonly name = 'DamagedModel';
}

/**
 * @throws DamagedModel where the file was changed, RangeError where it is none of ours or cannot
 * be read.
 */
export async function readModel(path: string): Promise<AnyModel> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    return fail('tikhonov', 'the model', 'be a readable file', path, reason);
  });
  try {
    if (!looksLikeSafetensors(bytes)) return load(bytes);
    return (await import('../train/load.ts')).loadNetwork(bytes);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = error.message.replace(/^load: source/, () => `tikhonov: ${path}`);
    if (/truncated|edited/.test(message)) throw new DamagedModel(message);
    throw new RangeError(message);
  }
}

/**
 * How to encode tables for a model. One that a program saved without an encoding takes its
 * features as numbers, each from the column of its name; those of a network are x0, x1, …
 *
 * @param target the column to predict, for a model that does not know it.
 */
export function encodingOf(model: AnyModel, target?: string): TableEncoding {
  const stored = metaOf(model).encoding;
  if (stored) return target === undefined ? stored : withTarget(stored, target);
  const names = isNetwork(model) ? inputNames(model) : model.featureNames;
  const columns = names.map((name) => ({ name, kind: 'numeric' as const }));
  return { schema: { target: target ?? '' }, columns };
}

function inputNames({ inputShape }: FittedNetwork): string[] {
  const count = inputShape.reduce((product, length) => product * length, 1);
  return Array.from({ length: count }, (_, j) => `x${j}`);
}

/** What the commands stored; empty for a model that a program saved. */
export function metaOf({ meta }: AnyModel): Partial<NetworkMeta> {
  return (meta as Partial<NetworkMeta> | null | undefined) ?? {};
}

/** The levels of a text target are those of its own column. */
function withTarget(encoding: TableEncoding, target: string): TableEncoding {
  const { target: levels, ...rest } = encoding;
  const isSame = target === encoding.schema.target;
  return {
    ...rest,
    schema: { ...encoding.schema, target },
    ...(isSame && levels && { target: levels }),
  };
}
