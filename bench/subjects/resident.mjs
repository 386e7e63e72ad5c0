import { Matrix, SparseMatrix } from '../../dist/index.js';

/**
 * The matrix in the package's own memory, so that fits copy nothing.
 * @param {import('../columns.mjs').Design} design
 * @param {string} [storage] of dense values: float64 or float32
 */
export function resident(design, storage = 'float64') {
  const { rows, columns: cols } = design;
  if ('data' in design) {
    const data = storage === 'float32' ? Float32Array.from(design.data) : design.data;
    return Matrix.from({ data, rows, cols, order: 'col' });
  }
  const { values: data, indices, pointers: indptr } = design;
  return new SparseMatrix({ format: 'csc', data, indices, indptr, rows, cols });
}
