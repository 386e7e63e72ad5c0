import { checkKeys, checkNonNegative, checkUnit } from '../check.ts';
import type { Penalty } from './penalty.ts';

/**
 * Elastic net: λ Σ_j [ r |w_j| + (1 − r)/2 w_j² ].
 *
 * Sparse like the lasso, stable like ridge where features are correlated.
 *
 * | option | meaning | default | range |
 * |---|---|---|---|
 * | lambda | strength λ | 1 | ≥ 0 |
 * | l1Ratio | share r of the L1 part | – | [0, 1] |
 *
 * @throws RangeError outside the ranges.
 * @see Zou and Hastie (2005), J. R. Stat. Soc. B 67(2), 301–320.
 */
export function elasticNet(options: { lambda?: number; l1Ratio: number }): Penalty {
  checkKeys('elasticNet', options, ['lambda', 'l1Ratio']);
  const { lambda = 1, l1Ratio } = options;
  checkNonNegative('elasticNet', 'lambda', lambda);
  checkUnit('elasticNet', 'l1Ratio', l1Ratio);
  return make('elasticNet', lambda, l1Ratio);
}

/** λ(r|w| + (1 − r)/2 w²) under the name of its special case. */
export function make(kind: string, lambda: number, l1Ratio: number): Penalty {
  const first = lambda * l1Ratio;
  const second = lambda * (1 - l1Ratio);
  return {
    kernel: 'elasticNet',
    kind,
    convex: true,
    params: [first, second],
    lambda,
    l1Ratio,
    value: (w) => first * Math.abs(w) + 0.5 * second * w * w,
    scaled: (strength) => make(kind, strength, l1Ratio),
    plus: (other) => {
      if (other.quadratic) return other.plus(make(kind, lambda, l1Ratio));
      const sum = lambda + other.lambda;
      return make('elasticNet', sum, sum > 0 ? (first + other.params[0]!) / sum : l1Ratio);
    },
  };
}
