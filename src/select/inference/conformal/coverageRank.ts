/** The order statistic that makes a finite sample cover. */
import { fail } from '../../../check.ts';

/**
 * k = ⌈(n + 1) coverage⌉: of n + 1 exchangeable scores the last one is among the k smallest with
 * probability at least `coverage`. k = n + 1 means that n scores are too few.
 *
 * The product is taken two roundings lower, so that 20 · 0.55 gives 11 and not 12.
 */
export function coverageRank(n: number, coverage: number): number {
  return Math.ceil((n + 1) * coverage * (1 - 2 ** -51));
}

export function checkCoverage(where: string, coverage: number): void {
  if (!(typeof coverage === 'number' && coverage > 0 && coverage < 1))
    fail(where, 'coverage', 'lie strictly between 0 and 1', coverage);
}
