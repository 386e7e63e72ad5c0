/**
 * What a solver asks of rows whose outputs hang together; generic in the joint datafit. Where the
 * record's slice is a number below K, that output alone is written or moved; K means all of them.
 */
import { Level1 } from '../blas/level1';
import { JointDatafit } from '../datafit/jointDatafit';
import { Lanes } from '../math/lanes';
import { Rows } from './rows';

/** What rounding may leave of a dual value on the wrong side of its end. */
const ROUNDING: f64 = 4e-15;

abstract class Slices {
  /** Bytes from one output to the next. */
  @inline static stride(r: Rows): usize {
    return (<usize>r.n) << 3;
  }
  @inline static first(r: Rows): i32 {
    return r.slice < r.outputs ? r.slice : 0;
  }
  @inline static end(r: Rows): i32 {
    return r.slice < r.outputs ? r.slice + 1 : r.outputs;
  }
  /** Of two rows at offset i; behind the last one are zeros. */
  @inline static two(r: Rows, vector: usize, i: usize): v128 {
    return Lanes.upTo(vector + i, vector + Slices.stride(r));
  }
  /** The predictors of two rows. */
  @inline static take<F extends JointDatafit>(r: Rows, f: F, i: usize): void {
    const stride = Slices.stride(r);
    let eta = r.eta;
    for (let k = 0; k < r.outputs; ++k, eta += stride) f.setEta(k, Slices.two(r, eta, i));
  }
  /** ω a, 0 where ω is. */
  @inline static weighted(w: v128, a: v128): v128 {
    return v128.and(f64x2.mul(w, a), f64x2.gt(w, f64x2.splat(0)));
  }
}

/** Writes v_ik = −ω_i ∂ℓ/∂η_k and h_ik = ω_i ∂²ℓ/∂η_k². @returns Σ ω ℓ over all outputs. */
export function jointGradients<F extends JointDatafit>(r: Rows, f: F): f64 {
  const stride = Slices.stride(r);
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < stride; i += 16) {
    const w = Slices.two(r, r.weights, i);
    const left = stride - i;
    Slices.take<F>(r, f, i);
    f.open();
    sum = f64x2.add(sum, Slices.weighted(w, f.loss(r.y + i, stride, left)));
    for (let k = Slices.first(r); k < Slices.end(r); ++k) {
      const at = i + <usize>k * stride;
      const slope = Slices.weighted(w, f.slope(k, Lanes.upTo(r.y + at, r.y + at + left)));
      Lanes.putUpTo(r.v + at, r.v + at + left, f64x2.sub(f64x2.splat(0), slope));
      Lanes.putUpTo(r.h + at, r.h + at + left, Slices.weighted(w, f.curvature(k)));
    }
  }
  return Lanes.sum(sum);
}

/** Σ ω ℓ(η + a d), d holding n f64 for the slice or for every output. */
export function jointAlong<F extends JointDatafit>(r: Rows, f: F, d: usize, a: f64): f64 {
  const stride = Slices.stride(r);
  const first = Slices.first(r);
  const step = f64x2.splat(a);
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < stride; i += 16) {
    Slices.take<F>(r, f, i);
    for (let k = first; k < Slices.end(r); ++k) {
      const by = Slices.two(r, d + <usize>(k - first) * stride, i);
      f.setEta(k, f64x2.add(f.eta(k), f64x2.mul(step, by)));
    }
    f.open();
    const loss = f.loss(r.y + i, stride, stride - i);
    sum = f64x2.add(sum, Slices.weighted(Slices.two(r, r.weights, i), loss));
  }
  return Lanes.sum(sum);
}

