import { fail } from '../check.ts';
import type { Layer, Planner, Tensor } from './layer.ts';

/**
 * Dropout: in training each number is 0 with probability `rate` and 1 ÷ (1 − rate) times itself
 * otherwise, drawn anew in every step and for every sample; in prediction nothing happens.
 *
 * @param rate share dropped, in [0, 1); a multiple of 2⁻¹⁶ is used.
 * @throws RangeError if the rate lies outside.
 * @see Srivastava et al. (2014), JMLR 15, sections 4 and 10.
 */
export function dropout(rate: number): Layer {
  if (!(rate >= 0 && rate < 1))
    fail('dropout', 'rate', 'lie in [0, 1)', rate, 'rate is the share dropped, not kept');
  return { type: 'dropout', args: [rate], name: undefined, plan: (p, x) => plan(p, x, rate) };
}

function plan(p: Planner, x: Tensor, rate: number): Tensor {
  if (!p.isNoisy || rate === 0) return x;
  const y = p.tensor(x.shape);
  const count = p.batch * x.size;
  const factors = p.scratch(count);
  p.forward(['dropout_forward', count, rate, p.noise(), x.at, factors, y.at]);
  if (x.gradient) p.backward(['dropout_backward', count, factors, y.gradient, x.gradient]);
  return y;
}
