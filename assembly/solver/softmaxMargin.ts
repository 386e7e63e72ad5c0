/** One class of softmax against the others as they are, from shares that turns of classes keep. */
import { Level1 } from '../blas/level1';
import { Exponential } from '../math/exponential';
import { Lanes } from '../math/lanes';
import { Rows } from './rows';

/** Where sums of shares are beyond this or its inverse, their reference is out of date. */
const FAR: f64 = 1e250;
/** Times √n the share of Σ |ω ℓ′| below which Σ ω ℓ′ is rounding. */
const CENTRED: f64 = 4e-16;
/** A step on the tail of an exponential must not leap. */
const REACH: f64 = 8;

/**
 * Shares e_il = e^(η_il − c_i) of the slice of `r`, n f64 per output; of all outputs where the slice
 * is K, then with new references c_i = max_l η_il. Those stand behind the shares.
 */
export function softmaxShares(r: Rows, shares: usize): void {
  const stride = (<usize>r.n) << 3;
  const end = <usize>r.outputs * stride;
  const isWhole = r.slice == r.outputs;
  const first: usize = isWhole ? 0 : <usize>r.slice * stride;
  const last: usize = isWhole ? end : first + stride;
  for (let i: usize = 0; i < stride; i += 16) {
    const left = stride - i;
    const at = shares + end + i;
    if (isWhole) Lanes.putUpTo(at, at + left, largest(r, i, end));
    const c = Lanes.upTo(at, at + left);
    for (let l = first; l < last; l += stride) {
      const eta = Lanes.upTo(r.eta + l + i, r.eta + l + i + left);
      Lanes.putUpTo(shares + l + i, shares + l + i + left, Exponential.pair(f64x2.sub(eta, c)));
    }
  }
}

/** max_l η_il of two rows over all outputs but the one at `own`. */
function largest(r: Rows, i: usize, own: usize): v128 {
  const stride = (<usize>r.n) << 3;
  let most = f64x2.splat(-Infinity);
  for (let l: usize = 0; l < <usize>r.outputs * stride; l += stride)
    if (l != own) most = f64x2.pmax(most, Lanes.upTo(r.eta + l + i, r.eta + l + stride));
  return most;
}

/**
 * to_i = η_ik − log Σ_{l ≠ k} e^η_il, k the slice of `r`: with the other classes as they are, softmax
 * cross-entropy is log(1 + e^m) − y_k m and a constant, the logistic loss of this margin m.
 * With `passes` > 0 the intercept's optimum is added to η_k and m.
 * @returns it, or NaN with nothing added where so many passes over the rows do not find it.
 */
export function softmaxMargin(r: Rows, shares: usize, to: usize, passes: i32): f64 {
  const stride = (<usize>r.n) << 3;
  const own = <usize>r.slice * stride;
  const end = <usize>r.outputs * stride;
  const ratios = r.h + own;
  for (let i: usize = 0; i < stride; i += 16) {
    let sum = f64x2.splat(0);
    for (let l: usize = 0; l < end; l += stride)
      if (l != own) sum = f64x2.add(sum, Lanes.upTo(shares + l + i, shares + l + stride));
    let c = Lanes.upTo(shares + end + i, shares + end + stride);
    const isNear = v128.and(f64x2.lt(sum, f64x2.splat(FAR)), f64x2.gt(sum, f64x2.splat(1 / FAR)));
    if (!i64x2.all_true(isNear)) {
      const most = largest(r, i, own);
      sum = v128.bitselect(sum, sumOfShares(r, i, own, most), isNear);
      c = v128.bitselect(c, most, isNear);
    }
    const eta = Lanes.upTo(r.eta + own + i, r.eta + own + stride);
    const isRead = f64x2.ne(Lanes.upTo(r.weights + i, r.weights + stride), f64x2.splat(0));
    const margin = v128.and(f64x2.sub(f64x2.sub(eta, c), logarithms(sum)), isRead);
    Lanes.putUpTo(to + i, to + stride, margin);
    if (passes > 0) Lanes.putUpTo(ratios + i, ratios + stride, Exponential.pair(margin));
  }
  if (passes == 0) return 0;
  const a = interceptOf(r, ratios, passes);
  if (a == 0 || !(abs(a) < Infinity)) return a;
  Level1.shift(r.n, a, to);
  Level1.shift(r.n, a, r.eta + own);
  return a;
}

/** Σ e^(η_il − c_i) of two rows over all outputs but the one at `own`. */
function sumOfShares(r: Rows, i: usize, own: usize, c: v128): v128 {
  const stride = (<usize>r.n) << 3;
  let sum = f64x2.splat(0);
  for (let l: usize = 0; l < <usize>r.outputs * stride; l += stride) {
    if (l == own) continue;
    const eta = Lanes.upTo(r.eta + l + i, r.eta + l + stride);
    sum = f64x2.add(sum, Exponential.pair(f64x2.sub(eta, c)));
  }
  return sum;
}

function logarithms(sum: v128): v128 {
  return Lanes.of(Math.log(f64x2.extract_lane(sum, 0)), Math.log(f64x2.extract_lane(sum, 1)));
}

/** The a that minimises Σ ω (log(1 + q e^a) − y a), q the ratios: Newton steps within a bracket. */
function interceptOf(r: Rows, ratios: usize, passes: i32): f64 {
  const stride = (<usize>r.n) << 3;
  const y = r.y + <usize>r.slice * stride;
  const one = f64x2.splat(1);
  const centred = CENTRED * Math.sqrt(<f64>r.n);
  let a: f64 = 0;
  let low: f64 = -Infinity;
  let high: f64 = Infinity;
  for (let pass = 0; pass < passes; ++pass) {
    const times = f64x2.splat(Exponential.of(a));
    let slope = f64x2.splat(0);
    let size = f64x2.splat(0);
    let bend = f64x2.splat(0);
    for (let i: usize = 0; i < stride; i += 16) {
      const w = Lanes.upTo(r.weights + i, r.weights + stride);
      const ratio = f64x2.mul(times, Lanes.upTo(ratios + i, ratios + stride));
      const q = f64x2.pmin(ratio, f64x2.splat(FAR));
      const share = Lanes.upTo(y + i, y + stride);
      const rest = f64x2.div(w, f64x2.add(one, q));
      const v = f64x2.mul(rest, f64x2.sub(f64x2.mul(q, f64x2.sub(one, share)), share));
      slope = f64x2.add(slope, v);
      size = f64x2.add(size, f64x2.abs(v));
      bend = f64x2.add(bend, f64x2.div(f64x2.mul(q, rest), f64x2.add(one, q)));
    }
    const g = Lanes.sum(slope);
    if (abs(g) <= centred * Lanes.sum(size)) return a;
    if (g > 0) high = a;
    else low = a;
    const last = a;
    a -= max(min(g / Lanes.sum(bend), REACH), -REACH);
    if (a == last) return a;
    if (!(a > low && a < high)) a = 0.5 * (low + high);
  }
  return NaN;
}
