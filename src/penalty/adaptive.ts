import { checkKeys, checkNonNegative, fail, failType } from '../check.ts';
import { power } from '../memory/elementary.ts';
import type { VectorLike } from '../memory/types.ts';
import type { Penalty } from './penalty.ts';

/** How penalty factors are learned from a first fit. */
export interface AdaptiveRule {
  /** Exponent γ > 0. */
  readonly gamma: number;
  /** The first fit, or its coefficients on the original scale, one per column. */
  readonly init: 'ridge' | 'lasso' | VectorLike;
}

/**
 * A penalty whose factors are f_j ÷ |β̂_j|^γ, β̂ the standardized coefficients of a first fit: small
 * ones are penalized more, large ones less; columns with β̂_j = 0 are excluded, and the model's notes
 * say so where that is all of them. The first fit is made on the training rows of each fit and each
 * fold. The adaptive lasso finds the true support as n grows, where the lasso may not.
 *
 * | option | meaning | default |
 * |---|---|---|
 * | gamma | γ > 0 | 1 |
 * | init | 'ridge' (λ by GCV), 'lasso' (λ by BIC), or β̂ itself on the original scale | 'ridge' |
 *
 * @param base a sum over coefficients: l1, l2, elasticNet, mcp, scad.
 * @throws RangeError or TypeError outside the ranges.
 * @see Zou (2006), J. Am. Stat. Assoc. 101(476), 1418–1429.
 */
export function adaptive(base: Penalty, options: Partial<AdaptiveRule> = {}): Penalty {
  checkKeys('adaptive', options, ['gamma', 'init']);
  const { gamma = 1, init = 'ridge' } = options;
  if (typeof base !== 'object' || base === null) failType('adaptive', 'base', 'be a penalty', base);
  if (base.whole || base.quadratic || base.adaptive)
    fail('adaptive', 'base', 'be a sum over coefficients', base.kind);
  if (!(gamma > 0 && gamma < Infinity)) fail('adaptive', 'gamma', 'be a finite number > 0', gamma);
  checkInit(init);
  return attach(base, { gamma, init });
}

function checkInit(init: unknown): void {
  if (init === 'ridge' || init === 'lasso') return;
  const isVector = typeof init === 'object' && init !== null && 'length' in init;
  if (!isVector)
    failType('adaptive', 'init', "be 'ridge', 'lasso' or an array of coefficients", init);
  const values = init as ArrayLike<unknown>;
  for (let j = 0; j < values.length; j++)
    if (!Number.isFinite(values[j])) fail('adaptive', `init[${j}]`, 'be finite', values[j]);
}

function attach(base: Penalty, rule: AdaptiveRule): Penalty {
  return {
    ...base,
    adaptive: rule,
    scaled: (lambda) => attach(base.scaled(lambda), rule),
    plus: (other) => attach(base.plus(other), rule),
  };
}

/** Penalty factors f_j ÷ |β̂_j|^γ; f_j = 0 stays 0, β̂_j = 0 excludes (Infinity). */
export function resolveAdaptive(
  { gamma }: Pick<AdaptiveRule, 'gamma'>,
  standardized: ArrayLike<number>,
  factors?: ArrayLike<number>,
): Float64Array {
  checkNonNegative('adaptive', 'gamma', gamma);
  return Float64Array.from(standardized, (b, j) => {
    const f = factors?.[j] ?? 1;
    const size = Math.abs(b);
    if (f === 0 || f === Infinity) return f;
    return f / (gamma === 1 ? size : power(size, gamma));
  });
}
