/**
 * Slope of log y over log x by least squares: the power with which y grows.
 * @param {readonly { x: number, ms: number }[]} points
 */
export function slope(points) {
  const logs = points.map(({ x, ms }) => ({ u: Math.log(x), v: Math.log(ms) }));
  const mean = (/** @type {(point: { u: number, v: number }) => number} */ f) => {
    return logs.reduce((sum, point) => sum + f(point), 0) / logs.length;
  };
  const [u, v] = [mean((point) => point.u), mean((point) => point.v)];
  return mean((p) => (p.u - u) * (p.v - v)) / mean((p) => (p.u - u) ** 2);
}
