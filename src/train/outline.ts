/** What a network consists of, before any memory is reserved: shapes, parameters, states. */
import type {
  Init,
  Layer,
  Parameter,
  ParameterOptions,
  Planner,
  Shape,
  Tensor,
} from '../layer/layer.ts';
import { sizeOf } from '../layer/layer.ts';

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
}

/** The name of layer k, counted from 0. */
export function layerName(layer: Layer, k: number): string {
  return layer.name ?? `${layer.type}${k + 1}`;
}

/** @throws RangeError where a layer refuses the shape it is given. */
export function outlineOf(where: string, layers: readonly Layer[], input: Shape): Outline {
  const parameters: NamedParameter[] = [];
  const states: Named[] = [];
  const outlined: OutlinedLayer[] = [];
  let x = tensorOf(input);
  layers.forEach((layer, k) => {
    const name = layerName(layer, k);
    const before = parameters.length;
    x = layer.plan(outliner(`${where}: ${name}`, name, parameters, states), x);
    const count = parameters.slice(before).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    outlined.push({ name, type: layer.type, shape: x.shape, parameters: count });
  });
  return { layers: outlined, parameters, states, output: x.shape };
}

function tensorOf(shape: Shape): Tensor {
  return { shape, size: sizeOf(shape), at: 0, gradient: 0 };
}

/** Plans without memory: everything lies at 0. */
function outliner(
  where: string,
  layer: string,
  parameters: NamedParameter[],
  states: Named[],
): Planner {
  const nowhere: Parameter = { at: 0, gradient: 0 };
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
    record: () => 0,
    noise: () => 0,
    forward: () => undefined,
    backward: () => undefined,
  };
}
