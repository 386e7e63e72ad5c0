/**
 * The problem on the working set: minimise ½ bᵀG b − cᵀb + Σ f_k g(b_k) with lo ≤ b ≤ hi, over m
 * coordinates. u = c − G b is kept with b. src/linear/workingSet.ts writes it field for field.
 *
 *   gram       m rows of G, `capacity` f64 apart
 *   factor     lower Cholesky factor of G + curvature on `rank` free coordinates, `room` f64 apart
 *   members    which coordinate each row of the factor stands for
 */
@unmanaged
export class Quadratic {
  size: i32;
  capacity: i32;
  /** Rows that the factor can have: a kernel that needs more says so by `wanted` and ends. */
  room: i32;
  rank: i32;
  /** Newton steps since the record was written, for the profile. */
  steps: i32;
  /** Rows that the factor is to have; of a penalty of blocks 0 where it is not being made. */
  wanted: i32;
  gram: usize;
  target: usize;
  u: usize;
  b: usize;
  penaltyFactor: usize;
  lower: usize;
  upper: usize;
  inverse: usize;
  factor: usize;
  members: usize;
  /** i32 marks, capacity of them. */
  marks: usize;
  /** f64 scratch, capacity each; rotations twice that. */
  direction: usize;
  gradient: usize;
  moved: usize;
  saved: usize;
  /** b before a Newton phase, in case it has to be taken back. */
  before: usize;
  rotations: usize;
  /** Record of the blocks, which are runs of coordinates; 0 for a separable penalty. */
  blocks: usize;
  /** Curvature of coordinate 0's penalty in the factor, to notice a new strength. */
  curvature: f64;
  /** Below this share of its diagonal a pivot counts as zero; grows where Newton fails. */
  singular: f64;
  /** Multiply-adds of block descent since the last Newton steps of a penalty of blocks. */
  spent: f64;

  @inline row(k: i32): usize {
    return this.gram + ((<usize>k * <usize>this.capacity) << 3);
  }
  @inline factorRow(i: i32): usize {
    return this.factor + ((<usize>i * <usize>this.room) << 3);
  }
  @inline diagonal(k: i32): f64 {
    return load<f64>(this.row(k) + ((<usize>k) << 3));
  }
  @inline get(vector: usize, k: i32): f64 {
    return load<f64>(vector + ((<usize>k) << 3));
  }
  @inline set(vector: usize, k: i32, value: f64): void {
    store<f64>(vector + ((<usize>k) << 3), value);
  }
  @inline member(i: i32): i32 {
    return load<i32>(this.members + ((<usize>i) << 2));
  }
  @inline mark(k: i32): i32 {
    return load<i32>(this.marks + ((<usize>k) << 2));
  }
  @inline setMark(k: i32, value: i32): void {
    store<i32>(this.marks + ((<usize>k) << 2), value);
  }
}
