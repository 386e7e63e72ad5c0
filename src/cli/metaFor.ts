import type { ModelMeta } from './modelFile.ts';
import type { Training } from './training.ts';

/** What to store beside a model that was fitted to the data of a file. */
export function metaFor({ dataset, roles }: Training, data: string): ModelMeta {
  const hasRoles = Object.keys(roles).length > 0;
  return { encoding: dataset.encoding, data, ...(hasRoles && { response: roles }) };
}
