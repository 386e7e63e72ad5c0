import type { Planner } from '../layer/layer.ts';
import { RowLossRecord } from '../memory/networkRecords.ts';
import type { Loss } from './loss.ts';

/** Kernels of the losses of one number; the second argument is their parameters. */
type RowKernel =
  | 'gaussian_loss'
  | 'binomial_loss'
  | 'huber_loss'
  | 'quantile_loss'
  | 'poisson_loss';

interface RowLossOptions extends Pick<Loss, 'range' | 'signed'> {
  /** What the loss was made with. */
  readonly args?: readonly unknown[];
  /** The address of the kernel's parameters. */
  readonly params?: (planner: Planner) => number;
  /** What the kernel's loss is multiplied by. */
  readonly factor?: number;
}

/** A loss of each number by itself, by the kernel of that name. */
export function rowLoss(
  type: string,
  kernel: RowKernel,
  { args = [], params = () => 0, factor = 1, ...more }: RowLossOptions = {},
): Loss {
  const plan: Loss['plan'] = (p, z, { numbers, weights }) => {
    const record = p.record(RowLossRecord, {
      ...{ rows: p.batch, outputs: z.size, z: z.at, dz: z.gradient || z.at },
      ...{ targets: numbers, weights, scale: factor * meanScale(p.batch, weights) },
    });
    return [kernel, record, params(p)];
  };
  return { type, args, target: 'numbers', ...more, plan };
}

/** What each row counts in a mean: weights of a batch sum to 1 already. */
export function meanScale(batch: number, weights: number): number {
  return weights ? 1 : 1 / batch;
}
