/** What each layer is made of in ONNX, in prediction. */
import { fail } from '../../check.ts';
import { type Layer, type Shape, sizeOf } from '../../layer/layer.ts';
import type { FloatArray } from '../../memory/types.ts';
import { outlineOf } from '../outline.ts';
import { optionsOf } from '../parts.ts';
import type { Graph } from './graph.ts';

/** A layer where it stands. */
export interface Place {
  readonly graph: Graph;
  readonly layer: Layer;
  /** Numbers of the layer by their own names. */
  readonly numbers: ReadonlyMap<string, FloatArray>;
  /** Name of its input, and shapes of a sample before and behind it. */
  readonly x: string;
  readonly input: Shape;
  readonly output: Shape;
}

/** Adds nodes; returns the name of the last one's output. */
type Operator = (place: Place) => string;

/** Channels last, as here, to channels first, and back; by the axes of a sample. */
const FIRST: Record<number, readonly number[]> = { 2: [0, 2, 1], 3: [0, 3, 1, 2] };
const LAST: Record<number, readonly number[]> = { 2: [0, 2, 1], 3: [0, 2, 3, 1] };

const OPERATORS: Readonly<Record<string, Operator>> = {
  activation: ({ graph, layer, x }) => activated(graph, layer.args[0] as string, x),
  activationNoise: ({ x }) => x,
  avgPool1d: (place) => pooled(place, 'AveragePool'),
  avgPool2d: (place) => pooled(place, 'AveragePool'),
  batchNorm: normalized,
  conv1d: convolved,
  conv2d: convolved,
  dense: ({ graph, layer, numbers, x, input, output }) => {
    const weight = graph.constant(numbers.get('weight')!, [sizeOf(input), sizeOf(output)]);
    const bias = biasOf(graph, numbers, output);
    const y = graph.node(bias ? 'Gemm' : 'MatMul', bias ? [x, weight, bias] : [x, weight]);
    return activated(graph, activationOf(layer), y);
  },
  depthwiseConv2d: convolved,
  dropout: ({ graph, layer, x }) => {
    if (optionsOf(layer).scaling !== 'inference') return x;
    return graph.node('Mul', [x, graph.constant([1 - (layer.args[0] as number)], [1])]);
  },
  embedding: ({ graph, layer, numbers, x }) => {
    const weight = graph.constant(numbers.get('weight')!, layer.args.slice(0, 2) as number[]);
    return graph.node('Gather', [weight, graph.node('Cast', [x], { to: 7 })]);
  },
  flatten: ({ graph, x, output }) => reshaped(graph, x, output),
  globalAvgPool: (place) => reduced(place, 'ReduceMean'),
  globalMaxPool: (place) => reduced(place, 'ReduceMax'),
  groupNorm: grouped,
  inputNoise: ({ x }) => x,
  layerNorm: ({ graph, layer, numbers, x, output }) => {
    const { epsilon = 1e-5 } = optionsOf(layer) as { epsilon?: number };
    const inputs = [x, ...['scale', 'shift'].map((name) => lastAxis(graph, numbers, name, output))];
    return graph.node('LayerNormalization', inputs, { axis: -1, epsilon: { f32: epsilon } });
  },
  maxPool1d: (place) => pooled(place, 'MaxPool'),
  maxPool2d: (place) => pooled(place, 'MaxPool'),
  reshape: ({ graph, x, output }) => reshaped(graph, x, output),
  residual: (place) => {
    const { graph, layer, numbers, x, input } = place;
    const inner = layer.args[0] as readonly Layer[];
    return graph.node('Add', [x, chained(graph, inner, input, numbers, x)]);
  },
  standardize: standardized,
  unstandardize: standardized,
  weightNoise: ({ x }) => x,
};

/** Layers one after the other: the name of the last output. */
export function chained(
  graph: Graph,
  layers: readonly Layer[],
  input: Shape,
  numbers: ReadonlyMap<string, FloatArray>,
  first: string,
): string {
  const { layers: outlined } = outlineOf('toOnnx', layers, input);
  return layers.reduce((x, layer, k) => {
    const { name, shape } = outlined[k]!;
    const operator = Object.hasOwn(OPERATORS, layer.type) ? OPERATORS[layer.type] : undefined;
    if (!operator)
      return fail('toOnnx', name, `be one of ${Object.keys(OPERATORS).join(', ')}`, layer.type);
    const prefix = `${name}.`;
    const own = [...numbers].filter(([key]) => key.startsWith(prefix));
    const mine = new Map(own.map(([key, values]) => [key.slice(prefix.length), values]));
    const before = k === 0 ? input : outlined[k - 1]!.shape;
    return operator({ graph, layer, numbers: mine, x, input: before, output: shape });
  }, first);
}

function activationOf(layer: Layer): string {
  return (optionsOf(layer).activation as string | undefined) ?? 'linear';
}

