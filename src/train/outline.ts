/** What a network consists of, before any memory is reserved: shapes, parameters, states. */
import { fail } from '../check.ts';
import type {
  Init,
  Layer,
  Parameter,
  ParameterOptions,
  Planner,
  Shape,
  Tensor,
} from '../layer/layer.ts';
import { planLayers, sizeOf } from '../layer/layer.ts';

/** Numbers of a network with a name: a parameter, or a state such as a running mean. */
export interface Named {
  readonly name: string;
  readonly shape: Shape;
  readonly init: Init;
}

export interface NamedParameter extends Named, ParameterOptions {}

/** A layer's place in the network. */
export interface OutlinedLayer {
  readonly name: string;
  readonly type: string;
  readonly shape: Shape;
  /** Numbers that training moves. */
  readonly parameters: number;
}

export interface Outline {
  readonly layers: readonly OutlinedLayer[];
  readonly parameters: readonly NamedParameter[];
  readonly states: readonly Named[];
  readonly output: Shape;
  /** Samples that a batch in training needs at least, and the layer that says so. */
  readonly least: { readonly samples: number; readonly layer: string };
  /** The input holds integers below this; undefined where it may hold any numbers. */
  readonly indices: number | undefined;
  /** States that hold moments of the columns of X; undefined where no layer asks. */
  readonly learned: Learned | undefined;
  /** States that undo the same for y. */
  readonly learnedTargets: Learned | undefined;
}

/** Names of states: means, and 1 ÷ standard deviations. */
export interface Learned {
  readonly mean: string;
  readonly scale: string;
}

/** @throws RangeError where a layer refuses the shape it is given. */
export function outlineOf(where: string, layers: readonly Layer[], input: Shape): Outline {
  const parameters: NamedParameter[] = [];
  const states: Named[] = [];
  const outlined: OutlinedLayer[] = [];
  const x = tensorOf(input);
  let least = { samples: 1, layer: '' };
  let indices: number | undefined;
  let learned: Learned | undefined;
  const targets: TargetsLearned[] = [];
  let before = 0;
  const isFirst = (at: Tensor, layer: string) => {
    const hint = 'put it first';
    if (at !== x) fail(`${where}: ${layer}`, 'input', "be the network's own", 'another', hint);
  };
  const found: Found = {
    ...{ where, parameters, states, names: new Set() },
    atLeast: (samples, layer) => {
      if (samples > least.samples) least = { samples, layer };
    },
    indices: (at, layer, count) => {
      isFirst(at, layer);
      indices = count;
    },
    learns: (at, layer, names) => {
      isFirst(at, layer);
      learned = names;
    },
    learnsTargets: (at, layer, names) => targets.push({ at, layer, names }),
  };
  const each = ({ type }: Layer, name: string, { shape }: Tensor) => {
    const added = parameters.slice(before);
    before = parameters.length;
    const count = added.reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0);
    outlined.push({ name, type, shape, parameters: count });
  };
  const y = planLayers(layers, x, (name) => outliner(name, found), each);
  const learnedTargets = lastOf(where, targets, y);
  const all = { layers: outlined, parameters, states, output: y.shape, least, indices };
  return { ...all, learned, learnedTargets };
}

/** What an outline collects. */
interface Found {
  readonly where: string;
  readonly parameters: NamedParameter[];
  readonly states: Named[];
  /** Names of the layers so far. */
  readonly names: Set<string>;
  readonly atLeast: (samples: number, layer: string) => void;
  readonly indices: (x: Tensor, layer: string, count: number) => void;
  readonly learns: Learning;
  readonly learnsTargets: Learning;
}

const namesOf = (layer: string, mean: string, scale: string): Learned => ({
  mean: `${layer}.${mean}`,
  scale: `${layer}.${scale}`,
});

type Learning = (at: Tensor, layer: string, names: Learned) => void;

/** A layer whose output is on the scale of y. */
interface TargetsLearned {
  readonly at: Tensor;
  readonly layer: string;
  readonly names: Learned;
}

/** @throws RangeError unless the output of the layer is that of the network. */
function lastOf(where: string, targets: readonly TargetsLearned[], y: Tensor): Learned | undefined {
  for (const { at, layer } of targets)
    if (at !== y)
      fail(`${where}: ${layer}`, 'output', "be the network's own", 'another', 'put it last');
  return targets[0]?.names;
}

function tensorOf(shape: Shape): Tensor {
  return { shape, size: sizeOf(shape), at: 0, gradient: 0 };
}

/** Plans without memory: everything lies at 0. */
function outliner(layer: string, found: Found): Planner {
  const nowhere: Parameter = { at: 0, gradient: 0 };
  const { parameters, states, names } = found;
  if (names.has(layer)) fail(found.where, 'name of a layer', 'be given once', layer);
  names.add(layer);
  const where = `${found.where}: ${layer}`;
  return {
    ...{ batch: 1, isTraining: false, isNoisy: false, where, work: 0 },
    tensor: tensorOf,
    parameter: (name, shape, options: ParameterOptions) => {
      parameters.push({ name: `${layer}.${name}`, shape, ...options });
      return nowhere;
    },
    state: (name, length, value) => {
      states.push({ name: `${layer}.${name}`, shape: [length], init: { value } });
      return 0;
    },
    scratch: () => 0,
    bytes: () => 0,
    record: () => 0,
    noise: () => 0,
    inside: (name) => outliner(`${layer}.${name}`, found),
    atLeast: (samples) => found.atLeast(samples, layer),
    indices: (x, count) => found.indices(x, layer, count),
    learns: (x, mean, scale) => found.learns(x, layer, namesOf(layer, mean, scale)),
    learnsTargets: (y, mean, scale) => found.learnsTargets(y, layer, namesOf(layer, mean, scale)),
    custom: () => undefined,
    forward: () => undefined,
    backward: () => undefined,
  };
}
