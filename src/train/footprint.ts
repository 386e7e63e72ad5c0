/** How much memory a network takes, before any is reserved. */
import { type Layer, type Planner, planLayers, type Shape, sizeOf } from '../layer/layer.ts';
import type { Optimizer } from '../optimizer/optimizer.ts';
import type { Named, Outline } from './outline.ts';

/** Numbers of a network, and of what training takes besides, by what they are. */
export interface Footprint {
  readonly parameters: number;
  /** Running statistics and the like. */
  readonly state: number;
  /** Of a batch: what goes in, what each layer gives, and what layers keep for the way back. */
  readonly activations: number;
  /** By the parameters, and by what each layer gives of a batch. */
  readonly gradients: number;
  /** What the optimizer keeps of each parameter. */
  readonly optimizer: number;
}

export function footprintOf(
  layers: readonly Layer[],
  input: Shape,
  outline: Outline,
  { batchSize, optimizer }: { readonly batchSize: number; readonly optimizer: Optimizer },
): Footprint {
  const total = (all: readonly Named[]) => all.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const parameters = total(outline.parameters);
  const size = sizeOf(input);
  const sums = { activations: batchSize * size, gradients: parameters };
  const x = { shape: input, size, at: 0, gradient: 0 };
  planLayers(layers, x, (name) => counting(name, batchSize, sums));
  const state = total(outline.states);
  return { parameters, state, ...sums, optimizer: optimizer.slots * parameters };
}

/** Plans a step of training without memory, and counts what would be reserved. */
function counting(
  where: string,
  batch: number,
  sums: { activations: number; gradients: number },
): Planner {
  const nothing = () => undefined;
  return {
    ...{ batch, isTraining: true, isNoisy: true, where, work: 0 },
    tensor: (shape) => {
      const size = sizeOf(shape);
      sums.activations += batch * size;
      sums.gradients += batch * size;
      return { shape, size, at: 0, gradient: 1 };
    },
    scratch: (length) => {
      sums.activations += length;
      return 0;
    },
    parameter: () => ({ at: 0, gradient: 1 }),
    ...{ state: () => 0, bytes: () => 0, record: () => 0, noise: () => 0 },
    inside: (name) => counting(`${where}.${name}`, batch, sums),
    ...{ atLeast: nothing, indices: nothing, learns: nothing, learnsTargets: nothing },
    ...{ custom: nothing, forward: nothing, backward: nothing },
  };
}
