import { fail } from '../check.ts';

/** File formats by the end of a name, a last `.gz` left out. */
export type Format = 'csv' | 'tsv' | 'svm' | 'npy';

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['.csv', 'csv'],
  ['.csv.gz', 'csv'],
  ['.tsv', 'tsv'],
  ['.tsv.gz', 'tsv'],
  ['.svm', 'svm'],
  ['.svm.gz', 'svm'],
  ['.npy', 'npy'],
]);

/**
 * The format of a file of this name.
 * @throws RangeError listing the supported ends where there is none.
 */
export function extension(where: string, name: string): Format {
  const [end = ''] = /\.[^./\\]*(\.gz)?$/i.exec(name) ?? [];
  const format = FORMATS.get(end.toLowerCase());
  return format ?? fail(where, 'path', `end in ${[...FORMATS.keys()].join(', ')}`, name);
}
