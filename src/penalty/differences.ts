import { checkCount } from '../check.ts';
import { SparseMatrix } from '../memory/sparseMatrix.ts';

/**
 * Differences of neighbouring coefficients: the (p − order) × p matrix Γ of {@link tikhonov} whose
 * rows are (−1, 1) for order 1 (fused ridge), (1, −2, 1) for order 2 (smoothness), and so on.
 *
 * @param p columns, at least order + 1.
 * @param order at least 1, default 1.
 * @throws RangeError if p or order is no such integer.
 * @example
 * differences(4, 2).toCsr().data   // [ 1, -2, 1, 1, -2, 1 ]: rows (1, −2, 1, 0), (0, 1, −2, 1)
 */
export function differences(p: number, order = 1): SparseMatrix {
  checkCount('differences', 'order', order, 1);
  checkCount('differences', 'p', p, order + 1);
  let stencil = [1];
  for (let k = 0; k < order; k++)
    stencil = [...stencil, 0].map((_, m) => (stencil[m - 1] ?? 0) - (stencil[m] ?? 0));
  const rows = p - order;
  const cells = Array.from({ length: rows * stencil.length }, (_, k) => k);
  const place = (k: number) => Math.floor(k / stencil.length);
  return SparseMatrix.fromTriplets({
    i: cells.map(place),
    j: cells.map((k) => place(k) + (k % stencil.length)),
    v: cells.map((k) => stencil[k % stencil.length]!),
    rows,
    cols: p,
  });
}
