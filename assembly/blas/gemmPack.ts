import { LANES, Real, SIZE, VECTOR } from '../math/reals';
import { Layout, ROWS, WIDE } from './gemmMicro';

/**
 * Copies of operands in the order in which tiles read them.
 *
 *   B, `width` ≤ 2·LANES columns:   row p at p·WIDE, zeros behind the last column
 *   A, panels of 4 rows:            element (i, p) at (i div 4)·k·4 + p·4 + i mod 4
 */
export abstract class Pack {
  /** k rows of B, each `width` contiguous numbers. */
  static rows(to: usize, b: usize, bRow: usize, k: i32, width: i32): void {
    const whole = width == 2 * LANES;
    for (let p = 0; p < k; p++) {
      if (whole) {
        v128.store(to, v128.load(b));
        v128.store(to, v128.load(b, VECTOR), VECTOR);
      } else {
        v128.store(to, v128.splat<Real>(0));
        v128.store(to, v128.splat<Real>(0), VECTOR);
        for (let j = 0; j < width; j++) Pack.one(to, j, b + <usize>j * SIZE);
      }
      b += bRow;
      to += WIDE;
    }
  }

  /** k columns of Bᵀ, whose `width` rows are bRow bytes apart: transposed by squares of registers. */
  static columns(to: usize, b: usize, bRow: usize, k: i32, width: i32): void {
    for (let j = 0; j < 2 * LANES; j += LANES) {
      const from = b + <usize>j * bRow;
      const at = to + <usize>j * SIZE;
      if (j + LANES <= width) Pack.transpose(at, WIDE, from, bRow, k);
      else Pack.ragged(at, from, bRow, k, max(width - j, 0));
    }
  }

  /** The rows i … i + 3 of A side by side. */
  static four(to: usize, t: Layout, i: i32, a: usize): void {
    const rows = t.aRows + ((<usize>i) << 2);
    let a0 = a + <usize>load<u32>(rows);
    let a1 = a + <usize>load<u32>(rows, 4);
    let a2 = a + <usize>load<u32>(rows, 8);
    let a3 = a + <usize>load<u32>(rows, 12);
    const isSolid = a1 - a0 == SIZE && a3 - a0 == 3 * SIZE;
    for (let run = t.runs; run > 0; run--) {
      for (let p = t.k; p > 0; p--) {
        if (isSolid) {
          v128.store(to, v128.load(a0));
          if (SIZE == 8) v128.store(to, v128.load(a0, VECTOR), VECTOR);
        } else {
          store<Real>(to, load<Real>(a0));
          store<Real>(to + SIZE, load<Real>(a1));
          store<Real>(to + 2 * SIZE, load<Real>(a2));
          store<Real>(to + 3 * SIZE, load<Real>(a3));
        }
        a0 += t.aStep;
        a1 += t.aStep;
        a2 += t.aStep;
        a3 += t.aStep;
        to += <usize>ROWS * SIZE;
      }
      a0 += t.aJump;
      a1 += t.aJump;
      a2 += t.aJump;
      a3 += t.aJump;
    }
  }

  /** LANES rows of k contiguous numbers, as k rows of LANES, `toRow` bytes apart. */
  static transpose(to: usize, toRow: usize, from: usize, fromRow: usize, k: i32): void {
    let p = 0;
    for (; p + LANES <= k; p += LANES) {
      if (SIZE == 8) Pack.square2(to, toRow, from, fromRow);
      else Pack.square4(to, toRow, from, fromRow);
      from += VECTOR;
      to += <usize>LANES * toRow;
    }
    for (; p < k; p++) {
      for (let q = 0; q < LANES; q++) Pack.one(to, q, from + <usize>q * fromRow);
      from += SIZE;
      to += toRow;
    }
  }

  /** Fewer rows than lanes: zeros take their places. */
  static ragged(to: usize, from: usize, fromRow: usize, k: i32, rows: i32): void {
    for (let p = 0; p < k; p++) {
      v128.store(to, v128.splat<Real>(0));
      for (let q = 0; q < rows; q++) Pack.one(to, q, from + <usize>q * fromRow);
      from += SIZE;
      to += WIDE;
    }
  }

  @inline private static one(to: usize, lane: i32, from: usize): void {
    store<Real>(to + <usize>lane * SIZE, load<Real>(from));
  }

  @inline private static square4(to: usize, toRow: usize, from: usize, fromRow: usize): void {
    const a = v128.load(from);
    const b = v128.load(from + fromRow);
    const c = v128.load(from + 2 * fromRow);
    const d = v128.load(from + 3 * fromRow);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(to + toRow, v128.shuffle<f64>(ab, cd, 1, 3));
    v128.store(to + 2 * toRow, v128.shuffle<f64>(ab2, cd2, 0, 2));
    v128.store(to + 3 * toRow, v128.shuffle<f64>(ab2, cd2, 1, 3));
  }

  @inline private static square2(to: usize, toRow: usize, from: usize, fromRow: usize): void {
    const a = v128.load(from);
    const b = v128.load(from + fromRow);
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(to + toRow, v128.shuffle<f64>(a, b, 1, 3));
  }
}
