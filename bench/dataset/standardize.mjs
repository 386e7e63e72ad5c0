/** Moments of data columns. */

/**
 * Population standard deviation.
 * @param {Float64Array} v
 */
export function deviation(v) {
  const mean = v.reduce((a, b) => a + b, 0) / v.length;
  return Math.sqrt(v.reduce((a, b) => a + (b - mean) ** 2, 0) / v.length);
}

/**
 * Mean 0 and mean square 1 per column, in place.
 * @param {Float64Array} data column-major
 * @param {number} rows
 */
export function standardize(data, rows) {
  for (let start = 0; start < data.length; start += rows) {
    const column = data.subarray(start, start + rows);
    const mean = column.reduce((a, b) => a + b, 0) / rows;
    const scale = deviation(column) || 1;
    for (let i = 0; i < rows; i++) column[i] = (column[i] - mean) / scale;
  }
}
