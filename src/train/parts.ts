/** A network taken apart, so that layers can be changed and left out. */
import { type Layer, layerName } from '../layer/layer.ts';
import type { FloatArray } from '../memory/types.ts';
import { outlineOf } from './outline.ts';
import type { Fitted } from './predictor.ts';

/** A layer with its numbers by their own names: 'weight', 'bias'. */
export interface Part {
  readonly layer: Layer;
  readonly numbers: ReadonlyMap<string, FloatArray>;
}

export function takenApart({ layers, input, weights }: Fitted): Part[] {
  const { layers: outlined } = outlineOf('network', layers, input);
  return layers.map((layer, k) => {
    const prefix = `${outlined[k]!.name}.`;
    const own = [...weights].filter(([name]) => name.startsWith(prefix));
    return { layer, numbers: new Map(own.map(([name, w]) => [name.slice(prefix.length), w])) };
  });
}

/** The network of these parts; layers without a name of their own are named after their new place. */
export function joined<T extends Fitted>(state: T, parts: readonly Part[]): T {
  const weights = parts.flatMap(({ layer, numbers }, k) =>
    [...numbers].map(([name, w]) => [`${layerName(layer, k)}.${name}`, w] as const),
  );
  return { ...state, layers: parts.map(({ layer }) => layer), weights: new Map(weights) };
}

/** The options of a layer that was made with them. */
export function optionsOf({ args }: Layer): Readonly<Record<string, unknown>> {
  return (args.find(isOptions) ?? {}) as never;
}

export function isOptions(arg: unknown): boolean {
  return typeof arg === 'object' && arg !== null && !Array.isArray(arg);
}
