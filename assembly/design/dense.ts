import { Lanes } from '../math/lanes';
import { Design } from './design';

/**
 * Columns of contiguous f64, f32 or i8 (T), found through a table of p addresses: columns may come
 * from several buffers, so a fold can replace the few columns it imputes and share the others.
 * Sums are f64: the same values have the same sums, bit for bit, in every storage.
 */
@unmanaged
export class Dense<T> extends Design {
  /** p addresses (u32). */
  columns: usize;

  @inline column(j: i32): usize {
    return load<u32>(this.columns + ((<usize>j) << 2));
  }

  sum(j: i32, c: f64, v: usize, _total: f64): f64 {
    const width = sizeof<T>();
    const cc = f64x2.splat(c);
    let x = this.column(j);
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let at = v;
    for (const end = v + ((<usize>(this.n & ~3)) << 3); at < end; at += 32, x += 4 * width) {
      const four = Lanes.four<T>(x);
      s0 = Lanes.step(s0, Lanes.low<T>(four, x), cc, v128.load(at));
      s1 = Lanes.step(s1, Lanes.high<T>(four, x), cc, v128.load(at, 16));
    }
    let sum = Lanes.sum(f64x2.add(s0, s1));
    for (const end = v + ((<usize>this.n) << 3); at < end; at += 8, x += width)
      sum += (Lanes.one<T>(x) - c) * load<f64>(at);
    return sum;
  }

  squares(j: i32, c: f64, v: usize, _total: f64): f64 {
    const width = sizeof<T>();
    const cc = f64x2.splat(c);
    let x = this.column(j);
    let s0 = f64x2.splat(0);
    let at = v;
    for (const end = v + ((<usize>(this.n & ~3)) << 3); at < end; at += 32, x += 4 * width) {
      const four = Lanes.four<T>(x);
      s0 = Dense.square(s0, Lanes.low<T>(four, x), cc, v128.load(at));
      s0 = Dense.square(s0, Lanes.high<T>(four, x), cc, v128.load(at, 16));
    }
    if (this.n & 2) {
      s0 = Dense.square(s0, Lanes.pair<T>(x), cc, v128.load(at));
      at += 16;
      x += 2 * width;
    }
    let sum = Lanes.sum(s0);
    if (this.n & 1) {
      const d = Lanes.one<T>(x) - c;
      sum += d * d * load<f64>(at);
    }
    return sum;
  }

  sums(j: i32, c: f64, v: usize, _total: f64, first: usize, second: usize): void {
    const width = sizeof<T>();
    const cc = f64x2.splat(c);
    let x = this.column(j);
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let q0 = s0;
    let q1 = s0;
    let at = v;
    for (const end = v + ((<usize>(this.n & ~3)) << 3); at < end; at += 32, x += 4 * width) {
      const four = Lanes.four<T>(x);
      const d = f64x2.sub(Lanes.low<T>(four, x), cc);
      const e = f64x2.sub(Lanes.high<T>(four, x), cc);
      const a = f64x2.mul(d, v128.load(at));
      const b = f64x2.mul(e, v128.load(at, 16));
      s0 = f64x2.add(s0, a);
      s1 = f64x2.add(s1, b);
      q0 = f64x2.add(q0, f64x2.mul(a, d));
      q1 = f64x2.add(q1, f64x2.mul(b, e));
    }
    let sum = Lanes.sum(f64x2.add(s0, s1));
    let squares = Lanes.sum(f64x2.add(q0, q1));
    for (const end = v + ((<usize>this.n) << 3); at < end; at += 8, x += width) {
      const d = Lanes.one<T>(x) - c;
      const a = d * load<f64>(at);
      sum += a;
      squares += a * d;
    }
    store<f64>(first, sum);
    store<f64>(second, squares);
  }

  /** s + (x − c)² v */
  @inline private static square(s: v128, x: v128, c: v128, v: v128): v128 {
    const d = f64x2.sub(x, c);
    return f64x2.add(s, f64x2.mul(f64x2.mul(d, d), v));
  }

  add(j: i32, a: f64, c: f64, y: usize): f64 {
    const width = sizeof<T>();
    const aa = f64x2.splat(a);
    const cc = f64x2.splat(c);
    let x = this.column(j);
    let at = y;
    for (const end = y + ((<usize>(this.n & ~3)) << 3); at < end; at += 32, x += 4 * width) {
      const four = Lanes.four<T>(x);
      v128.store(at, Lanes.step(v128.load(at), Lanes.low<T>(four, x), cc, aa));
      v128.store(at, Lanes.step(v128.load(at, 16), Lanes.high<T>(four, x), cc, aa), 16);
    }
    if (this.n & 2) {
      v128.store(at, Lanes.step(v128.load(at), Lanes.pair<T>(x), cc, aa));
      at += 16;
      x += 2 * width;
    }
    if (this.n & 1) store<f64>(at, load<f64>(at) + a * (Lanes.one<T>(x) - c));
    return 0;
  }

  stored(_j: i32): i32 {
    return this.n;
  }

  addRows(j: i32, a: f64, c: f64, rows: usize, count: i32, y: usize): void {
    const x = this.column(j);
    for (let k = 0; k < count; ++k) {
      const i = <usize>load<i32>(rows + ((<usize>k) << 2));
      const at = y + ((<usize>k) << 3);
      store<f64>(at, load<f64>(at) + a * (Lanes.one<T>(x + i * sizeof<T>()) - c));
    }
  }

  sample(j: i32, weights: usize): f64 {
    const x = this.column(j);
    for (let i: usize = 0; i < <usize>this.n; ++i)
      if (load<f64>(weights + (i << 3)) > 0) return Lanes.one<T>(x + i * sizeof<T>());
    return 0;
  }

  isConstant(j: i32, weights: usize, _positive: i32): bool {
    const x = this.column(j);
    const first = this.sample(j, weights);
    for (let i: usize = 0; i < <usize>this.n; ++i)
      if (Lanes.one<T>(x + i * sizeof<T>()) != first && load<f64>(weights + (i << 3)) > 0)
        return false;
    return true;
  }
}
