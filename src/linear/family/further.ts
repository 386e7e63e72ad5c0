/** Coefficients between two strengths and beyond. */
import type { Problem } from '../problem.ts';
import type { CoordinateSet } from './coordinateSet.ts';

/**
 * What the coefficients of a set become that go `ratio` times as far as they came from `last`,
 * those that joined since excepted: up to 0, and within their limits.
 */
export function further(
  { scope, design, lower, upper }: Problem,
  set: Pick<CoordinateSet, 'columns' | 'vector'>,
  last: Float64Array,
  ratio: number,
): Float64Array {
  const [low, high] = [lower, upper].map((at) => scope.memory.f64(at, design.p));
  const b = set.vector('b').slice();
  const columns = set.columns();
  for (let k = 0; k < last.length; k++) {
    const now = b[k]!;
    const next = now + ratio * (now - last[k]!);
    const j = columns[k]!;
    b[k] = next * now > 0 ? Math.min(Math.max(next, low![j]!), high![j]!) : 0;
  }
  return b;
}
