/** Networks of numbers in other units. */
import { checkKeys, fail } from '../check.ts';
import type { NetworkState } from './fittedNetwork.ts';
import type { EpochLog } from './history.ts';
import { joined, optionsOf, takenApart } from './parts.ts';

/** The units of a target: it was trained on as (y − shift) ÷ scale. */
export interface Units {
  /** Default 0. */
  shift?: number;
  /** A number > 0, default 1. */
  scale?: number;
}

/** What losses become where errors become c times as large. */
const FACTORS: Readonly<Record<string, (c: number) => number>> = {
  mse: (c) => c * c,
  huber: (c) => c * c,
  mae: (c) => c,
  quantile: (c) => c,
};

/** What is a loss, or part of one. */
const LOSSES = [
  ...['trainLoss', 'cleanTrainLoss', 'valLoss', 'penaltyLoss'],
  ...['implicitReg', 'implicitRegGD'],
];

/** The same network with outputs scale · z + shift. */
export function rescaledNetwork(state: NetworkState, units: Units): NetworkState {
  checkKeys('rescale', units, ['shift', 'scale']);
  const { shift = 0, scale = 1 } = units;
  if (!Number.isFinite(shift)) fail('rescale', 'shift', 'be a finite number', shift);
  if (!(scale > 0 && scale < Infinity)) fail('rescale', 'scale', 'be a finite number > 0', scale);
  const { type, args } = state.loss;
  const { [type]: factorOf } = FACTORS;
  if (!factorOf) fail('rescale', 'the loss', `be one of ${Object.keys(FACTORS).join(', ')}`, type);
  const parts = takenApart(state);
  const { layer, numbers } = parts.at(-1)!;
  const { activation = 'linear' } = optionsOf(layer);
  const bias = numbers.get('bias');
  if (layer.type !== 'dense' || activation !== 'linear' || !bias)
    fail('rescale', 'the last layer', 'be dense, with a bias and no activation', layer.type);
  // z = x W + b becomes s z + t = x (s W) + (s b + t)
  const weight = numbers.get('weight')!.map((w) => scale * w);
  const moved = new Map([
    ['weight', weight],
    ['bias', bias.map((b) => scale * b + shift)],
  ]);
  const history = state.history.map((log) => rescaled(log, scale, factorOf(scale)));
  // δ is in the units of y
  const loss = type === 'huber' ? { type, args: [scale * (args[0] as number)] } : state.loss;
  return { ...joined(state, [...parts.slice(0, -1), { layer, numbers: moved }]), history, loss };
}

/** Losses and errors of an epoch in the new units; norms of weights and gradients stay. */
function rescaled(log: EpochLog, scale: number, factor: number): EpochLog {
  const entries = Object.entries(log).map(([name, value]: [string, number]) => {
    if (LOSSES.includes(name)) return [name, factor * value];
    if (name.endsWith('Mse')) return [name, scale * scale * value];
    return [name, name.endsWith('Mae') ? scale * value : value];
  });
  return Object.fromEntries(entries) as EpochLog;
}
