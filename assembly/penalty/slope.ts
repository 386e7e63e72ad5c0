/**
 * The sorted L1 norm Σ_k λ_k |b|_(k), |b|_(1) ≥ |b|_(2) ≥ …, λ_1 ≥ λ_2 ≥ … ≥ 0: it has no value
 * per coefficient, so it stands outside the contract of this folder and offers its prox alone.
 */

/**
 * out = argmin_b ½ ‖b − v‖² + t Σ_k λ_k |b|_(k): isotonic regression of the sorted |v| less t λ,
 * cut at 0. v, sequence, out: count f64; out may be v. work: 3 count f64 that nobody else needs.
 * Bogdan, van den Berg, Sabatti, Su, Candès (2015), Ann. Appl. Stat. 9(3), algorithm 4.
 *
 *   work   sums of blocks (f64) │ order (i32) │ spare (i32) │ first members of blocks (i32)
 */
export function slopeProx(
  count: i32,
  v: usize,
  sequence: usize,
  t: f64,
  work: usize,
  out: usize,
): void {
  const quarter = (<usize>count) << 2;
  const firsts = work + 4 * quarter;
  const order = sortBySize(count, v, work + 2 * quarter, work + 3 * quarter);
  const blocks = pool(count, v, order, sequence, t, work, firsts);
  for (let k = 0; k < blocks; ++k) {
    const first = Entry.index(firsts, k);
    const end = k + 1 < blocks ? Entry.index(firsts, k + 1) : count;
    const size = max(Entry.value(work, k) / <f64>(end - first), 0);
    for (let i = first; i < end; ++i) {
      const at = (<usize>Entry.index(order, i)) << 3;
      store<f64>(out + at, copysign<f64>(size, load<f64>(v + at)));
    }
  }
}

/** Neighbours that do not descend are pooled, on a stack. @returns the number of blocks. */
function pool(
  count: i32,
  v: usize,
  order: usize,
  sequence: usize,
  t: f64,
  sums: usize,
  firsts: usize,
): i32 {
  let top = -1;
  for (let i = 0; i < count; ++i) {
    let first = i;
    let sum = Entry.size(v, Entry.index(order, i)) - t * Entry.value(sequence, i);
    // mean of the block below ≤ mean of this one
    while (top >= 0) {
      const below = Entry.index(firsts, top);
      if (Entry.value(sums, top) * <f64>(i + 1 - first) > sum * <f64>(first - below)) break;
      sum += Entry.value(sums, top);
      first = below;
      --top;
    }
    ++top;
    store<f64>(sums + ((<usize>top) << 3), sum);
    store<i32>(firsts + ((<usize>top) << 2), first);
  }
  return top + 1;
}

/** Indices by descending |v|, equal ones in place: merge sort from below. @returns where they are. */
function sortBySize(count: i32, v: usize, from: usize, to: usize): usize {
  for (let i = 0; i < count; ++i) store<i32>(from + ((<usize>i) << 2), i);
  for (let width = 1; width < count; width <<= 1) {
    for (let start = 0; start < count; start += 2 * width)
      merge(v, from, to, start, min(start + width, count), min(start + 2 * width, count));
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
}

/** Two sorted runs of `from`, start … middle − 1 and middle … end − 1, become one run of `to`. */
function merge(v: usize, from: usize, to: usize, start: i32, middle: i32, end: i32): void {
  let left = start;
  let right = middle;
  for (let i = start; i < end; ++i) {
    const takesLeft =
      right >= end ||
      (left < middle &&
        Entry.size(v, Entry.index(from, left)) >= Entry.size(v, Entry.index(from, right)));
    const next = takesLeft ? left++ : right++;
    store<i32>(to + ((<usize>i) << 2), Entry.index(from, next));
  }
}

abstract class Entry {
  @inline static index(list: usize, k: i32): i32 {
    return load<i32>(list + ((<usize>k) << 2));
  }
  @inline static value(vector: usize, k: i32): f64 {
    return load<f64>(vector + ((<usize>k) << 3));
  }
  @inline static size(vector: usize, k: i32): f64 {
    return abs(load<f64>(vector + ((<usize>k) << 3)));
  }
}
