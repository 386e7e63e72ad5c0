/** Which learning rates suit a network: how its loss falls while the rate grows. */
import { checkCount, fail } from '../check.ts';
import type { Layer } from '../layer/layer.ts';
import { power } from '../memory/elementary.ts';
import type { Memory } from '../memory/memory.ts';
import { Scope } from '../memory/scope.ts';
import type { Schedule } from '../optimizer/schedule/schedule.ts';
import type { Task } from '../runtime/run.ts';
import { Trainer, type Work } from './fit.ts';
import type { NetworkSettings, TrainOptions } from './network.ts';
import { WEIGH_OPTIONS } from './sampleWeights.ts';
import { prepared, type Told } from './training.ts';
import { UPDATE_OPTIONS } from './updates.ts';

/** Options of the search for a rate: those of training that it heeds, and the rates to try. */
export interface RateOptions
  extends Omit<
    TrainOptions,
    | ('epochs' | 'validation' | 'earlyStopping' | 'refit' | 'timeBudget')
    | ('onEpoch' | 'onReject' | 'checkpoint' | 'resume')
  > {
  /** The first rate > 0, default 1e-7. */
  from?: number;
  /** The last rate, larger than the first; default 10. */
  to?: number;
  /** Batches, at least 2; default 100. */
  steps?: number;
}

/** What a search for a rate found, batch by batch. */
export interface RateSearch {
  readonly rates: Float64Array;
  /** Running means of the losses, with weights that fall to nine tenths per batch. */
  readonly losses: Float64Array;
  /** A tenth of the rate where the loss is least. */
  readonly suggestion: number;
}

export const RATE_OPTIONS = [
  ...['from', 'to', 'steps', 'loss', 'optimizer', 'batchSize', 'plugins', 'start'],
  ...UPDATE_OPTIONS,
  ...WEIGH_OPTIONS,
  ...['seed', 'signal', 'onProgress', 'runtime'],
];

/** Weight of what came before in a running mean. */
const KEPT = 0.9;

export function* rateSearch(
  layers: readonly Layer[],
  settings: NetworkSettings,
  told: Told & RateOptions,
  memory: Memory,
): Task<RateSearch> {
  const { from = 1e-7, to = 10, steps = 100 } = told;
  checkRates(from, to, steps);
  const scope = new Scope(memory, 'findRate');
  try {
    const { run } = prepared(scope, layers, settings, { ...told, validation: 0 });
    const rates = Array.from({ length: steps }, (_, k) => from * power(to / from, k / (steps - 1)));
    const losses: number[] = [];
    const trainer = new Trainer(
      scope,
      searching(run, () => rates[losses.length - 1] ?? from),
    );
    const watch = watching(losses, steps);
    while (!watch.isOver()) {
      yield* trainer.steps(watch);
      yield { phase: 'rates', done: losses.length, total: steps };
    }
    const best = losses.indexOf(Math.min(...losses));
    return {
      rates: Float64Array.from(rates.slice(0, losses.length)),
      losses: Float64Array.from(losses),
      suggestion: (rates[best] ?? from) / 10,
    };
  } finally {
    scope.release();
  }
}

/** The work of a run at rates of our own, of which nothing is kept. */
function searching(run: Omit<Work, 'keeps'>, rate: () => number): Work {
  const schedule: Schedule = { type: 'search', params: [], begin: [], rate };
  const plugins = run.plugins.filter(({ ahead }) => ahead);
  return { ...run, plugins, optimizer: { ...run.optimizer, schedule }, keeps: 'none' };
}

/** Writes running means of costs until there are enough, or one is not finite. */
function watching(losses: number[], steps: number) {
  let mean = 0;
  let weight = 0;
  let isOver = false;
  return {
    cost: (_: unknown, cost: number) => {
      if (cost - cost === 0 && losses.length < steps) {
        mean = KEPT * mean + (1 - KEPT) * cost;
        weight = KEPT * weight + (1 - KEPT);
        losses.push(mean / weight);
      } else isOver = true;
    },
    isOver: () => isOver || losses.length >= steps,
  };
}

function checkRates(from: number, to: number, steps: number): void {
  if (!(from > 0 && from < Infinity)) fail('findRate', 'from', 'be a finite number > 0', from);
  if (!(to > from && to < Infinity))
    fail('findRate', 'to', `be a finite number > ${from}, the first rate`, to);
  checkCount('findRate', 'steps', steps, 2);
}
