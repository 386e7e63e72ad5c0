import { checkKeys, checkNonNegative, checkUnit, fail } from '../check.ts';
import { concave } from './concave.ts';
import type { Penalty } from './penalty.ts';

/**
 * Minimax concave penalty: λ r|w| − w²/(2γ) up to |w| = γ λ r, constant beyond, plus
 * λ (1 − r)/2 w². Like the lasso it drops features, but large coefficients are not shrunk.
 *
 * Fits are local optima, and say so; γ → ∞ is the elastic net.
 *
 * | option | meaning | default | range |
 * |---|---|---|---|
 * | lambda | strength λ | 1 | ≥ 0 |
 * | gamma | γ, how soon the shrinkage ends | 3 | > 1 |
 * | l1Ratio | share r of the concave part, the rest is L2 | 1 | (0, 1] |
 *
 * @throws RangeError outside the ranges.
 * @see Zhang (2010), Ann. Stat. 38(2), 894–942; Breheny and Huang (2011), Ann. Appl. Stat. 5(1).
 */
export function mcp(options: { lambda?: number; gamma?: number; l1Ratio?: number } = {}): Penalty {
  checkKeys('mcp', options, ['lambda', 'gamma', 'l1Ratio']);
  const { lambda = 1, gamma = 3, l1Ratio = 1 } = options;
  checkNonNegative('mcp', 'lambda', lambda);
  if (!(gamma > 1 && gamma < Infinity)) fail('mcp', 'gamma', 'be a finite number > 1', gamma);
  checkUnit('mcp', 'l1Ratio', l1Ratio);
  if (l1Ratio === 0) fail('mcp', 'l1Ratio', 'be > 0', 0, 'l2 is the penalty without this part');
  return concave({ kernel: 'mcp', lambda, gamma, l1Ratio, value, slope, bend: 1 / gamma });
}

function value(size: number, l1: number, gamma: number): number {
  const end = gamma * l1;
  return size < end ? size * (l1 - (0.5 * size) / gamma) : 0.5 * end * l1;
}

function slope(size: number, l1: number, gamma: number): number {
  return Math.max(l1 - size / gamma, 0);
}
