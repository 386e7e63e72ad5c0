import type { Problem } from './problem.ts';

/** Writes a set's coefficients among all p, f64 at `to`: nothing ever leaves a set. */
export function spread(
  { scope, design }: Problem,
  set: { vector(name: 'b'): Float64Array; columns(): Int32Array },
  to: number,
): void {
  const all = scope.memory.f64(to, design.p);
  const b = set.vector('b');
  const list = set.columns();
  for (let k = 0; k < b.length; k++) all[list[k]!] = b[k]!;
}
