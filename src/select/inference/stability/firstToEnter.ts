/** Features in the order in which they enter a path. */
import { SparseMatrix } from '../../../memory/sparseMatrix.ts';
import type { DenseColumns } from '../sample.ts';

/**
 * The first `count` of p features that become nonzero along the path, ascending. Those that enter
 * at the same λ of the grid are ranked by |β_j|, summed over outputs, times `scale(j)`.
 *
 * @param coefs features × λ, compressed columns, λ descending; p rows per output.
 */
export function firstToEnter(
  coefs: SparseMatrix,
  p: number,
  count: number,
  scale: (j: number) => number,
): Int32Array {
  const entered = new Set<number>();
  for (let l = 0; l < coefs.cols && entered.size < count; l++) {
    const fresh = new Map<number, number>();
    for (let k = coefs.indptr[l]!; k < coefs.indptr[l + 1]!; k++) {
      const [j, size] = [coefs.indices[k]! % p, Math.abs(coefs.data[k]!)];
      if (size !== 0 && !entered.has(j)) fresh.set(j, (fresh.get(j) ?? 0) + size);
    }
    const room = count - entered.size;
    const order = [...fresh.keys()];
    if (order.length > room) {
      for (const j of order) fresh.set(j, fresh.get(j)! * scale(j));
      order.sort((a, b) => fresh.get(b)! - fresh.get(a)! || a - b);
    }
    for (const j of order.slice(0, room)) entered.add(j);
  }
  return Int32Array.from(entered).sort();
}

/** Standard deviation of column j over its known cells. */
export function deviation(X: DenseColumns | SparseMatrix, j: number): number {
  const [from, to] =
    X instanceof SparseMatrix ? [X.indptr[j]!, X.indptr[j + 1]!] : [j * X.rows, (j + 1) * X.rows];
  const known = X.data.slice(from, to).filter((x) => !Number.isNaN(x));
  const n = X instanceof SparseMatrix ? X.rows : known.length;
  let mean = 0;
  for (const x of known) mean += x / n;
  // The cells that are not stored are 0.
  let squares = (n - known.length) * mean * mean;
  for (const x of known) squares += (x - mean) * (x - mean);
  return Math.sqrt(squares / n);
}
