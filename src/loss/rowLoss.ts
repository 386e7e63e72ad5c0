import { RowLossRecord } from '../memory/networkRecords.ts';
import type { Loss } from './loss.ts';

/** A loss of each number by itself, by the kernel of that name. */
export function rowLoss(type: string, kernel: 'gaussian_loss' | 'binomial_loss'): Loss {
  const plan: Loss['plan'] = (p, z, { numbers, weights }) => {
    const record = p.record(RowLossRecord, {
      ...{ rows: p.batch, outputs: z.size, z: z.at, dz: z.gradient || z.at },
      ...{ targets: numbers, weights, scale: 1 / p.batch },
    });
    return [kernel, record, 0];
  };
  return { type, target: 'numbers', plan };
}
