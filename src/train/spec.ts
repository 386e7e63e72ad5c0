/** Layers as plain data, and layers of plain data. */
import { fail } from '../check.ts';
import { FACTORIES } from '../layer/factories.ts';
import type { Layer } from '../layer/layer.ts';

/** What makes a layer: the name of its function, and what that is given. */
export interface LayerSpec {
  readonly type: string;
  readonly args: readonly unknown[];
}

/** A layer among arguments. */
interface Inner {
  readonly $layer: LayerSpec;
}

/**
 * A layer as plain data. Options that are no plain data, such as penalties, are left out: only
 * training knows them.
 */
export function specOf({ type, args }: Layer): LayerSpec {
  return { type, args: args.map(plainOf) };
}

/**
 * The layer again.
 * @throws RangeError or TypeError where the type is unknown, or the layer refuses its arguments.
 */
export function layerOf(where: string, { type, args }: LayerSpec): Layer {
  if (typeof type !== 'string' || !Object.hasOwn(FACTORIES, type) || !Array.isArray(args))
    fail(where, 'layers', `be of ${Object.keys(FACTORIES).join(', ')}`, type);
  const make = FACTORIES[type as keyof typeof FACTORIES] as (...args: unknown[]) => Layer;
  return make(...args.map((arg) => argumentOf(where, arg)));
}

function plainOf(value: unknown): unknown {
  if (isLayer(value)) return { $layer: specOf(value) } satisfies Inner;
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => isPlain(part));
  return Object.fromEntries(entries.map(([key, part]) => [key, plainOf(part)]));
}

function argumentOf(where: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => argumentOf(where, part));
  if (typeof value !== 'object' || value === null) return value;
  if ('$layer' in value) return layerOf(where, value.$layer as LayerSpec);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, argumentOf(where, part)]),
  );
}

function isLayer(value: unknown): value is Layer {
  return typeof value === 'object' && value !== null && 'plan' in value && 'args' in value;
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'function' || value === undefined) return false;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isLayer(value))
    return true;
  return Object.values(value).every(isPlain);
}
