import { fail } from '../check.ts';
import type { Constraint } from './constraint.ts';

/**
 * ‖w_u‖₂ ≤ c for the weights w_u that enter each unit or channel u: longer ones are scaled down after every
 * step.
 *
 * @param c > 0, default 2.
 * @throws RangeError if c is not a finite positive number.
 * @see Srivastava et al. (2014), JMLR 15, section 5.1.
 */
export function maxNorm(c = 2): Constraint {
  if (!(c > 0 && c < Infinity)) fail('maxNorm', 'c', 'be a finite number > 0', c);
  return norms('maxNorm', [c], 0, c);
}

/** ‖w_u‖₂ = 1 for the weights w_u that enter each unit or channel u; weights that are all 0 stay so. */
export function unitNorm(): Constraint {
  return norms('unitNorm', [], 1, 1);
}

function norms(type: string, args: Constraint['args'], low: number, high: number): Constraint {
  const project: Constraint['project'] = ({ rows, cols, at, scratch }) =>
    // sums are f64, which take two numbers of a network at most
    ['norms_limit', rows, cols, low, high, at, scratch(2 * cols)];
  return { type, args, project };
}
