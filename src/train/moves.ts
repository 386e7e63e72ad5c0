/** The calls of a step that move the weights, planned once. */
import { fail } from '../check.ts';
import { sizeOf } from '../layer/layer.ts';
import { type Call, networkKernels, realsAt, reserveReals } from '../memory/networkKernels.ts';
import type { Optimizer, WeightGroup } from '../optimizer/optimizer.ts';
import type { Penalty } from '../penalty/penalty.ts';
import { bind } from './calls.ts';
import { isNamed } from './named.ts';
import type { NamedParameter } from './outline.ts';
import { type PlannedPenalty, planPenalty } from './penalties.ts';
import type { Action } from './ready.ts';
import type { Store } from './store.ts';
import type { Stretch } from './stretch.ts';

/** What an optimizer keeps of all weights that learn at this share of its rate. */
interface RateRecord {
  readonly factor: number;
  readonly at: number;
}

/** How weights move. */
export interface Moved {
  readonly where: string;
  readonly records: readonly RateRecord[];
  readonly recordBytes: number;
  /** What penalties add to gradients first. */
  readonly gradients: readonly (() => void)[];
  /** All that follows the beginning of a step. */
  readonly moves: readonly Action[];
  /** The value of each penalty. */
  readonly values: readonly (() => number)[];
  readonly frozen: readonly Stretch[];
  readonly moved: readonly Stretch[];
}

interface MoveOptions {
  readonly where: string;
  readonly work: number;
  readonly penalty: Penalty | undefined;
  readonly freeze: string | RegExp | undefined;
}

/** A parameter and how it is moved. */
interface Part {
  readonly stretch: Stretch;
  readonly penalty: PlannedPenalty | undefined;
  readonly record: number;
  readonly decay: number;
  readonly l2: number;
  /** Whether something is done to it alone. */
  readonly isAlone: boolean;
}

export function movesOf(store: Store, optimizer: Optimizer, options: MoveOptions): Moved {
  const { scope } = store;
  const kernels = networkKernels(scope.memory);
  const isFrozen = frozenBy(store, options);
  const stretches = store.stretches();
  const records: RateRecord[] = [];
  const parts = stretches
    .filter(({ parameter }) => !isFrozen(parameter.name))
    .map((stretch) => partOf(store, optimizer, stretch, options, records));
  const most = Math.max(0, ...parts.map((part) => (hasProx(part) ? part.stretch.count : 0)));
  const lengths = most > 0 ? reserveReals(scope, most) : 0;
  const planned = parts.flatMap(({ penalty }) => (penalty ? [penalty] : []));
  return {
    where: options.where,
    records,
    recordBytes: optimizer.record.type.bytes,
    gradients: planned.flatMap(({ custom }) => (custom?.gradient ? [custom.gradient] : [])),
    moves: together(parts).flatMap((group) =>
      movesOfGroup(store, optimizer, group, lengths, options),
    ),
    values: planned.map(({ value, custom }) =>
      value ? bind(kernels, value) : () => custom!.value(),
    ),
    frozen: stretches.filter(({ parameter }) => isFrozen(parameter.name)),
    moved: parts.map(({ stretch }) => stretch),
  };
}

function hasProx({ penalty }: Part): boolean {
  return penalty?.prox !== undefined || penalty?.custom?.prox !== undefined;
}

function partOf(
  store: Store,
  optimizer: Optimizer,
  stretch: Stretch,
  { where, penalty: common }: MoveOptions,
  records: RateRecord[],
): Part {
  const { parameter } = stretch;
  const { isPenalized, constraint } = parameter;
  const given = parameter.penalty ?? (isPenalized ? common : undefined);
  const penalty = given && planPenalty(store.scope, where, given, stretch);
  const part = {
    ...{ stretch, penalty, record: recordFor(store, optimizer, parameter.name, records) },
    decay: isPenalized ? optimizer.weightDecay : 0,
    l2: (isPenalized ? optimizer.l2 : 0) + (penalty?.l2 ?? 0),
    isAlone: optimizer.isByParameter === true || constraint !== undefined,
  };
  if (!hasProx(part)) return part;
  const name = `penalty of ${parameter.name}`;
  if (!optimizer.lengths) fail(where, name, `be smooth with ${optimizer.type}`, given!.kind);
  if (penalty!.custom && !optimizer.hasOneLength)
    fail(where, name, `have grad in place of prox with ${optimizer.type}`, given!.kind);
  return { ...part, isAlone: true };
}

