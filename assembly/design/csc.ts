import { Design } from './design';

/** Compressed sparse columns: column j holds entries starts[j] … starts[j+1] − 1, rows ascending. */
@unmanaged
export class Csc extends Design {
  /** f64 per entry. */
  values: usize;
  /** i32 row per entry. */
  rows: usize;
  /** p + 1 i32. */
  starts: usize;

  /** x_j · v − c Σ v */
  sum(j: i32, c: f64, v: usize, total: f64): f64 {
    let s0: f64 = 0;
    let s1: f64 = 0;
    let s2: f64 = 0;
    let s3: f64 = 0;
    let k = this.first(j);
    const end = this.first(j + 1);
    for (const body = k + ((end - k) & ~3); k < body; k += 4) {
      const value = this.values + (k << 3);
      const row = this.rows + (k << 2);
      s0 += load<f64>(value) * load<f64>(v + ((<usize>load<u32>(row)) << 3));
      s1 += load<f64>(value, 8) * load<f64>(v + ((<usize>load<u32>(row, 4)) << 3));
      s2 += load<f64>(value, 16) * load<f64>(v + ((<usize>load<u32>(row, 8)) << 3));
      s3 += load<f64>(value, 24) * load<f64>(v + ((<usize>load<u32>(row, 12)) << 3));
    }
    for (; k < end; ++k) s0 += this.value(k) * load<f64>(v + this.offset(k));
    return s0 + s1 + (s2 + s3) - c * total;
  }

  /** Σ_nz v (x − c)² + c² (Σ v − Σ_nz v): no term is negative where v is not. */
  squares(j: i32, c: f64, v: usize, total: f64): f64 {
    let sum: f64 = 0;
    let seen: f64 = 0;
    for (let k = this.first(j), end = this.first(j + 1); k < end; ++k) {
      const d = this.value(k) - c;
      const w = load<f64>(v + this.offset(k));
      sum += w * d * d;
      seen += w;
    }
    // What is left of the weight belongs to rows that hold 0, unless it is only rounding.
    const stored = <i32>(this.first(j + 1) - this.first(j));
    const hidden = total - seen;
    if (stored == this.n || hidden <= f64.EPSILON * <f64>stored * total) return sum;
    return sum + c * c * hidden;
  }

  sums(j: i32, c: f64, v: usize, total: f64, first: usize, second: usize): void {
    store<f64>(first, this.sum(j, c, v, total));
    store<f64>(second, this.squares(j, c, v, total));
  }

  add(j: i32, a: f64, c: f64, y: usize): f64 {
    for (let k = this.first(j), end = this.first(j + 1); k < end; ++k) {
      const at = y + this.offset(k);
      store<f64>(at, load<f64>(at) + a * this.value(k));
    }
    return -a * c;
  }

  /** to ← w ∘ x_j, entry by entry. @returns Σ w x_j */
  weigh(j: i32, w: usize, to: usize): f64 {
    let sum: f64 = 0;
    for (let k = this.first(j), end = this.first(j + 1), at = to; k < end; ++k, at += 8) {
      const product = this.value(k) * load<f64>(w + this.offset(k));
      store<f64>(at, product);
      sum += product;
    }
    return sum;
  }

  /** Σ x_j z, z given for the entries of column j alone. */
  dotEntries(j: i32, z: usize): f64 {
    let sum: f64 = 0;
    for (let k = this.first(j), end = this.first(j + 1), from = z; k < end; ++k, from += 8)
      sum += this.value(k) * load<f64>(from);
    return sum;
  }

  /** y += a z, z given for the entries of column j alone. */
  addEntries(j: i32, a: f64, z: usize, y: usize): void {
    for (let k = this.first(j), end = this.first(j + 1), from = z; k < end; ++k, from += 8) {
      const at = y + this.offset(k);
      store<f64>(at, load<f64>(at) + a * load<f64>(from));
    }
  }

  stored(j: i32): i32 {
    return <i32>(this.first(j + 1) - this.first(j));
  }

  /** Both lists ascend: one merge. */
  addRows(j: i32, a: f64, c: f64, rows: usize, count: i32, y: usize): void {
    let entry = this.first(j);
    const end = this.first(j + 1);
    for (let k = 0; k < count; ++k) {
      const i = load<i32>(rows + ((<usize>k) << 2));
      while (entry < end && this.row(entry) < i) ++entry;
      const value = entry < end && this.row(entry) == i ? this.value(entry) : 0;
      const at = y + ((<usize>k) << 3);
      store<f64>(at, load<f64>(at) + a * (value - c));
    }
  }

  /** Means start from zero, the value of most rows. */
  sample(_j: i32, _weights: usize): f64 {
    return 0;
  }

  isConstant(j: i32, weights: usize, positive: i32): bool {
    let seen = 0;
    let first: f64 = 0;
    for (let k = this.first(j), end = this.first(j + 1); k < end; ++k) {
      if (load<f64>(weights + this.offset(k)) <= 0) continue;
      if (seen++ == 0) first = this.value(k);
      else if (this.value(k) != first) return false;
    }
    return seen == 0 || seen == positive || first == 0;
  }

  @inline first(j: i32): usize {
    return <usize>load<i32>(this.starts + ((<usize>j) << 2));
  }
  @inline value(k: usize): f64 {
    return load<f64>(this.values + (k << 3));
  }
  @inline row(k: usize): i32 {
    return load<i32>(this.rows + (k << 2));
  }
  /** Byte offset of the entry's row in a vector of f64. */
  @inline offset(k: usize): usize {
    return (<usize>this.row(k)) << 3;
  }
}