/** Writes Σ_i ω_i ∂²ℓ/∂η_k ∂η_l, K rows of K f64. */
export function jointCurvature<F extends JointDatafit>(r: Rows, f: F, to: usize): void {
  const stride = Slices.stride(r);
  const outputs = r.outputs;
  memory.fill(to, 0, (<usize>(outputs * outputs)) << 3);
  for (let i: usize = 0; i < stride; i += 16) {
    const w = Slices.two(r, r.weights, i);
    Slices.take<F>(r, f, i);
    f.open();
    for (let k = 0; k < outputs; ++k)
      for (let l = 0; l <= k; ++l) {
        const at = to + ((<usize>(k * outputs + l)) << 3);
        const bend = k == l ? f.curvature(k) : f.cross(k, l);
        store<f64>(at, load<f64>(at) + Lanes.sum(Slices.weighted(w, bend)));
      }
  }
  for (let k = 0; k < outputs; ++k)
    for (let l = 0; l < k; ++l)
      store<f64>(
        to + ((<usize>(l * outputs + k)) << 3),
        load<f64>(to + ((<usize>(k * outputs + l)) << 3)),
      );
}

/**
 * Adds to every η of the slice the a that minimises Σ ω ℓ(η + a e_k), the other outputs held: by
 * Newton steps within a bracket. @returns a.
 */
export function jointRecentre<F extends JointDatafit>(r: Rows, f: F): f64 {
  const stride = Slices.stride(r);
  const from = <usize>r.slice * stride;
  let a: f64 = 0;
  let low: f64 = -Infinity;
  let high: f64 = Infinity;
  for (let step = 0; step < 200; ++step) {
    let slopes = f64x2.splat(0);
    let bends = f64x2.splat(0);
    let size = f64x2.splat(0);
    for (let i: usize = 0; i < stride; i += 16) {
      const w = Slices.two(r, r.weights, i);
      Slices.take<F>(r, f, i);
      f.setEta(r.slice, f64x2.add(f.eta(r.slice), f64x2.splat(a)));
      f.open();
      const slope = Slices.weighted(w, f.slope(r.slice, Slices.two(r, r.y + from, i)));
      slopes = f64x2.add(slopes, slope);
      size = f64x2.add(size, f64x2.abs(slope));
      bends = f64x2.add(bends, Slices.weighted(w, f.curvature(r.slice)));
    }
    const g = Lanes.sum(slopes);
    if (abs(g) <= 4e-16 * Lanes.sum(size)) break;
    if (g > 0) high = a;
    else low = a;
    const before = a;
    a -= max(min(g / Lanes.sum(bends), 8), -8);
    if (!(a > low && a < high)) a = 0.5 * (low + high);
    if (a == before) break;
  }
  Level1.shift(r.n, a, r.eta + from);
  return a;
}

/** The largest s ≤ 1 for which the dual point s θ (n f64 per output) has a finite conjugate. */
export function jointReach<F extends JointDatafit>(r: Rows, f: F, theta: usize): f64 {
  const stride = Slices.stride(r);
  let s: f64 = 1;
  for (let i: usize = 0; i < stride; i += 8) {
    const w = load<f64>(r.weights + i);
    if (w == 0) continue;
    for (let k = 0; k < r.outputs; ++k) {
      const at = i + <usize>k * stride;
      const t = -load<f64>(theta + at) / w;
      const low = f.low(load<f64>(r.y + at));
      if (t < low - ROUNDING) s = min(s, low / t);
    }
  }
  return max(s, 0);
}

/** Σ ω [ ℓ(η) + ℓ*(t) − Σ_k t_k η_k ] with t = −s θ/ω: the rows' share of the duality gap. */
export function jointGap<F extends JointDatafit>(r: Rows, f: F, theta: usize, s: f64): f64 {
  const stride = Slices.stride(r);
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < stride; i += 16) {
    const w = Slices.two(r, r.weights, i);
    Slices.take<F>(r, f, i);
    for (let k = 0; k < r.outputs; ++k) {
      const own = Slices.two(r, theta + <usize>k * stride, i);
      f.setDual(k, f64x2.div(f64x2.mul(f64x2.splat(-s), own), w));
    }
    f.open();
    sum = f64x2.add(sum, Slices.weighted(w, f.distance(r.y + i, stride, stride - i)));
  }
  return Lanes.sum(sum);
}
