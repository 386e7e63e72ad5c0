/** A random matrix in any storage, with the numbers that are left of it there. */
import { Matrix } from '../../src/memory/matrix.ts';
import { SparseMatrix } from '../../src/memory/sparseMatrix.ts';
import type { MatrixLike } from '../../src/memory/types.ts';
import { f64 } from '../support/kernels.ts';
import { random } from '../support/random.ts';

export type Storage = 'dense64' | 'dense32' | 'dense8' | 'csc';

/** n × p; half of the entries are 0, and the columns named are of one value. */
export function stored(
  storage: Storage,
  n: number,
  p: number,
  seed: number,
  constant: readonly number[] = [],
): { X: MatrixLike; columns: Float64Array[] } {
  const { normal, chance } = random(seed);
  const keep = KEEP[storage];
  const columns = Array.from({ length: p }, (_, j) =>
    f64(n, () => keep(constant.includes(j) ? 1 : chance(0.5) ? normal() : 0)),
  );
  return { X: matrixOf(storage, n, columns), columns };
}

const KEEP: Record<Storage, (value: number) => number> = {
  dense64: (value) => value,
  dense32: Math.fround,
  dense8: (value) => Math.max(-128, Math.min(127, Math.round(16 * value))),
  csc: (value) => value,
};

function matrixOf(storage: Storage, rows: number, columns: readonly Float64Array[]): MatrixLike {
  const cols = columns.length;
  if (storage === 'csc') {
    const cells = columns.flatMap((x, j) => Array.from(x, (v, i) => ({ i, j, v })));
    const kept = cells.filter(({ v }) => v !== 0);
    const of = (name: 'i' | 'j' | 'v') => kept.map((cell) => cell[name]);
    return SparseMatrix.fromTriplets({ i: of('i'), j: of('j'), v: of('v'), rows, cols });
  }
  const kind = { dense64: Float64Array, dense32: Float32Array, dense8: Int8Array }[storage];
  const data = kind.from(columns.flatMap((x) => [...x]));
  return Matrix.from({ data, rows, cols, order: 'col' });
}
