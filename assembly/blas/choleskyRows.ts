import { gramTile } from './gramMicro';
import { Level1 } from './level1';

/** Columns that are finished together: a multiple of the tile's 3 and of the 2 lanes. */
const BLOCK: i32 = 24;

/**
 * Rows from … to − 1 of a Cholesky factor at once, in place on the rows of A (their lower part),
 * `ld` bytes apart; rows before `from` are done. Block columns from the left: all rows lose what
 * the columns before explain, in tiles of 3 × 3 products of rows, then the block itself is solved.
 * Golub and Van Loan (2013), Matrix Computations, algorithm 4.2.1, by blocks.
 *
 * A pivot of at most `singular` times its diagonal is a column that depends on the ones before.
 * With `goesOn` it becomes ∞, so that solving leaves its unknown at 0; else the rows end there.
 * @returns the first row that is not done.
 */
export function extendRows(
  l: usize,
  ld: usize,
  from: i32,
  to: i32,
  singular: f64,
  goesOn: bool,
): i32 {
  for (let first = 0; first < to; first += BLOCK) {
    const end = min(first + BLOCK, to);
    const top = max(from, first);
    if (first > 0) Block.subtract(l, ld, top, to, first, end);
    for (let i = top; i < to; ++i) {
      Block.solve(l, ld, i, first, min(end, i));
      if (i >= end) continue;
      if (!Block.pivot(l, ld, i, first, singular) && !goesOn) return i;
    }
  }
  return to;
}

abstract class Block {
  @inline static row(l: usize, ld: usize, i: i32): usize {
    return l + <usize>i * ld;
  }

  /** A[i, j] −= L[i, 0 … first) · L[j, 0 … first) for top ≤ i < to, first ≤ j < end, j ≤ i. */
  static subtract(l: usize, ld: usize, top: i32, to: i32, first: i32, end: i32): void {
    for (let i = top; i < to; i += 3)
      for (let j = first; j < end && j < i + 3; j += 3) {
        const below = Block.row(l, ld, i);
        const right = Block.row(l, ld, j);
        const at = below + ((<usize>j) << 3);
        // what a tile writes above the diagonal is never read
        if (i + 3 <= to && j + 3 <= end) gramTile(right, below, ld, first, at, ld, -1);
        else
          for (let s = i; s < min(i + 3, to); ++s)
            for (let r = j; r < min(j + 3, end); ++r) {
              const own = Block.row(l, ld, s);
              const cell = own + ((<usize>r) << 3);
              const product = Level1.dot(first, Block.row(l, ld, r), own);
              store<f64>(cell, load<f64>(cell) - product);
            }
      }
  }

  /** L[i, j] for first ≤ j < end, by the rows j of the block. */
  static solve(l: usize, ld: usize, i: i32, first: i32, end: i32): void {
    const own = Block.row(l, ld, i) + ((<usize>first) << 3);
    for (let j = first; j < end; ++j) {
      const row = Block.row(l, ld, j) + ((<usize>first) << 3);
      const at = (<usize>(j - first)) << 3;
      const rest = load<f64>(own + at) - Level1.dot(j - first, row, own);
      store<f64>(own + at, rest / load<f64>(row + at));
    }
  }

  /** The diagonal of row i; ∞ where it is next to nothing of A's own. @returns whether it is more. */
  static pivot(l: usize, ld: usize, i: i32, first: i32, singular: f64): bool {
    const row = Block.row(l, ld, i);
    const at = row + ((<usize>i) << 3);
    const part = row + ((<usize>first) << 3);
    const left = load<f64>(at);
    const pivot = left - Level1.dot(i - first, part, part);
    const diagonal = left + Level1.dot(first, row, row);
    const isFree = pivot > singular * diagonal;
    store<f64>(at, isFree ? Math.sqrt(pivot) : Infinity);
    return isFree;
  }
}
