/** Products of all columns of a panel with the new ones: C += Aᵀ B, in registers 4 × 4. */

/** Columns of a group: two vectors of 2 f64. */
const WIDTH: i32 = 4;

export abstract class Syrk {
  /** Groups of columns 0 … first − 1, then of first … total − 1: the last of each may be ragged. */
  @inline static groups(count: i32): i32 {
    return (count + WIDTH - 1) / WIDTH;
  }

  /** f64 that `interleave` writes for a panel. */
  static size(first: i32, total: i32, height: i32): i32 {
    return (Syrk.groups(first) + Syrk.groups(total - first)) * WIDTH * height;
  }

  /**
   * C[b, a] += Σ_i x_ib x_ia for first ≤ a < total and the groups of b up to that of a; C row-major
   * with rows `stride` bytes apart and room for 3 more of each. Columns of `height` f64 (even) follow
   * each other at `panel`; `packed` has room for `size` f64.
   *
   * Four columns are interleaved row by row, so that a row of C's tile is two loads and one splat:
   * 8 sums, 2 vectors and 1 splat stay in registers. Compare Goto and van de Geijn (2008), ACM
   * Trans. Math. Softw. 34(3), section 4.
   */
  static add(
    panel: usize,
    first: i32,
    total: i32,
    height: i32,
    packed: usize,
    c: usize,
    stride: usize,
  ): void {
    const bytes = (<usize>(WIDTH * height)) << 3;
    const old = Syrk.groups(first);
    const fresh = Syrk.groups(total - first);
    for (let g = 0; g < old; ++g)
      Syrk.interleave(panel, g * WIDTH, first, height, packed + <usize>g * bytes);
    for (let g = 0; g < fresh; ++g)
      Syrk.interleave(panel, first + g * WIDTH, total, height, packed + <usize>(old + g) * bytes);
    for (let h = 0; h < fresh; ++h) {
      const right = packed + <usize>(old + h) * bytes;
      const column = c + ((<usize>(first + h * WIDTH)) << 3);
      for (let g = 0; g < old; ++g)
        Syrk.tile(
          height,
          packed + <usize>g * bytes,
          right,
          column + <usize>(g * WIDTH) * stride,
          stride,
        );
      for (let g = 0; g <= h; ++g) {
        const row = column + <usize>(first + g * WIDTH) * stride;
        Syrk.tile(height, packed + <usize>(old + g) * bytes, right, row, stride);
      }
    }
  }

  /** to[4 i + q] = column k + q at row i, 0 from column `end` on. */
  private static interleave(panel: usize, k: i32, end: i32, height: i32, to: usize): void {
    const column = (<usize>height) << 3;
    if (k + WIDTH > end) memory.fill(to, 0, column << 2);
    if (k + WIDTH <= end) {
      const a = panel + <usize>k * column;
      const b = a + column;
      const c = b + column;
      const d = c + column;
      for (let i: usize = 0; i < column; i += 16) {
        const x = v128.load(a + i);
        const y = v128.load(b + i);
        const z = v128.load(c + i);
        const w = v128.load(d + i);
        const at = to + (i << 2);
        v128.store(at, v128.shuffle<i64>(x, y, 0, 2));
        v128.store(at, v128.shuffle<i64>(z, w, 0, 2), 16);
        v128.store(at, v128.shuffle<i64>(x, y, 1, 3), 32);
        v128.store(at, v128.shuffle<i64>(z, w, 1, 3), 48);
      }
      return;
    }
    for (let q = 0; k + q < end; ++q)
      for (let i: usize = 0; i < <usize>height; ++i)
        store<f64>(
          to + (i << 5) + ((<usize>q) << 3),
          load<f64>(panel + <usize>(k + q) * column + (i << 3)),
        );
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
