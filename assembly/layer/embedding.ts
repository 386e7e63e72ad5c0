import { LANES, Real, Reals, VECTOR } from '../math/reals';

/** A row of a table for each of n integers, which are given as Reals; table: vocabulary × width. */
@unmanaged
export class Embedding {
  n: i32;
  vocabulary: i32;
  width: i32;
  x: usize;
  table: usize;
  y: usize;
  dy: usize;
  dtable: usize;

  /** Bytes from the table's begin to the row that number i names; others than rows are the nearest. */
  @inline row(i: i32): usize {
    const index = <i32>(load<Real>(this.x + Reals.bytes(i)) + <Real>0.5);
    return <usize>max(0, min(index, this.vocabulary - 1)) * Reals.bytes(this.width);
  }
}

/** y_i = row x_i of the table */
export function embeddingForward(t: Embedding): void {
  const bytes = Reals.bytes(t.width);
  for (let i = 0, y = t.y; i < t.n; i++, y += bytes) memory.copy(y, t.table + t.row(i), bytes);
}

/** Row k of dtable = Σ dy_i where x_i = k */
export function embeddingBackward(t: Embedding): void {
  const bytes = Reals.bytes(t.width);
  memory.fill(t.dtable, 0, <usize>t.vocabulary * bytes);
  for (let i = 0, dy = t.dy; i < t.n; i++, dy += bytes) {
    const to = t.dtable + t.row(i);
    for (let j = 0, at: usize = 0; j < t.width; j += LANES, at += VECTOR) {
      const sum = v128.add<Real>(v128.load(to + at), v128.load(dy + at));
      Reals.put(to + at, sum, t.width - j);
    }
  }
}
