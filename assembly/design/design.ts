/**
 * Column access to an n × p matrix: the only view a solver has of the data. Columns are seen
 * shifted by a centre c that the caller names; a sparse column stays sparse, because what the
 * shift adds to every row is returned or passed as one number.
 */
@unmanaged
export abstract class Design {
  /** Rows. */
  n: i32;
  /** Columns. */
  p: i32;

  /** Σ_i v_i (x_ij − c); `total` = Σ_i v_i. */
  abstract sum(j: i32, c: f64, v: usize, total: f64): f64;
  /** Σ_i v_i (x_ij − c)²; `total` = Σ_i v_i. */
  abstract squares(j: i32, c: f64, v: usize, total: f64): f64;
  /** Σ_i v_i (x_ij − c) to `first`, Σ_i v_i (x_ij − c)² to `second`, in one pass where that pays. */
  abstract sums(j: i32, c: f64, v: usize, total: f64, first: usize, second: usize): void;
  /** y += a (x_j − c) but for a constant in every row, which is returned. */
  abstract add(j: i32, a: f64, c: f64, y: usize): f64;
  /** How many values of column j the products above read. */
  abstract stored(j: i32): i32;
  /** y_k += a (x_{rows[k], j} − c) for k < count, all of it. */
  abstract addRows(j: i32, a: f64, c: f64, rows: usize, count: i32, y: usize): void;
  /** A value of column j at a row of positive weight; the start of the mean's sum. */
  abstract sample(j: i32, weights: usize): f64;
  /** Whether column j takes one value on the rows of positive weight, `positive` of them. */
  abstract isConstant(j: i32, weights: usize, positive: i32): bool;
}