/** The record of the share of the rate that a parameter learns at. */
function recordFor(
  { scope, outline }: Store,
  { layerDecay, record: { type, values } }: Optimizer,
  name: string,
  records: RateRecord[],
): number {
  const layers = outline.layers.filter(({ parameters }) => parameters > 0);
  const layer = layers.findIndex((one) => name.startsWith(`${one.name}.`));
  let factor = 1;
  for (let k = layer; k < layers.length - 1; k++) factor *= layerDecay;
  const known = records.find((record) => record.factor === factor);
  if (known) return known.at;
  const at = scope.reserve(type.bytes);
  type.write(scope.memory, at, values as never);
  records.push({ factor, at });
  return at;
}

/** Neighbours that are treated alike move by one call. */
function together(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const last = groups.at(-1)?.at(-1);
    const isAlike =
      last &&
      !(last.isAlone || part.isAlone) &&
      last.record === part.record &&
      last.decay === part.decay &&
      last.l2 === part.l2 &&
      part.stretch.weights === endOf(last.stretch);
    if (isAlike) groups.at(-1)!.push(part);
    else groups.push([part]);
  }
  return groups;
}

const endOf = ({ weights, count, numberBytes }: Stretch) => weights + count * numberBytes;

function movesOfGroup(
  store: Store,
  optimizer: Optimizer,
  parts: readonly Part[],
  lengths: number,
  { where, work }: MoveOptions,
): Action[] {
  const { memory } = store.scope;
  const [{ stretch, record, decay, l2, penalty }] = parts as [Part];
  const count = parts.reduce((sum, part) => sum + part.stretch.count, 0);
  const { weights, gradients, slots, parameter } = stretch;
  const group: WeightGroup = { count, weights, gradients, slots, decay, l2 };
  const calls: Call[] = [optimizer.step(record, group)];
  if (hasProx(parts[0]!)) calls.push(optimizer.lengths!(record, group, lengths));
  if (penalty?.prox) calls.push(penalty.prox(lengths));
  const moves: Action[] = [...calls];
  const { prox } = penalty?.custom ?? {};
  if (prox) moves.push(() => prox(realsAt(memory, lengths, 1)[0]!));
  if (parameter.constraint) moves.push(projectionOf(store, parameter, { where, work }));
  return moves;
}

/** Takes a parameter to where it may be. */
function projectionOf(
  store: Store,
  { name, shape, constraint }: NamedParameter,
  { where, work }: Pick<MoveOptions, 'where' | 'work'>,
): Call {
  const { scope } = store;
  const { memory } = scope;
  const cols = shape.at(-1)!;
  const place = {
    ...{ rows: sizeOf(shape) / cols, cols, at: store.parameter(name).at, work },
    where: `${where}: constraint of ${name}`,
  };
  const scratch = (length: number) => reserveReals(scope, length);
  const numbers = (values: ArrayLike<number>) => {
    const at = scratch(values.length);
    realsAt(memory, at, values.length).set(values);
    return at;
  };
  return constraint!.project({ ...place, scratch, numbers });
}

/** Takes every parameter that is constrained to where it may be, in another store of the same network. */
export function projectionsOf({ moved, where }: Moved, store: Store, work: number): Call[] {
  return moved.flatMap(({ parameter }) =>
    parameter.constraint ? [projectionOf(store, parameter, { where, work })] : [],
  );
}

/** Whether a parameter stays as it is. @throws RangeError where a pattern means none. */
function frozenBy({ outline }: Store, { where, freeze }: MoveOptions): (name: string) => boolean {
  if (freeze === undefined) return () => false;
  const isFrozen = (name: string) => isNamed(name, freeze);
  if (!outline.parameters.some(({ name }) => isFrozen(name))) {
    const layers = outline.layers.map(({ name }) => name).join(', ');
    fail(where, 'freeze', 'name a layer or a parameter', String(freeze), `layers are ${layers}`);
  }
  return isFrozen;
}
