import { LANES, Real, Reals, SIZE } from '../math/reals';

/** y = (x − mean) · scale, column by column; x, y: rows × cols. */
export function standardizeForward(
  rows: i32,
  cols: i32,
  x: usize,
  mean: usize,
  scale: usize,
  y: usize,
): void {
  for (; rows > 0; rows--) {
    for (let j = 0; j < cols; j += LANES) {
      const at = Reals.bytes(j);
      const rest = v128.sub<Real>(v128.load(x + at), v128.load(mean + at));
      Reals.put(y + at, v128.mul<Real>(rest, v128.load(scale + at)), cols - j);
    }
    x += Reals.bytes(cols);
    y += Reals.bytes(cols);
  }
}

/** dx = dy · scale */
export function standardizeBackward(
  rows: i32,
  cols: i32,
  scale: usize,
  dy: usize,
  dx: usize,
): void {
  for (; rows > 0; rows--) {
    for (let j = 0; j < cols; j += LANES) {
      const at = Reals.bytes(j);
      Reals.put(dx + at, v128.mul<Real>(v128.load(dy + at), v128.load(scale + at)), cols - j);
    }
    dy += Reals.bytes(cols);
    dx += Reals.bytes(cols);
  }
}

/**
 * s_j += Σ_i w_i (x_ij − c_j), or of its square; w is 1 where there are no weights. s and c are f64, so
 * that many rows add up.
 */
export function columnPowers(
  rows: i32,
  cols: i32,
  x: usize,
  center: usize,
  sums: usize,
  isSquared: i32,
  weights: usize,
): void {
  for (let i = 0; i < rows; i++) {
    const weight = weights ? <f64>load<Real>(weights + Reals.bytes(i)) : 1;
    for (let j = 0; j < cols; j++, x += SIZE) {
      const at = (<usize>j) << 3;
      const d = <f64>load<Real>(x) - load<f64>(center + at);
      store<f64>(sums + at, load<f64>(sums + at) + weight * (isSquared ? d * d : d));
    }
  }
}
