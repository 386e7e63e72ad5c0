import { Noise } from '../math/philox';
import { Real, Reals, SIZE, VECTOR } from '../math/reals';

/** Rows of `width` Reals, chosen by `list`, one after the other. */
export function gatherRows(count: i32, width: i32, from: usize, list: usize, to: usize): void {
  const bytes = Reals.bytes(width);
  const whole = bytes & ~(VECTOR - 1);
  for (; count > 0; count--, list += 4, to += bytes) {
    const row = from + <usize>load<i32>(list) * bytes;
    if (bytes > 1024) {
      memory.copy(to, row, bytes);
      continue;
    }
    let at: usize = 0;
    for (; at < whole; at += VECTOR) v128.store(to + at, v128.load(row + at));
    for (; at < bytes; at += SIZE) store<Real>(to + at, load<Real>(row + at));
  }
}

/**
 * Rows of `width` Reals, chosen by `list`, out of compressed sparse rows: row i has the entries
 * starts[i] … starts[i + 1] − 1 of `columns` (i32) and `values` (Reals).
 */
export function gatherSparse(
  count: i32,
  width: i32,
  starts: usize,
  columns: usize,
  values: usize,
  list: usize,
  to: usize,
): void {
  const bytes = Reals.bytes(width);
  for (; count > 0; count--, list += 4, to += bytes) {
    const row = starts + ((<usize>load<i32>(list)) << 2);
    memory.fill(to, 0, bytes);
    for (let k = load<i32>(row), end = load<i32>(row, 4); k < end; k++) {
      const at = to + Reals.bytes(load<i32>(columns + ((<usize>k) << 2)));
      store<Real>(at, load<Real>(values + Reals.bytes(k)));
    }
  }
}

/** Labels, or other words of 32 bits, chosen by `list`. */
export function gatherWords(count: i32, from: usize, list: usize, to: usize): void {
  for (; count > 0; count--, list += 4, to += 4)
    store<i32>(to, load<i32>(from + ((<usize>load<i32>(list)) << 2)));
}

/** Fisher and Yates: position i changes places with one at or below it, by word i of the noise. */
export function shuffle(n: i32, noise: Noise, list: usize): void {
  for (let i = n - 1; i > 0; i--) {
    if (i == n - 1 || (i & 15) == 15) noise.draw(i >> 4);
    const word = load<u32>(changetype<usize>(noise) + 16 + ((<usize>(i & 15)) << 2));
    const k = <usize>((<u64>word * <u64>(i + 1)) >> 32);
    const at = list + ((<usize>i) << 2);
    const other = list + (k << 2);
    const value = load<i32>(at);
    store<i32>(at, load<i32>(other));
    store<i32>(other, value);
  }
}

/** n Reals, uniform on [−limit, limit): the upper 24 bits of a word each. */
export function fillUniform(n: i32, noise: Noise, limit: f64, to: usize): void {
  for (let i = 0; i < n; i++, to += SIZE) {
    if ((i & 15) == 0) noise.draw(i >> 4);
    const word = load<u32>(changetype<usize>(noise) + 16 + ((<usize>(i & 15)) << 2));
    store<Real>(to, <Real>((<f64>(word >> 8) * (1.0 / 8388608) - 1) * limit));
  }
}

abstract class Squares {
  /** The squares of a vector in f64, as two sums. */
  @inline static of(x: v128): v128 {
    if (SIZE == 8) return f64x2.mul(x, x);
    const low = f64x2.promote_low_f32x4(x);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
    return f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high));
  }

  @inline static total(even: v128, odd: v128): f64 {
    const sum = f64x2.add(even, odd);
    return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  }
}

/** Σ x² of n Reals in whole vectors, in f64. */
export function squares(n: i32, x: usize): f64 {
  let even = f64x2.splat(0);
  let odd = even;
  const end = x + Reals.bytes(n);
  // two sums hide the latency of an addition
  for (; x + VECTOR < end; x += 2 * VECTOR) {
    even = f64x2.add(even, Squares.of(v128.load(x)));
    odd = f64x2.add(odd, Squares.of(v128.load(x, VECTOR)));
  }
  if (x < end) even = f64x2.add(even, Squares.of(v128.load(x)));
  return Squares.total(even, odd);
}

/** Numbers whose squares are added up apart, so that threads may share them out. */
const BLOCK: i32 = 4096;

/**
 * sum ← sum + g of n Reals in whole vectors; Σ g² of each block of 4096 of them, in f64, to `parts`,
 * which `total` adds up.
 */
export function observe(n: i32, g: usize, sum: usize, parts: usize): void {
  const block = Reals.bytes(BLOCK);
  for (; n > 0; n -= BLOCK, g += block, sum += block, parts += 8)
    store<f64>(parts, observeBlock(min(n, BLOCK), g, sum));
}

function observeBlock(n: i32, g: usize, sum: usize): f64 {
  let even = f64x2.splat(0);
  let odd = even;
  const end = g + Reals.bytes(n);
  for (; g + VECTOR < end; g += 2 * VECTOR, sum += 2 * VECTOR) {
    const x = v128.load(g);
    const y = v128.load(g, VECTOR);
    v128.store(sum, v128.add<Real>(v128.load(sum), x));
    v128.store(sum, v128.add<Real>(v128.load(sum, VECTOR), y), VECTOR);
    even = f64x2.add(even, Squares.of(x));
    odd = f64x2.add(odd, Squares.of(y));
  }
  if (g < end) {
    const x = v128.load(g);
    v128.store(sum, v128.add<Real>(v128.load(sum), x));
    even = f64x2.add(even, Squares.of(x));
  }
  return Squares.total(even, odd);
}

/** Σ of n f64 in their order. */
export function total(n: i32, x: usize): f64 {
  let sum: f64 = 0;
  for (; n > 0; n--, x += 8) sum += load<f64>(x);
  return sum;
}

/** What is added up of an output z and its target y: 1 where log odds z have the side of y, or errors. */
export const SIDE: i32 = 0;
export const SQUARED: i32 = 1;
export const ABSOLUTE: i32 = 2;

/** Weight of row i; 1 where there are no weights. */
function weightOf(weights: usize, i: i32): f64 {
  return weights ? <f64>load<Real>(weights + Reals.bytes(i)) : 1;
}

/** Σ_i w_i Σ_j of what `kind` says of outputs z and targets y, rows × cols, in f64. */
export function errors(kind: i32, rows: i32, cols: i32, z: usize, y: usize, weights: usize): f64 {
  let total: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weightOf(weights, i);
    for (let j = 0; j < cols; j++, z += SIZE, y += SIZE) {
      const a = <f64>load<Real>(z);
      const b = <f64>load<Real>(y);
      const error = a - b;
      if (kind == SIDE) total += a > 0 == b > 0.5 ? weight : 0;
      else total += weight * (kind == SQUARED ? error * error : Math.abs(error));
    }
  }
  return total;
}

/** Σ w_i over the rows of `classes` numbers that are largest where their labels say. */
export function hits(rows: i32, classes: i32, z: usize, labels: usize, weights: usize): f64 {
  let total: f64 = 0;
  for (let i = 0; i < rows; i++, labels += 4) {
    let best = 0;
    for (let k = 1; k < classes; k++)
      if (load<Real>(z + Reals.bytes(k)) > load<Real>(z + Reals.bytes(best))) best = k;
    if (best == load<i32>(labels)) total += weightOf(weights, i);
    z += Reals.bytes(classes);
  }
  return total;
}