/** Names of operators for activations that are one. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  leakyRelu: 'LeakyRelu',
  elu: 'Elu',
  selu: 'Selu',
  softplus: 'Softplus',
  softmax: 'Softmax',
};

function activated(graph: Graph, name: string, x: string): string {
  if (name === 'linear') return x;
  if (name === 'silu') return graph.node('Mul', [x, graph.node('Sigmoid', [x])]);
  // x Φ(x) = x (1 + erf(x ÷ √2)) ÷ 2
  if (name === 'gelu') {
    const erf = graph.node('Erf', [graph.node('Mul', [x, graph.constant([Math.SQRT1_2], [1])])]);
    const twice = graph.node('Mul', [x, graph.node('Add', [erf, graph.constant([1], [1])])]);
    return graph.node('Mul', [twice, graph.constant([0.5], [1])]);
  }
  return graph.node(ACTIVATIONS[name]!, [x]);
}

function biasOf(graph: Graph, numbers: Place['numbers'], output: Shape): string | undefined {
  return numbers.has('bias') ? lastAxis(graph, numbers, 'bias', output) : undefined;
}

/** Numbers for the last axis. */
function lastAxis(graph: Graph, numbers: Place['numbers'], name: string, shape: Shape): string {
  return graph.constant(numbers.get(name)!, [shape.at(-1)!]);
}

/** (x − mean) · scale, number by number */
function standardized({ graph, numbers, x, input }: Place): string {
  const rest = graph.node('Sub', [x, graph.constant(numbers.get('mean')!, input)]);
  return graph.node('Mul', [rest, graph.constant(numbers.get('scale')!, input)]);
}

/** γ (x − μ) ÷ √(σ² + ε) + β as one product and one sum along the last axis. */
function normalized({ graph, layer, numbers, x }: Place): string {
  const { epsilon = 1e-5 } = optionsOf(layer) as { epsilon?: number };
  const [gamma, beta, mean, variance] = ['scale', 'shift', 'mean', 'variance'].map((name) =>
    Float64Array.from(numbers.get(name)!),
  );
  const scale = gamma!.map((value, j) => value / Math.sqrt(variance![j]! + epsilon));
  const shift = beta!.map((value, j) => value - mean![j]! * scale[j]!);
  const product = graph.node('Mul', [x, graph.constant(scale, [scale.length])]);
  return graph.node('Add', [product, graph.constant(shift, [shift.length])]);
}

/** Means and variances of groups of channels over all places. */
function grouped({ graph, layer, numbers, x, output }: Place): string {
  const { epsilon = 1e-5 } = optionsOf(layer) as { epsilon?: number };
  const groups = layer.args[0] as number;
  const channels = output.at(-1)!;
  const shape = [sizeOf(output) / channels, groups, channels / groups];
  const axes = { axes: [1, 3], keepdims: 1 };
  const split = reshaped(graph, x, shape);
  const rest = graph.node('Sub', [split, graph.node('ReduceMean', [split], axes)]);
  const variance = graph.node('ReduceMean', [graph.node('Mul', [rest, rest])], axes);
  const sum = graph.node('Add', [variance, graph.constant([epsilon], [1])]);
  const unit = graph.node('Div', [rest, graph.node('Sqrt', [sum])]);
  const joined = reshaped(graph, unit, output);
  const product = graph.node('Mul', [joined, lastAxis(graph, numbers, 'scale', output)]);
  return graph.node('Add', [product, lastAxis(graph, numbers, 'shift', output)]);
}

function reshaped(graph: Graph, x: string, shape: Shape): string {
  return graph.node('Reshape', [x, graph.integers([-1, ...shape])]);
}

/** Convolutions want channels first, filters as outputs × inputs × window. */
function convolved({ graph, layer, numbers, x, input, output }: Place): string {
  const rank = input.length;
  const isDepthwise = layer.type === 'depthwiseConv2d';
  const { stride = 1, padding } = optionsOf(layer);
  const inputs = input.at(-1)!;
  const outputs = output.at(-1)!;
  const weight = numbers.get('weight')!;
  const terms = isDepthwise ? 1 : inputs;
  const window = weight.length / (terms * outputs);
  const kernel = isDepthwise ? layer.args[0] : layer.args[1];
  // [window, inputs, outputs] → [outputs, inputs, window]
  const turned = Float64Array.from({ length: weight.length }, (_, at) => {
    const f = Math.floor(at / (terms * window));
    const c = Math.floor(at / window) % terms;
    return weight[((at % window) * terms + c) * outputs + f]!;
  });
  const filters = graph.constant(turned, [outputs, terms, ...lengths(kernel, rank)]);
  const bias = biasOf(graph, numbers, output);
  const image = graph.node('Transpose', [x], { perm: FIRST[rank]! });
  const y = graph.node('Conv', bias ? [image, filters, bias] : [image, filters], {
    ...{ strides: lengths(stride, rank), group: isDepthwise ? inputs : 1 },
    auto_pad: padding === 'same' ? 'SAME_UPPER' : 'VALID',
  });
  return activated(graph, activationOf(layer), graph.node('Transpose', [y], { perm: LAST[rank]! }));
}

function pooled({ graph, layer, x, input }: Place, operator: string): string {
  const rank = input.length;
  const { args } = layer;
  const size = typeof args[0] === 'number' || Array.isArray(args[0]) ? args[0] : 2;
  const { stride = size } = optionsOf({ ...layer, args: args.slice(1) });
  const image = graph.node('Transpose', [x], { perm: FIRST[rank]! });
  const y = graph.node(operator, [image], {
    ...{ kernel_shape: lengths(size, rank), strides: lengths(stride, rank) },
  });
  return graph.node('Transpose', [y], { perm: LAST[rank]! });
}

/** One length per direction. */
function lengths(pair: unknown, rank: number): number[] {
  return Array.isArray(pair) ? [...pair] : new Array<number>(rank - 1).fill(pair as number);
}

/** Over all places of a sample. */
function reduced({ graph, x, input }: Place, operator: string): string {
  const axes = input.slice(1).map((_, k) => k + 1);
  return graph.node(operator, [x], { axes, keepdims: 0 });
}
