/**
 * What a solver asks of rows whose outputs hang together; generic in the joint datafit. Where the
 * record's slice is a number below K, that output alone is written or moved; K means all of them.
 */
import { JointDatafit } from '../datafit/jointDatafit';
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
  /** The predictors of the row at offset i. */
  @inline static take<F extends JointDatafit>(r: Rows, f: F, i: usize): void {
    const stride = Slices.stride(r);
    for (let k = 0; k < r.outputs; ++k) f.setEta(k, load<f64>(r.eta + i + <usize>k * stride));
  }
}

/** Writes v_ik = −ω_i ∂ℓ/∂η_k and h_ik = ω_i ∂²ℓ/∂η_k². @returns Σ ω ℓ over all outputs. */
export function jointGradients<F extends JointDatafit>(r: Rows, f: F): f64 {
  const stride = Slices.stride(r);
  let sum: f64 = 0;
  for (let i: usize = 0; i < stride; i += 8) {
    const w = load<f64>(r.weights + i);
    if (w > 0) {
      Slices.take<F>(r, f, i);
      f.open();
      sum += w * f.loss(r.y + i, stride);
    }
    for (let k = Slices.first(r); k < Slices.end(r); ++k) {
      const at = i + <usize>k * stride;
      store<f64>(r.v + at, w > 0 ? -w * f.slope(k, load<f64>(r.y + at)) : 0);
      store<f64>(r.h + at, w > 0 ? w * f.curvature(k) : 0);
    }
  }
  return sum;
}

/** Σ ω ℓ(η + a d), d holding n f64 for the slice or for every output. */
export function jointAlong<F extends JointDatafit>(r: Rows, f: F, d: usize, a: f64): f64 {
  const stride = Slices.stride(r);
  const first = Slices.first(r);
  let sum: f64 = 0;
  for (let i: usize = 0; i < stride; i += 8) {
    const w = load<f64>(r.weights + i);
    if (w == 0) continue;
    Slices.take<F>(r, f, i);
    for (let k = first; k < Slices.end(r); ++k)
      f.setEta(k, f.eta(k) + a * load<f64>(d + i + <usize>(k - first) * stride));
    f.open();
    sum += w * f.loss(r.y + i, stride);
  }
  return sum;
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
    let g: f64 = 0;
    let h: f64 = 0;
    let size: f64 = 0;
    for (let i: usize = 0; i < stride; i += 8) {
      const w = load<f64>(r.weights + i);
      if (w == 0) continue;
      Slices.take<F>(r, f, i);
      f.setEta(r.slice, f.eta(r.slice) + a);
      f.open();
      const slope = w * f.slope(r.slice, load<f64>(r.y + from + i));
      g += slope;
      size += abs(slope);
      h += w * f.curvature(r.slice);
    }
    if (abs(g) <= 4e-16 * size) break;
    if (g > 0) high = a;
    else low = a;
    const before = a;
    a -= max(min(g / h, 8), -8);
    if (!(a > low && a < high)) a = 0.5 * (low + high);
    if (a == before) break;
  }
  const eta = r.eta + from;
  for (let i: usize = 0; i < stride; i += 8) store<f64>(eta + i, load<f64>(eta + i) + a);
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
  let sum: f64 = 0;
  for (let i: usize = 0; i < stride; i += 8) {
    const w = load<f64>(r.weights + i);
    if (w == 0) continue;
    Slices.take<F>(r, f, i);
    for (let k = 0; k < r.outputs; ++k)
      f.setDual(k, (-s * load<f64>(theta + i + <usize>k * stride)) / w);
    f.open();
    sum += w * f.distance(r.y + i, stride);
  }
  return sum;
}
