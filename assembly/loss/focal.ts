import { Exponential } from '../math/exponential';
import { Real, Reals, SIZE } from '../math/reals';

/** Gradients below this are 0: subnormal numbers cost sixty times as much. */
const LEAST: f64 = 1e-20;

/**
 * Focal loss −Σ_i w_i Σ_k t_ik (1 − p_ik)^γ log p_ik of softmax p against target shares t; or with one
 * output per target, of p = σ(z) against y: y and 1 − y are then the shares of two classes.
 * γ = 0 is cross-entropy.
 *
 * Lin, Goyal, Girshick, He, Dollár (2017), ICCV, eq. 4.
 */
@unmanaged
export class FocalLoss {
  rows: i32;
  /** Classes, or outputs of the binary loss. */
  classes: i32;
  /** Logits z and their gradient, rows × classes; not the same. */
  z: usize;
  dz: usize;
  /** The class of each row as i32, or where this is 0, … */
  labels: usize;
  /** … shares of the classes, or y of the binary loss: rows × classes of Reals. */
  targets: usize;
  /** Weights of the rows as Reals; 0 where all are 1. */
  weights: usize;
  gamma: f64;
  /** What each row counts besides: 1 ÷ the sum of weights. */
  scale: f64;

  @inline weight(i: i32): f64 {
    return this.weights ? <f64>load<Real>(this.weights + Reals.bytes(i)) * this.scale : this.scale;
  }

  /** q^γ, q > 0 */
  power(q: f64): f64 {
    return Exponential.of(this.gamma * Exponential.log(q));
  }

  /** −(1 − p)^γ log p, given log p and q = 1 − p. */
  @inline value(log: f64, q: f64): f64 {
    return q > 0 ? -this.power(q) * log : 0;
  }

  /** p times the derivative of that by p: (1 − p)^γ (γ p log p ÷ (1 − p) − 1). */
  @inline slope(p: f64, log: f64, q: f64): f64 {
    if (q <= 0) return this.gamma > 0 ? 0 : -1;
    return this.power(q) * ((this.gamma * p * log) / q - 1);
  }
}

/** The loss of all rows by softmax; gradients are left in dz. */
export function focalLoss(t: FocalLoss): f64 {
  const row = Reals.bytes(t.classes);
  let z = t.z;
  let dz = t.dz;
  let total: f64 = 0;
  for (let i = 0; i < t.rows; i++, z += row, dz += row) {
    const weight = t.weight(i);
    const log = Row.log(t.classes, z);
    let sum: f64 = 0;
    for (let k = 0; k < t.classes; k++) {
      const at = Reals.bytes(k);
      const share = Row.share(t, i, k);
      const logShare = <f64>load<Real>(z + at) - log;
      const p = Exponential.of(logShare);
      const slope = share > 0 ? share * t.slope(p, logShare, 1 - p) : 0;
      if (share > 0) total += weight * share * t.value(logShare, 1 - p);
      sum += slope;
      store<Real>(dz + at, <Real>slope);
    }
    // ∂p_k ÷ ∂z_j = p_k (δ_kj − p_j)
    for (let k = 0; k < t.classes; k++) {
      const at = Reals.bytes(k);
      const p = Exponential.of(<f64>load<Real>(z + at) - log);
      const slope = weight * (<f64>load<Real>(dz + at) - p * sum);
      store<Real>(dz + at, <Real>(abs(slope) > LEAST ? slope : 0));
    }
  }
  return total;
}

/** The loss of all rows, each output by itself; gradients are left in dz. */
export function binaryFocalLoss(t: FocalLoss): f64 {
  let total: f64 = 0;
  for (let i = 0, at: usize = 0; i < t.rows; i++) {
    const weight = t.weight(i);
    for (let k = 0; k < t.classes; k++, at += SIZE) {
      const z = <f64>load<Real>(t.z + at);
      const y = <f64>load<Real>(t.targets + at);
      // the small one of p and 1 − p exact, and both logarithms
      const e = Exponential.of(-abs(z));
      const small = e / (1 + e);
      const log = -f64x2.extract_lane(Exponential.logOnePlus(f64x2.splat(e)), 0);
      const p = z < 0 ? small : 1 / (1 + e);
      const q = z < 0 ? 1 / (1 + e) : small;
      const logP = z < 0 ? z + log : log;
      const logQ = z < 0 ? log : log - z;
      total += weight * (y * t.value(logP, q) + (1 - y) * t.value(logQ, p));
      const slope = weight * (y * q * t.slope(p, logP, q) - (1 - y) * p * t.slope(q, logQ, p));
      store<Real>(t.dz + at, <Real>(abs(slope) > LEAST ? slope : 0));
    }
  }
  return total;
}

abstract class Row {
  /** log Σ e^z */
  static log(classes: i32, z: usize): f64 {
    let top: f64 = -Infinity;
    for (let k = 0; k < classes; k++) top = max(top, <f64>load<Real>(z + Reals.bytes(k)));
    let sum: f64 = 0;
    for (let k = 0; k < classes; k++)
      sum += Exponential.of(<f64>load<Real>(z + Reals.bytes(k)) - top);
    return top + Exponential.log(sum);
  }

  @inline static share(t: FocalLoss, i: i32, k: i32): f64 {
    if (t.labels) return load<i32>(t.labels + ((<usize>i) << 2)) == k ? 1 : 0;
    return <f64>load<Real>(t.targets + Reals.bytes(i * t.classes + k));
  }
}
