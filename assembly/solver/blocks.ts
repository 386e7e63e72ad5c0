/**
 * Blocks of coordinates: block g is order[starts[g]] … order[starts[g + 1] − 1]. On a working set
 * order is 0, 1, 2, …: its blocks are runs of coordinates. src/linear/blocks.ts writes it.
 */
@unmanaged
export class Blocks {
  count: i32;
  /** i32, count + 1 of them. */
  starts: usize;
  /** i32 coordinates. */
  order: usize;
  /** f64 per block: penalty factor of its coordinates, and its own weight. */
  factor: usize;
  weight: usize;

  @inline start(g: i32): i32 {
    return load<i32>(this.starts + ((<usize>g) << 2));
  }
  @inline size(g: i32): i32 {
    return this.start(g + 1) - this.start(g);
  }
  /** Address of the coordinates of block g. */
  @inline members(g: i32): usize {
    return this.order + ((<usize>this.start(g)) << 2);
  }
  @inline factorOf(g: i32): f64 {
    return load<f64>(this.factor + ((<usize>g) << 3));
  }
  @inline weightOf(g: i32): f64 {
    return load<f64>(this.weight + ((<usize>g) << 3));
  }
}

/** Norms of m entries of v, those whose numbers are the i32 at `at`. */
export abstract class Norms {
  @inline static entry(v: usize, at: usize, i: i32): f64 {
    return load<f64>(v + ((<usize>load<i32>(at + ((<usize>i) << 2))) << 3));
  }
  /** ‖v‖₁ */
  static first(v: usize, at: usize, m: i32): f64 {
    let sum: f64 = 0;
    for (let i = 0; i < m; ++i) sum += abs(Norms.entry(v, at, i));
    return sum;
  }
  /** ‖S(scale v, t)‖₂; t = 0 is the Euclidean norm. */
  static shrunk(v: usize, at: usize, m: i32, scale: f64, t: f64): f64 {
    let sum: f64 = 0;
    for (let i = 0; i < m; ++i) {
      const over = max(abs(scale * Norms.entry(v, at, i)) - t, 0);
      sum += over * over;
    }
    return Math.sqrt(sum);
  }
}
