import { riskOrder } from '../datafit/cox.ts';
import type { CodedResponse } from '../linear/response/types.ts';
import { exp, log } from '../memory/elementary.ts';
import type { TestRows } from './familyMeasures.ts';

/**
 * Deviance of Cox's partial likelihood on some rows by themselves, per unit of weight:
 * 2 (F(η) − inf F) ÷ Σ w. 0 where no event is among them, or all are ordered as they happened.
 */
export function coxDeviance({ target, eta, weights }: TestRows, response: CodedResponse): number {
  const { spec, family } = response;
  const { order, ends } = riskOrder({ target, weights });
  let loss = 0;
  // Σ ω e^{η − shift} over the rows at risk that do not fail now
  let rest = 0;
  let shift = -Infinity;
  let from = 0;
  for (let g = 0; g < ends.length; g += 2) {
    const entering = order.subarray(from, ends[g]);
    const failing = order.subarray(ends[g], ends[g + 1]);
    const most = order.subarray(from, ends[g + 1]).reduce((m, i) => Math.max(m, eta[i]!), shift);
    rest *= rest > 0 ? exp(shift - most) : 1;
    shift = most;
    const mass = (rows: Int32Array) =>
      rows.reduce((sum, i) => sum + weights[i]! * exp(eta[i]! - shift), 0);
    rest += mass(entering);
    const tied = mass(failing);
    const weight = failing.reduce((sum, i) => sum + weights[i]!, 0);
    const terms = spec.ties === 'efron' ? failing.length : 1;
    for (let l = 0; l < terms; l++)
      loss += (weight / terms) * (shift + log(rest + (1 - l / terms) * tied));
    loss -= failing.reduce((sum, i) => sum + weights[i]! * eta[i]!, 0);
    rest += tied;
    from = ends[g + 1]!;
  }
  const total = weights.reduce((sum, w) => sum + w, 0);
  return (2 * (loss - family.saturatedLoss!({ target, weights }))) / total;
}
