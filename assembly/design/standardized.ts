/**
 * A matrix seen standardized and weighted, x̃_ij = (x_ij − center_j) scale_j with ω_i = root_i²:
 * what a solver's products refer to. src/linear/problem.ts writes it.
 */
@unmanaged
export class Standardized {
  design: usize;
  /** p f64: what is subtracted. */
  center: usize;
  /** p f64: what multiplies. */
  scale: usize;
  /** n f64: √ω. */
  root: usize;
  /** n f64: ω. */
  weights: usize;
  /** f64 scratch of the products that pack columns first. */
  panel: usize;

  @inline centerOf(j: i32): f64 {
    return load<f64>(this.center + ((<usize>j) << 3));
  }
  @inline scaleOf(j: i32): f64 {
    return load<f64>(this.scale + ((<usize>j) << 3));
  }
}
