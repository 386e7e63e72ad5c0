/** Units that say nothing are removed. */
import { dense } from '../layer/dense.ts';
import { sizeOf } from '../layer/layer.ts';
import type { FloatArray } from '../memory/types.ts';
import type { NetworkState } from './fittedNetwork.ts';
import { joined, optionsOf, type Part, takenApart } from './parts.ts';
import { outputsOf } from './predictor.ts';

/** Layers that make of each unit what they would make of it alone, and of flat inputs flat outputs. */
const BY_UNIT = [
  ...['activation', 'batchNorm', 'dropout', 'flatten'],
  ...['activationNoise', 'inputNoise', 'weightNoise'],
];

/** Until no pair of dense layers has such a unit between them. */
export function prunedNetwork(state: NetworkState): NetworkState {
  const parts = takenApart(state);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let from = 0; from < parts.length; from++) {
      const to = listener(parts, from);
      if (to > 0 && prune(state, parts, from, to)) isChanged = true;
    }
  }
  return joined(state, parts);
}

/** The dense layer that hears the units of layer `from` one by one; 0 where there is none. */
function listener(parts: readonly Part[], from: number): number {
  if (parts[from]!.layer.type !== 'dense') return 0;
  if (optionsOf(parts[from]!.layer).activation === 'softmax') return 0;
  let to = from + 1;
  for (; to < parts.length && BY_UNIT.includes(parts[to]!.layer.type); to++)
    if (parts[to]!.layer.args[0] === 'softmax') return 0;
  return parts[to]?.layer.type === 'dense' ? to : 0;
}

/** Whether units of layer `from` went. */
function prune(state: NetworkState, parts: Part[], from: number, to: number): boolean {
  const weight = parts[from]!.numbers.get('weight')!;
  const units = parts[from]!.layer.args[0] as number;
  const next = parts[to]!;
  const heard = next.numbers.get('weight')!;
  const width = heard.length / units;
  const isDeaf = (j: number) => weight.every((w, at) => at % units !== j || w === 0);
  const isUnheard = (j: number) => heard.subarray(j * width, (j + 1) * width).every((w) => w === 0);
  const all = Array.from({ length: units }, (_, j) => j);
  const unheard = all.filter(isUnheard);
  const deaf = all.filter((j) => isDeaf(j) && !unheard.includes(j));
  const constants = deaf.length > 0 ? constantsOf(state, parts.slice(0, to)) : [];
  const canTell = next.numbers.has('bias');
  const gone = [...unheard, ...deaf.filter((j) => canTell || constants[j] === 0)];
  const kept = all.filter((j) => !gone.includes(j));
  if (kept.length === 0) kept.push(gone.pop()!);
  if (kept.length === units) return false;
  const told = gone.filter((j) => deaf.includes(j));
  for (let k = from; k < to; k++) parts[k] = ofUnits(parts[k]!, units, kept);
  parts[to] = hearing(
    next,
    width,
    kept,
    told.map((j) => [j, constants[j]!]),
  );
  return true;
}

/** What reaches the next layer of each unit where the network is given zeros. */
function constantsOf(state: NetworkState, parts: readonly Part[]): Float32Array {
  const zeros = new Float32Array(sizeOf(state.input));
  return outputsOf(joined(state, parts), [zeros], 'prune').data;
}

/** A layer of these of its units; all its numbers have units as their last axis. */
function ofUnits({ layer, numbers }: Part, units: number, kept: readonly number[]): Part {
  const some = (w: FloatArray): FloatArray =>
    w.filter((_, at) => kept.includes(at % units)) as FloatArray;
  const others = new Map([...numbers].map(([name, w]) => [name, some(w)]));
  const isDense = layer.type === 'dense';
  return { layer: isDense ? dense(kept.length, optionsOf(layer)) : layer, numbers: others };
}

/** A dense layer that hears these units alone, and knows the constants of others. */
function hearing(
  { layer, numbers }: Part,
  width: number,
  kept: readonly number[],
  told: readonly (readonly [unit: number, value: number])[],
): Part {
  const weight = numbers.get('weight')!;
  const bias = numbers
    .get('bias')
    ?.map((b, k) => told.reduce((sum, [j, value]) => sum + value * weight[j * width + k]!, b));
  const rows = weight.filter((_, at) => kept.includes(Math.floor(at / width))) as FloatArray;
  return {
    layer,
    numbers: new Map([['weight', rows], ...(bias ? [['bias', bias] as const] : [])]),
  };
}
