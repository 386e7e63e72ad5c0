/** Layers as plain data, and layers of plain data. */
import { fail } from '../check.ts';
import type { Constraint } from '../constraint/constraint.ts';
import { CONSTRAINTS } from '../constraint/factories.ts';
import { FACTORIES } from '../layer/factories.ts';
import type { Layer } from '../layer/layer.ts';
import { type Parcel, parcelOf, penaltyFrom } from '../penalty/parcel.ts';
import type { Penalty } from '../penalty/penalty.ts';

/** What makes a layer, a loss or a constraint: the name of its function, and what that is given. */
export interface PartSpec {
  readonly type: string;
  readonly args: readonly unknown[];
}

/** A penalty of the user's own functions, of which a file knows the strength alone. */
interface Custom {
  readonly form: 'custom';
  readonly lambda: number;
}

/** What a value among arguments becomes, where it is made by a function of its own. */
interface Inner {
  readonly $layer?: PartSpec;
  readonly $constraint?: PartSpec;
  readonly $penalty?: Parcel | Custom;
}

/** A layer as plain data. Of custom penalties the functions are left out: only training knows them. */
export function specOf({ type, args }: PartSpec): PartSpec {
  return { type, args: args.map(plainOf) };
}

/**
 * The layer again.
 * @throws RangeError or TypeError where the type is unknown, or the layer refuses its arguments.
 */
export function layerOf(where: string, spec: PartSpec): Layer {
  return made(where, 'layers', FACTORIES, spec);
}

type Factories<T> = Readonly<Record<string, (...args: never[]) => T>>;

function made<T>(where: string, name: string, all: Factories<T>, { type, args }: PartSpec): T {
  if (typeof type !== 'string' || !Object.hasOwn(all, type) || !Array.isArray(args))
    fail(where, name, `be of ${Object.keys(all).join(', ')}`, type);
  const make = all[type] as (...given: unknown[]) => T;
  return make(...args.map((arg) => argumentOf(where, arg)));
}

function plainOf(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== 'object' || value === null) return value;
  const inner = innerOf(value);
  if (inner) return inner;
  const entries = Object.entries(value).filter(([, part]) => isPlain(part));
  return Object.fromEntries(entries.map(([key, part]) => [key, plainOf(part)]));
}

function innerOf(value: object): Inner | undefined {
  if (isLayer(value)) return { $layer: specOf(value) };
  if (isConstraint(value)) return { $constraint: specOf(value) };
  if (!isPenalty(value)) return undefined;
  const parcel = parcelOf(value) ?? { form: 'custom', lambda: value.lambda };
  return { $penalty: plainOf(parcel) as Parcel | Custom };
}

function argumentOf(where: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => argumentOf(where, part));
  if (typeof value !== 'object' || value === null) return value;
  const { $layer, $constraint, $penalty } = value as Inner;
  if ($layer) return layerOf(where, $layer);
  if ($constraint) return made(where, 'constraint', CONSTRAINTS, $constraint);
  if ($penalty) return $penalty.form === 'custom' ? undefined : penaltyFrom(where, $penalty);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, argumentOf(where, part)]),
  );
}

function isLayer(value: object): value is Layer {
  return 'plan' in value && 'args' in value;
}

function isConstraint(value: object): value is Constraint {
  return 'project' in value && 'args' in value;
}

function isPenalty(value: object): value is Penalty {
  return 'scaled' in value && 'kernel' in value;
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'function' || value === undefined) return false;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  return (
    ArrayBuffer.isView(value) || innerOf(value) !== undefined || Object.values(value).every(isPlain)
  );
}
