/** Products of all columns of a panel with the new ones: C += Aᵀ B, in registers 4 × 4. */

/** Columns of a group: two vectors of 2 f64. */
const WIDTH: i32 = 4;

/** Bytes between two rows of a column. */
export const ROW: usize = 32;

export abstract class Syrk {
  /** Groups of columns 0 … first − 1, then of first … total − 1: the last of each may be ragged. */
  @inline static groups(count: i32): i32 {
    return (count + WIDTH - 1) / WIDTH;
  }

  /** Bytes of one group of `height` rows. */
  @inline static bytes(height: i32): usize {
    return (<usize>(WIDTH * height)) << 3;
  }

  /** Where column k begins; its rows are ROW bytes apart. */
  @inline static column(panel: usize, first: i32, height: i32, k: i32): usize {
    const fresh = k - first;
    const group = fresh < 0 ? k / WIDTH : Syrk.groups(first) + fresh / WIDTH;
    const lane = (fresh < 0 ? k : fresh) & (WIDTH - 1);
    return panel + <usize>group * Syrk.bytes(height) + ((<usize>lane) << 3);
  }

  /** Zeros to the groups that may be ragged, to be called before the columns are written. */
  static clear(panel: usize, first: i32, total: i32, height: i32): void {
    const bytes = Syrk.bytes(height);
    const old = <usize>Syrk.groups(first);
    const all = old + <usize>Syrk.groups(total - first);
    if (old > 0) memory.fill(panel + (old - 1) * bytes, 0, bytes);
    if (all > old) memory.fill(panel + (all - 1) * bytes, 0, bytes);
  }

  /**
   * C[b, a] += Σ_i x_ib x_ia for first ≤ a < total and the groups of b up to that of a; C row-major
   * with rows `stride` bytes apart and room for 3 more of each.
   *
   * The panel holds four columns interleaved row by row, so that a row of C's tile is two loads and
   * one splat: 8 sums, 2 vectors and 1 splat stay in registers. Compare Goto and van de Geijn
   * (2008), ACM Trans. Math. Softw. 34(3), section 4.
   */
  static add(panel: usize, first: i32, total: i32, height: i32, c: usize, stride: usize): void {
    const bytes = Syrk.bytes(height);
    const old = Syrk.groups(first);
    const fresh = Syrk.groups(total - first);
    for (let h = 0; h < fresh; ++h) {
      const right = panel + <usize>(old + h) * bytes;
      const column = c + ((<usize>(first + h * WIDTH)) << 3);
      for (let g = 0; g < old; ++g) {
        const row = column + <usize>(g * WIDTH) * stride;
        Syrk.tile(height, panel + <usize>g * bytes, right, row, stride);
      }
      for (let g = 0; g <= h; ++g) {
        const row = column + <usize>(first + g * WIDTH) * stride;
        Syrk.tile(height, panel + <usize>(old + g) * bytes, right, row, stride);
      }
    }
  }

  /** c[q, r] += Σ_i a_iq b_ir for q, r in 0 … 3. */
  private static tile(height: i32, a: usize, b: usize, c: usize, stride: usize): void {
    let s00 = f64x2.splat(0);
    let s01 = s00;
    let s10 = s00;
    let s11 = s00;
    let s20 = s00;
    let s21 = s00;
    let s30 = s00;
    let s31 = s00;
    for (const end = a + ((<usize>height) << 5); a < end; a += 32, b += 32) {
      const x = v128.load(b);
      const y = v128.load(b, 16);
      let v = v128.load64_splat(a);
      s00 = f64x2.add(s00, f64x2.mul(v, x));
      s01 = f64x2.add(s01, f64x2.mul(v, y));
      v = v128.load64_splat(a, 8);
      s10 = f64x2.add(s10, f64x2.mul(v, x));
      s11 = f64x2.add(s11, f64x2.mul(v, y));
      v = v128.load64_splat(a, 16);
      s20 = f64x2.add(s20, f64x2.mul(v, x));
      s21 = f64x2.add(s21, f64x2.mul(v, y));
      v = v128.load64_splat(a, 24);
      s30 = f64x2.add(s30, f64x2.mul(v, x));
      s31 = f64x2.add(s31, f64x2.mul(v, y));
    }
    Syrk.put(c, s00, s01);
    Syrk.put(c + stride, s10, s11);
    Syrk.put(c + 2 * stride, s20, s21);
    Syrk.put(c + 3 * stride, s30, s31);
  }

  @inline private static put(c: usize, x: v128, y: v128): void {
    v128.store(c, f64x2.add(v128.load(c), x));
    v128.store(c, f64x2.add(v128.load(c, 16), y), 16);
  }
}
