/** Batch normalization as part of the layers next to it. */
import { FACTORIES } from '../layer/factories.ts';
import type { Layer } from '../layer/layer.ts';
import type { FloatArray } from '../memory/types.ts';
import type { NetworkState } from './fittedNetwork.ts';
import { isOptions, joined, optionsOf, type Part, takenApart } from './parts.ts';

/** y = scale x + shift, feature by feature. */
interface Affine {
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}

/** Layers whose sums end in one bias per entry of the last axis of their weights. */
const SUMS = ['dense', 'conv1d', 'conv2d', 'depthwiseConv2d'];

/** The same predictions without batch normalization, where a layer next to it can take it in. */
export function foldedNetwork(state: NetworkState): NetworkState {
  const parts = takenApart(state);
  for (let k = parts.length - 1; k >= 0; k--) {
    if (parts[k]!.layer.type !== 'batchNorm') continue;
    const affine = affineOf(parts[k]!);
    const before = parts[k - 1];
    let next = k + 1;
    while (isSilent(parts[next]?.layer)) next++;
    const after = parts[next];
    if (before && SUMS.includes(before.layer.type) && isLinear(before.layer))
      parts[k - 1] = scaledOutputs(before, affine);
    else if (after?.layer.type === 'dense' && isRead(after, affine))
      parts[next] = scaledInputs(after, affine);
    else continue;
    parts.splice(k, 1);
  }
  return joined(state, parts);
}

/** γ ÷ √(σ² + ε) and β − μ γ ÷ √(σ² + ε). */
function affineOf({ layer, numbers }: Part): Affine {
  const { epsilon = 1e-5 } = optionsOf(layer) as { epsilon?: number };
  const [gamma, beta, mean, variance] = ['scale', 'shift', 'mean', 'variance'].map((name) =>
    Float64Array.from(numbers.get(name)!),
  );
  const scale = gamma!.map((value, j) => value / Math.sqrt(variance![j]! + epsilon));
  return { scale, shift: beta!.map((value, j) => value - mean![j]! * scale[j]!) };
}

/** Dropout that does nothing in prediction. */
export function isSilent(layer: Layer | undefined): boolean {
  return layer?.type === 'dropout' && optionsOf(layer).scaling !== 'inference';
}

export function isLinear(layer: Layer): boolean {
  const { activation = 'linear' } = optionsOf(layer);
  return activation === 'linear';
}

export function isRead({ numbers, layer }: Part, { scale }: Affine): boolean {
  return numbers.get('weight')!.length === scale.length * (layer.args[0] as number);
}

/** W diag(s), b s + t: normalization after the sums. */
export function scaledOutputs(part: Part, { scale, shift }: Affine): Part {
  const { numbers } = part;
  const units = scale.length;
  const weight = numbers.get('weight')!;
  const bias = numbers.get('bias') ?? weight.slice(0, units).fill(0);
  return biased(part, {
    weight: weight.map((w, at) => w * scale[at % units]!),
    bias: bias.map((b, j) => b * scale[j]! + shift[j]!),
  });
}

/** diag(s) W, b + t W: normalization before the sums. */
export function scaledInputs(part: Part, { scale, shift }: Affine): Part {
  const { numbers, layer } = part;
  const units = layer.args[0] as number;
  const weight = numbers.get('weight')!;
  const sums = new Float64Array(units);
  weight.forEach((w, at) => {
    sums[at % units]! += shift[Math.floor(at / units)]! * w;
  });
  const bias = numbers.get('bias') ?? weight.slice(0, units).fill(0);
  return biased(part, {
    weight: weight.map((w, at) => w * scale[Math.floor(at / units)]!),
    bias: bias.map((b, k) => b + sums[k]!),
  });
}

/** The same layer with other numbers, and a bias if it had none. */
function biased(part: Part, numbers: Readonly<Record<'weight' | 'bias', FloatArray>>): Part {
  const others = new Map([...part.numbers, ...Object.entries(numbers)]);
  if (part.numbers.has('bias')) return { ...part, numbers: others };
  const { type, args } = part.layer;
  const options = { ...optionsOf(part.layer), useBias: true };
  const make = FACTORIES[type as keyof typeof FACTORIES] as (...given: unknown[]) => Layer;
  const given = args.filter((arg) => !isOptions(arg));
  return { layer: { ...make(...given, options), name: part.layer.name }, numbers: others };
}
