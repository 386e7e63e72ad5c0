/** Training that begins at the weights of another network instead of random ones. */
import { fail, failType } from '../check.ts';
import { FittedNetwork } from './fittedNetwork.ts';
import { type Outline, outlineOf } from './outline.ts';
import type { Store, Weights } from './store.ts';
import type { CodedTargets } from './targets.ts';

/**
 * Weights and running statistics of the layers that both networks have, by name.
 *
 * @throws TypeError for what is no fitted network; RangeError where a layer that both have differs, where
 *   there is none, or where the last one tells other classes apart.
 */
export function startOf(
  where: string,
  start: FittedNetwork | undefined,
  outline: Outline,
  targets: CodedTargets,
): Weights | undefined {
  if (start === undefined) return undefined;
  if (!(start instanceof FittedNetwork)) failType(where, 'start', 'be a fitted network', start);
  const before = outlineOf(where, start.layers, start.inputShape);
  const [theirs, ours] = [before, outline].map(contentOf);
  const shared = [...ours!.keys()].filter((layer) => theirs!.has(layer));
  for (const layer of shared) {
    if (theirs!.get(layer) === ours!.get(layer)) continue;
    const hint = 'a layer with a name of its own begins anew';
    fail(where, `start: ${layer}`, `hold ${ours!.get(layer)}`, theirs!.get(layer), hint);
  }
  if (shared.length === 0)
    fail(
      where,
      'start',
      `have a layer of ${[...ours!.keys()].join(', ')}`,
      [...theirs!.keys()].join(),
    );
  const last = [...ours!.keys()].at(-1)!;
  if (shared.includes(last)) checkClasses(where, last, start, targets);
  const isShared = (name: string) => shared.some((layer) => isOf(name, layer));
  return new Map([...start.weights].filter(([name]) => isShared(name)));
}

/** Numbers of a network: these where they are given, the others as they are. */
export function begin(store: Store, start: Weights | undefined): void {
  if (start) store.write(new Map([...store.read(), ...start]));
}

/** What each layer with numbers holds, by its name: 'weight 3 × 8, bias 8'. */
function contentOf({ layers, parameters, states }: Outline): Map<string, string> {
  const named = [...parameters, ...states];
  const contents = layers.map(({ name: layer }) => {
    const own = named.filter(({ name }) => isOf(name, layer));
    const texts = own.map(
      ({ name, shape }) => `${name.slice(layer.length + 1)} ${shape.join(' × ')}`,
    );
    return [layer, texts.join(', ')] as const;
  });
  return new Map(contents.filter(([, content]) => content !== ''));
}

function isOf(name: string, layer: string): boolean {
  return name.startsWith(`${layer}.`);
}

function checkClasses(
  where: string,
  last: string,
  { classes }: FittedNetwork,
  targets: CodedTargets,
): void {
  if (!classes || targets.kind !== 'classes') return;
  const [theirs, ours] = [classes, targets.classes].map((all) => all.join(', '));
  const rule = `tell the classes ${ours} apart`;
  const hint = 'a layer with a name of its own begins anew';
  if (theirs !== ours) fail(where, `start: ${last}`, rule, theirs, hint);
}
