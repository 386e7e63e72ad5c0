import type { CodedResponse } from '../linear/response/types.ts';

/**
 * What folds should hold in like shares: the class of each row (the likeliest one where y holds
 * shares), or whether its event was seen. Undefined where y is numbers.
 */
export function strataOf({
  spec,
  classes,
  family,
  target,
  weights,
}: CodedResponse): Int32Array | undefined {
  const n = weights.length;
  if (spec.name === 'cox') return Int32Array.from(target.subarray(n, 2 * n));
  if (!classes) return undefined;
  if (family.outputs === 1) return Int32Array.from(target, (share) => Number(share >= 0.5));
  return Int32Array.from({ length: n }, (_, i) => {
    let best = 0;
    for (let k = 1; k < family.outputs; k++)
      if (target[k * n + i]! > target[best * n + i]!) best = k;
    return best;
  });
}
