/** What is measured on rows with all noise off: the loss, and how often or how far predictions are wrong. */
import type { Loss } from '../loss/loss.ts';
import type { NetworkKernels } from '../memory/networkKernels.ts';
import type { Task } from '../runtime/run.ts';
import type { Plans, Samples } from './batches.ts';
import type { Metrics } from './history.ts';
import { BINARY } from './probabilities.ts';

/** Which measures a loss has: of classes, of sides of a half, of errors, or none. */
export type Measure = 'classes' | 'sides' | 'errors' | 'none';

/** Losses whose outputs are on the scale of their targets. */
const ERRORS = ['mse', 'mae', 'huber', 'quantile'];

export function measureOf({ type, target }: Loss, kind: 'classes' | 'numbers'): Measure {
  if (target === 'classes') return kind === 'classes' ? 'classes' : 'none';
  if (BINARY.includes(type)) return 'sides';
  return ERRORS.includes(type) ? 'errors' : 'none';
}

/** The kernel of the first measure. */
const FIRST = {
  classes: 'hits',
  sides: 'side_hits',
  errors: 'squared_errors',
  none: undefined,
} as const;

/** Names of the measures over some rows, `part` first: 'valAccuracy'. */
export function metricNames(part: 'train' | 'val', measure: Measure): (keyof Metrics)[] {
  if (measure === 'none') return [];
  return measure === 'errors' ? [`${part}Mse`, `${part}Mae`] : [`${part}Accuracy`];
}

/** Mean loss over listed rows with their weights, and the measures in the order of their names. */
export interface Score {
  readonly loss: number;
  readonly values: readonly number[];
}

/** What is evaluated: `count` rows of the samples that the i32 at `list` name. */
export interface Evaluation {
  readonly kernels: NetworkKernels;
  readonly plans: Plans;
  readonly samples: Samples;
  readonly measure: Measure;
}

export function* evaluate(all: Evaluation, list: number, count: number): Task<Score> {
  const { plans, samples, kernels, measure } = all;
  let loss = 0;
  let total = 0;
  let first = 0;
  let second = 0;
  let outputs = 1;
  for (let done = 0; done < count; ) {
    const plan = plans.next(count - done);
    const { batch, output, targets } = plan;
    outputs = output.size;
    const weight = samples.gather(plan, list + 4 * done);
    plan.predict();
    const { labels, numbers, weights } = targets;
    // weights of a batch sum to 1
    const scale = weights ? weight : 1;
    const kernel = FIRST[measure];
    if (kernel) {
      const wanted = measure === 'classes' ? labels : numbers;
      first += scale * kernels[kernel](batch, outputs, output.at, wanted, weights);
    }
    if (measure === 'errors')
      second += scale * kernels.absolute_errors(batch, outputs, output.at, numbers, weights);
    loss += weight * plan.cost();
    total += weight;
    done += batch;
    yield;
  }
  const places = measure === 'classes' ? total : total * outputs;
  return { loss: loss / total, values: [first / places, second / places] };
}
