import { fail } from '../../../check.ts';

/**
 * The knockoff filter: the least t among the |W_j| > 0 with
 *
 *     (1 + #{j : W_j ≤ −t}) / max(1, #{j : W_j ≥ t}) ≤ fdr,
 *
 * or Infinity where there is none. Selecting W_j ≥ t keeps the expected share of false selections
 * at most fdr. Without `plus` (no 1 in the numerator) what is kept is a slightly smaller ratio,
 * false ÷ (selected + 1/fdr). With it, fewer than 1/fdr features are never selected.
 *
 * @param W statistics, large and positive for features that matter, symmetric about 0 for others.
 * @throws RangeError if fdr is not in (0, 1).
 * @example
 * knockoffThreshold([5, 4, 3, -1, 2], 0.25)   // 2
 * @see Barber and Candès (2015), Ann. Stat. 43(5), definitions 2 and 3, theorems 1 and 2.
 */
export function knockoffThreshold(W: ArrayLike<number>, fdr: number, plus = true): number {
  checkRate('knockoffThreshold', fdr);
  const order = Array.from(W, Math.abs)
    .filter((t) => t > 0)
    .sort((a, b) => a - b);
  const sorted = Float64Array.from(W).sort();
  let [low, high] = [sorted.length, 0];
  for (const t of new Set(order)) {
    while (low > 0 && sorted[low - 1]! > -t) low--;
    while (high < sorted.length && sorted[high]! < t) high++;
    const selected = Math.max(1, sorted.length - high);
    // A rate such as 0.1 allows 1 of 10 whatever its last bit.
    if (low + Number(plus) <= fdr * selected * (1 + 2 ** -50)) return t;
  }
  return Infinity;
}

export function checkRate(where: string, fdr: number): void {
  if (!(typeof fdr === 'number' && fdr > 0 && fdr < 1))
    fail(where, 'fdr', 'lie strictly between 0 and 1', fdr);
}
