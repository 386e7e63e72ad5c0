/** What a file says of a network besides its layers and weights, checked before anyone relies on it. */
import { fail } from '../check.ts';
import { checkShape } from '../layer/layer.ts';
import type { Label } from '../memory/types.ts';
import type { NetworkState, Provenance } from './fittedNetwork.ts';
import { checkHistory, ENDINGS } from './history.ts';
import type { PartSpec } from './spec.ts';

/** What a file holds besides the weights. */
export type NetworkContent = Omit<NetworkState, 'layers' | 'weights' | 'classes'> & {
  readonly layers: readonly PartSpec[];
  readonly classes?: NetworkState['classes'];
};

const WHERE = 'load';
const inFile = (name: string) => `${name} in the file`;

/** @throws RangeError that names what is no network of this package's; layers are checked as they are made. */
export function checkContent(content: NetworkContent): void {
  const { layers, input, loss, history, bestEpoch, ending, provenance } = content;
  if (!Array.isArray(layers) || !Array.isArray(input))
    fail(WHERE, 'source', 'hold layers and the shape of their input', 'other content');
  checkShape(WHERE, 'input', input);
  if (typeof loss?.type !== 'string' || !Array.isArray(loss.args))
    fail(WHERE, 'source', 'hold the loss it was trained with', loss);
  checkHistory(WHERE, 'in the file', history);
  const least = Math.min(1, history.length);
  const rule = `be an integer from ${least} to ${history.length}, the epochs of its history`;
  if (!(Number.isInteger(bestEpoch) && bestEpoch >= least && bestEpoch <= history.length))
    fail(WHERE, inFile('bestEpoch'), rule, bestEpoch);
  if (!ENDINGS.includes(ending))
    fail(WHERE, inFile('ending'), `be one of ${ENDINGS.join(', ')}`, ending);
  checkProvenance(provenance);
}

/** @throws RangeError unless there is a label for each output, all of one type. */
export function checkClasses(
  where: string,
  name: string,
  classes: readonly Label[] | undefined,
  outputs: number,
): void {
  if (classes === undefined) return;
  if (!Array.isArray(classes)) fail(where, name, 'be a list of labels', classes);
  if (classes.length !== outputs)
    fail(where, name, `be ${outputs}, one per output`, classes.length);
  const kind = typeof classes[0];
  const bad = classes.findIndex((label, k) => !isLabel(label, kind) || classes.indexOf(label) < k);
  const rule = 'be different labels of one type: text, finite numbers, true or false';
  if (bad >= 0) fail(where, name, rule, classes[bad], `label ${bad}`);
}

function isLabel(label: unknown, kind: string): boolean {
  if (typeof label !== kind) return false;
  return kind === 'string' || kind === 'boolean' || Number.isFinite(label);
}

const KINDS: Readonly<Record<Exclude<keyof Provenance, 'lr'>, string>> = {
  ...{ seed: 'string', rows: 'number', batchSize: 'number', epochs: 'number' },
  ...{ refit: 'boolean', optimizer: 'string' },
};

function checkProvenance(provenance: Provenance): void {
  for (const [key, kind] of Object.entries(KINDS)) {
    const value: unknown = provenance?.[key as keyof Provenance];
    if (typeof value !== kind) fail(WHERE, inFile(`provenance.${key}`), `be a ${kind}`, value);
  }
}
