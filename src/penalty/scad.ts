import { checkKeys, checkNonNegative, checkUnit, fail } from '../check.ts';
import { concave } from './concave.ts';
import type { Penalty } from './penalty.ts';

/**
 * Smoothly clipped absolute deviation: the lasso up to |w| = λ r, bending over to a constant at
 * γ λ r, plus λ (1 − r)/2 w². Large coefficients are not shrunk.
 *
 * Fits are local optima, and say so; γ → ∞ is the elastic net.
 *
 * | option | meaning | default | range |
 * |---|---|---|---|
 * | lambda | strength λ | 1 | ≥ 0 |
 * | gamma | γ, where the bend ends | 3.7 | > 2 |
 * | l1Ratio | share r of the concave part, the rest is L2 | 1 | (0, 1] |
 *
 * @throws RangeError outside the ranges.
 * @see Fan and Li (2001), J. Am. Stat. Assoc. 96(456), 1348–1360.
 */
export function scad(options: { lambda?: number; gamma?: number; l1Ratio?: number } = {}): Penalty {
  checkKeys('scad', options, ['lambda', 'gamma', 'l1Ratio']);
  const { lambda = 1, gamma = 3.7, l1Ratio = 1 } = options;
  checkNonNegative('scad', 'lambda', lambda);
  if (!(gamma > 2 && gamma < Infinity)) fail('scad', 'gamma', 'be a finite number > 2', gamma);
  checkUnit('scad', 'l1Ratio', l1Ratio);
  if (l1Ratio === 0) fail('scad', 'l1Ratio', 'be > 0', 0, 'l2 is the penalty without this part');
  const bend = 1 / (gamma - 1);
  return concave({ kernel: 'scad', lambda, gamma, l1Ratio, value, slope, bend });
}

function value(size: number, l1: number, gamma: number): number {
  if (size <= l1) return l1 * size;
  if (size >= gamma * l1) return 0.5 * l1 * l1 * (gamma + 1);
  return (2 * gamma * l1 * size - size * size - l1 * l1) / (2 * (gamma - 1));
}

function slope(size: number, l1: number, gamma: number): number {
  return size <= l1 ? l1 : Math.max((gamma * l1 - size) / (gamma - 1), 0);
}
