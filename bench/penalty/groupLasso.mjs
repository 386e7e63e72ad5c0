/**
 * λ √m Σ_g ‖w_g‖ over consecutive groups of m columns; its conjugate is 0 where every
 * ‖u_g‖ ≤ λ √m.
 * @param {number} size m
 * @returns {import('./index.mjs').Penalty}
 */
export function groupLasso(size) {
  /** @param {Float64Array} u */
  const largest = (u) => {
    let most = 0;
    for (let start = 0; start < u.length; start += size) {
      most = Math.max(most, Math.hypot(...u.subarray(start, start + size)));
    }
    return most / Math.sqrt(size);
  };
  return {
    value({ indices, values }, lambda) {
      /** @type {Map<number, number>} */
      const squares = new Map();
      values.forEach((value, k) => {
        const group = Math.floor(indices[k] / size);
        squares.set(group, (squares.get(group) ?? 0) + value * value);
      });
      const norms = [...squares.values()].reduce((sum, square) => sum + Math.sqrt(square), 0);
      return lambda * Math.sqrt(size) * norms;
    },
    dual(u, lambda) {
      const most = largest(u);
      return [{ scale: most > lambda ? lambda / most : 1, conjugate: 0 }];
    },
    largest,
  };
}
