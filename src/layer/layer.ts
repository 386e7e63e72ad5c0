/** The contract of layers: how a layer takes its part in a step. */

import { checkCount, failType } from '../check.ts';
import type { Constraint } from '../constraint/constraint.ts';
import type { Call } from '../memory/networkKernels.ts';
import type { Penalty } from '../penalty/penalty.ts';

/** Shape of one sample: [features], or [height, width, channels]. */
export type Shape = readonly number[];

/** A batch of samples in WASM memory, row by row without gaps, and the gradient of the loss by it. */
export interface Tensor {
  readonly shape: Shape;
  /** Numbers of one sample. */
  readonly size: number;
  readonly at: number;
  /** 0 where nobody asks for it: in evaluation, and for what the network is given. */
  readonly gradient: number;
}

/** Numbers that training moves, and the gradient of the loss by them. */
export interface Parameter {
  readonly at: number;
  readonly gradient: number;
}

/** How numbers begin: all `value`, or uniform on [−limit, limit). */
export type Init = { readonly value: number } | { readonly limit: number };

/** What a layer says of a parameter. */
export interface ParameterOptions {
  readonly init: Init;
  /** Whether weight decay and penalties of the whole network mean it: not biases, nor scales. */
  readonly isPenalized: boolean;
  /** A penalty of its own, in place of the one of the whole network. */
  readonly penalty?: Penalty;
  /** What they must satisfy after every step. */
  readonly constraint?: Constraint;
}

/**
 * What a layer plans with. A plan is made once for a batch of fixed size: all its memory is reserved
 * and its calls are listed, so that a step allocates nothing and decides nothing.
 */
export interface Planner {
  /** Samples of the batch. */
  readonly batch: number;
  /** Whether gradients are wanted, and statistics are those of the batch. */
  readonly isTraining: boolean;
  /** Whether noise is on: in training, and in predictions with a spread. */
  readonly isNoisy: boolean;
  /**
   * Weight of the old value in running statistics in place of what layers say, where they are
   * measured anew; else undefined.
   */
  readonly momentum?: number | undefined;
  /** Whether the layer stays as it is in training, its running statistics, too. */
  readonly isFrozen?: boolean;
  /** The layer's name, for messages. */
  readonly where: string;
  /** The workspace of matrix products. */
  readonly work: number;
  /** A batch of samples of this shape. */
  tensor(shape: Shape): Tensor;
  /** Numbers of the layer, under a name of its own; the same in every plan of a network. */
  parameter(name: string, shape: Shape, options: ParameterOptions): Parameter;
  /** Numbers that training moves without a gradient, such as running means. */
  state(name: string, length: number, value: number): number;
  /** Address of numbers that the plan alone needs. */
  scratch(length: number): number;
  /** Bytes of so many numbers. */
  bytes(count: number): number;
  /** Address of a record. */
  record<T>(type: RecordOf<T>, values: T): number;
  /** Address of the layer's source of randomness, other numbers in every step; one per purpose. */
  noise(purpose?: string): number;
  /** The planner of a layer inside this one, whose names follow this layer's. */
  inside(name: string): Planner;
  /** Says that x, the network's input, holds integers from 0 to count − 1. */
  indices(x: Tensor, count: number): void;
  /** Says that a batch in training needs this many samples at least. */
  atLeast(samples: number): void;
  /**
   * Says that two states hold the mean and 1 ÷ the standard deviation of each number of x, the network's
   * input, over the rows that are trained on.
   */
  learns(x: Tensor, mean: string, scale: string): void;
  /**
   * Says that two states undo that for the numbers of y, the network's output: they hold −mean ÷ the
   * standard deviation, and the latter.
   */
  learnsTargets(y: Tensor, mean: string, scale: string): void;
  /**
   * Adds to y's gradient that of a custom penalty of each sample, averaged over samples: a call of
   * the backward pass.
   */
  custom(y: Tensor, penalty: Penalty): void;
  /** The next calls of the forward pass. */
  forward(...calls: readonly Call[]): void;
  /** Calls of the backward pass, in this order, before those of all layers planned so far. */
  backward(...calls: readonly Call[]): void;
}

/** A record of src/memory, as far as layers write it. */
interface RecordOf<T> {
  readonly bytes: number;
  readonly write: (memory: never, at: number, values: T) => void;
}

/** One layer of a network: a value that says what it is and plans its part of a step. */
export interface Layer {
  /** The name of the function that makes it. */
  readonly type: string;
  /** What that function was given, so that a layer can be made again from a file. */
  readonly args: readonly unknown[];
  /** Given by the user, or undefined: then made of the type and the layer's place. */
  readonly name: string | undefined;
  /** @internal The layer's output for its input, with all that it takes. */
  readonly plan: (planner: Planner, x: Tensor) => Tensor;
  /** @internal What it changes about the planners of the layers behind it. */
  readonly around?: (planner: Planner) => Planner;
}

/** The name of layer k, counted from 0. */
export function layerName(layer: Layer, k: number): string {
  return layer.name ?? `${layer.type}${k + 1}`;
}

/** What layers in order make of x, each with a planner of its own. */
export function planLayers(
  layers: readonly Layer[],
  x: Tensor,
  plannerOf: (name: string) => Planner,
  each: (layer: Layer, name: string, y: Tensor) => void = () => undefined,
): Tensor {
  const around: ((planner: Planner) => Planner)[] = [];
  return layers.reduce((input, layer, k) => {
    const name = layerName(layer, k);
    const y = layer.plan(
      around.reduce((planner, change) => change(planner), plannerOf(name)),
      input,
    );
    if (layer.around) around.push(layer.around);
    each(layer, name, y);
    return y;
  }, x);
}

/** @throws TypeError or RangeError unless a shape is a list of lengths. */
export function checkShape(where: string, name: string, shape: Shape): void {
  if (!Array.isArray(shape)) failType(where, name, 'be a list of lengths', shape);
  shape.forEach((length, k) => {
    checkCount(where, `${name}[${k}]`, length, 1);
  });
}

/** Numbers of a sample of this shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
