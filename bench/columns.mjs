/**
 * Column access to the two kinds of design the judge reads, and their restriction to some rows.
 *
 * @typedef {object} DenseDesign column-major n × p
 * @property {number} rows
 * @property {number} columns
 * @property {Float64Array} data
 * @typedef {object} SparseDesign CSC n × p: column j holds entries pointers[j] … pointers[j + 1]
 * @property {number} rows
 * @property {number} columns
 * @property {Float64Array} values
 * @property {Int32Array} indices
 * @property {Int32Array} pointers
 * @typedef {DenseDesign | SparseDesign} Design
 */

/**
 * out += scale · X_j.
 * @param {Design} X
 * @param {number} j
 * @param {number} scale
 * @param {Float64Array} out
 */
export function addColumn(X, j, scale, out) {
  if ('data' in X) {
    const start = j * X.rows;
    for (let i = 0; i < X.rows; i++) out[i] += scale * X.data[start + i];
  } else {
    for (let k = X.pointers[j]; k < X.pointers[j + 1]; k++) {
      out[X.indices[k]] += scale * X.values[k];
    }
  }
}

/**
 * X_j · v.
 * @param {Design} X
 * @param {number} j
 * @param {Float64Array} v
 */
export function dotColumn(X, j, v) {
  return 'data' in X ? dotDense(X, j, v) : dotSparse(X, j, v);
}

/**
 * Four partial sums: one alone waits for each addition.
 * @param {DenseDesign} X
 * @param {number} j
 * @param {Float64Array} v
 */
function dotDense(X, j, v) {
  const { rows, data } = X;
  const start = j * rows;
  const end = rows - (rows % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < end; i += 4) {
    a += data[start + i] * v[i];
    b += data[start + i + 1] * v[i + 1];
    c += data[start + i + 2] * v[i + 2];
    d += data[start + i + 3] * v[i + 3];
  }
  for (let i = end; i < rows; i++) a += data[start + i] * v[i];
  return a + b + (c + d);
}

/**
 * @param {SparseDesign} X
 * @param {number} j
 * @param {Float64Array} v
 */
function dotSparse(X, j, v) {
  let sum = 0;
  for (let k = X.pointers[j]; k < X.pointers[j + 1]; k++) sum += X.values[k] * v[X.indices[k]];
  return sum;
}

/**
 * The rows of X for which keep(row) holds, as a new design.
 * @param {Design} X
 * @param {(row: number) => boolean} keep
 * @returns {Design}
 */
export function selectRows(X, keep) {
  const target = new Int32Array(X.rows).fill(-1);
  let rows = 0;
  for (let i = 0; i < X.rows; i++) if (keep(i)) target[i] = rows++;
  return 'data' in X ? selectDense(X, target, rows) : selectSparse(X, target, rows);
}

/**
 * @param {DenseDesign} X
 * @param {Int32Array} target new row, or −1
 * @param {number} rows
 */
function selectDense(X, target, rows) {
  const data = new Float64Array(rows * X.columns);
  let k = 0;
  for (let j = 0; j < X.columns; j++) {
    for (let i = 0; i < X.rows; i++) if (target[i] >= 0) data[k++] = X.data[j * X.rows + i];
  }
  return { rows, columns: X.columns, data };
}

/**
 * @param {SparseDesign} X
 * @param {Int32Array} target new row, or −1
 * @param {number} rows
 */
function selectSparse(X, target, rows) {
  const values = [];
  const indices = [];
  const pointers = new Int32Array(X.columns + 1);
  for (let j = 0; j < X.columns; j++) {
    for (let k = X.pointers[j]; k < X.pointers[j + 1]; k++) {
      const row = target[X.indices[k]];
      if (row < 0) continue;
      values.push(X.values[k]);
      indices.push(row);
    }
    pointers[j + 1] = values.length;
  }
  return {
    rows,
    columns: X.columns,
    values: Float64Array.from(values),
    indices: Int32Array.from(indices),
    pointers,
  };
}
