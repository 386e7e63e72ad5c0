import type { Design } from '../design.ts';
import type { Problem } from '../problem.ts';

/** From this many columns on, a working set may become too large for a Gram matrix. */
const MANY = 1000;

/** A column with more entries than this share of the rows is as good as dense. */
const DENSITY = 0.1;

/** Many columns of few entries, as text has them. */
export function isText({ kind, n, p, stored }: Design): boolean {
  return kind === 'csc' && p >= MANY && stored <= DENSITY * n * p;
}

/**
 * Whether coordinate descent on the columns beats a Gram matrix of the working set: many columns
 * of few entries, all penalized. Text is like that, and its columns are little correlated; columns
 * without penalty may depend on each other, which a factor of the Gram matrix settles.
 */
export function suitsColumns({ design, scope, scale, penaltyFactor, blocks }: Problem): boolean {
  const { p } = design;
  if (blocks || !isText(design)) return false;
  const scales = scope.memory.f64(scale, p);
  return scope.memory.f64(penaltyFactor, p).every((f, j) => f > 0 || scales[j] === 0);
}
