/** Errors as a person at the command line reads them. */

/** Names of the library's arguments, and what they are called here. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...['target', 'numeric', 'categorical', 'ignore', 'weight', 'offset', 'group', 'impute'].map(
    (name): [string, string] => [name, `--${name}`],
  ),
  ['weights', '--weight'],
  ['groups', '--group'],
  ['k', 'the number of folds'],
  ['repeats', '--repeats'],
  ['embargo', '--embargo'],
  ['folds', '--folds'],
  ['measure', '--measure'],
  ...['family', 'power', 'theta', 'tau', 'delta', 'gamma', 'q'].map((name): [string, string] => [
    name,
    `--${name}`,
  ]),
  ['batchSize', '--batch-size'],
  ['y', '--target'],
  ['y.time', '--time'],
  ['y.event', '--event'],
  ['path', 'the path'],
]);

/**
 * One line without the name of the function that refused, options by the names they have here:
 * `readDataset: target must …` becomes `--target must …`.
 */
export function failureLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/^[A-Za-z][\w.]*: /, '')
    .replace(/^([\w.]+)\[(\d+)\](?= must )/, entry)
    .replace(/^[\w.]+(?= must )/, (name) => NAMES.get(name) ?? name)
    .replace(/, got undefined(?=;|$)/, ', got none')
    .replace(/use family: '(\w+)'$/, 'use --family $1')
    .replace(/use init\(.*$/, 'use fewer columns, or a sparse .svm file')
    .replace(/\n\((Did you mean .*)\)$/, (_, hint: string) => `; ${hint.replace('Did', 'did')}`)
    .replace(/\s*\n\s*/g, ' ');
}

/** `y[3]` is the fourth value that the target has. */
function entry(all: string, name: string, index: string): string {
  const flag = NAMES.get(name);
  return flag?.startsWith('--') ? `value ${Number(index) + 1} of ${flag}` : all;
}
