import { Elementary } from '../math/elementary';
import { Exponential } from '../math/exponential';
import { LANES, Real, Reals } from '../math/reals';

/** Shares of a class below this are 0: subnormal gradients would cost sixty times as much. */
const LEAST: f64 = 1e-15;
/** Products of sums stay far from where f64 ends. */
const MOST: f64 = 1e200;

/**
 * Cross-entropy of softmax p against target shares t, which sum to 1 in each row:
 * Σ_i w_i (log Σ_k e^z_ik − Σ_k t_ik z_ik), and its gradient w_i (p_i − t_i). Where β > 0, less
 * β H(p_i), H = −Σ_k p_k log p_k, whose gradient is −p_k (log p_k + H).
 *
 * Pereyra, Tucker, Chorowski, Kaiser, Hinton (2017), ICLR workshop, section 2.
 */
@unmanaged
export class SoftmaxLoss {
  rows: i32;
  classes: i32;
  /** Logits z and their gradient, rows × classes; they may be the same where β is 0. */
  z: usize;
  dz: usize;
  /** The class of each row as i32, … */
  labels: usize;
  /** … or where this is 0, target shares as rows × classes of Reals. */
  targets: usize;
  /** Weights of the rows as Reals; 0 where all are 1. */
  weights: usize;
  /** Share of a class's weight that goes to the other classes in like parts (label smoothing). */
  smoothing: f64;
  /** What each row counts besides: 1 ÷ the sum of weights. */
  scale: f64;
  /** β of the entropy. */
  beta: f64;
  /** Σ_k e^(z_k − max z) of the row that was done last. */
  sum: f64;

  /** What smoothing gives to each of the other classes. */
  @inline other(): f64 {
    return this.classes > 1 ? this.smoothing / <f64>(this.classes - 1) : 0;
  }
}

/** The loss of all rows; gradients are left in dz. */
export function softmaxLoss(t: SoftmaxLoss): f64 {
  const row = Reals.bytes(t.classes);
  let z = t.z;
  let dz = t.dz;
  let total: f64 = 0;
  let sums: f64 = 1;
  for (let i = 0; i < t.rows; i++) {
    const weight = t.weights ? <f64>load<Real>(t.weights + Reals.bytes(i)) * t.scale : t.scale;
    total += weight * (t.labels ? Row.label(t, i, z, dz, weight) : Row.shares(t, i, z, dz, weight));
    if (t.weights) total += weight * Exponential.log(t.sum);
    else {
      // rows of one weight have one logarithm, of the product of their sums
      sums *= t.sum;
      if (sums > MOST) {
        total += weight * Exponential.log(sums);
        sums = 1;
      }
    }
    z += row;
    dz += row;
  }
  return total + t.scale * Exponential.log(sums);
}

abstract class Row {
  /** Less log Σ e^(z − max z): against one class, and a share of its weight for each of the others. */
  static label(t: SoftmaxLoss, i: i32, z: usize, dz: usize, weight: f64): f64 {
    const label = Reals.bytes(load<i32>(t.labels + ((<usize>i) << 2)));
    const other = t.other();
    const own = <f64>load<Real>(z + label);
    let expected = (1 - t.smoothing - other) * own;
    if (other > 0) expected += other * Row.sum(t.classes, z);
    const top = Row.softmax(t, z, dz, weight, weight * other);
    store<Real>(dz + label, load<Real>(dz + label) - <Real>(weight * (1 - t.smoothing - other)));
    return top - expected - (t.beta > 0 ? Row.entropy(t, z, dz, weight, top) : 0);
  }

  /** Less the same: against shares of all classes, each of which gives some of its own away. */
  static shares(t: SoftmaxLoss, i: i32, z: usize, dz: usize, weight: f64): f64 {
    const shares = t.targets + <usize>i * Reals.bytes(t.classes);
    const other = t.other();
    const keep = 1 - t.smoothing - other;
    let expected: f64 = 0;
    for (let k = 0; k < t.classes; k++) {
      const share = keep * <f64>load<Real>(shares + Reals.bytes(k)) + other;
      if (share > 0) expected += share * <f64>load<Real>(z + Reals.bytes(k));
    }
    const top = Row.softmax(t, z, dz, weight, weight * other);
    for (let k = 0; k < t.classes; k++) {
      const at = dz + Reals.bytes(k);
      const share = <Real>(weight * keep) * load<Real>(shares + Reals.bytes(k));
      store<Real>(at, load<Real>(at) - share);
    }
    return top - expected - (t.beta > 0 ? Row.entropy(t, z, dz, weight, top) : 0);
  }

  /** dz ← weight · softmax(z) − less; returns max z, and leaves Σ e^(z − max z) in the record. */
  private static softmax(t: SoftmaxLoss, z: usize, dz: usize, weight: f64, less: f64): f64 {
    const classes = t.classes;
    let top = v128.splat<Real>(<Real>-Infinity);
    for (let k = 0; k < classes; k += LANES) top = v128.pmax<Real>(top, Row.at(z, k, classes, top));
    const largest = Reals.max(top);
    top = v128.splat<Real>(largest);
    const least = v128.splat<Real>(<Real>LEAST);
    let sums = v128.splat<Real>(0);
    for (let k = 0; k < classes; k += LANES) {
      let e = Elementary.exp(v128.sub<Real>(v128.load(z + Reals.bytes(k)), top));
      e = v128.and(v128.and(e, v128.gt<Real>(e, least)), Reals.mask(classes - k));
      Reals.put(dz + Reals.bytes(k), e, classes - k);
      sums = v128.add<Real>(sums, e);
    }
    const sum = <f64>Reals.sum(sums);
    const scale = v128.splat<Real>(<Real>(weight / sum));
    const shift = v128.splat<Real>(<Real>less);
    for (let k = 0; k < classes; k += LANES) {
      const at = dz + Reals.bytes(k);
      Reals.put(at, v128.sub<Real>(v128.mul<Real>(v128.load(at), scale), shift), classes - k);
    }
    t.sum = sum;
    return <f64>largest;
  }

  /** β H of a row, whose largest number is `top`; dz gets its gradient. */
  private static entropy(t: SoftmaxLoss, z: usize, dz: usize, weight: f64, top: f64): f64 {
    const log = top + Exponential.log(t.sum);
    let entropy: f64 = 0;
    for (let k = 0; k < t.classes; k++) {
      const logShare = <f64>load<Real>(z + Reals.bytes(k)) - log;
      entropy -= Exponential.of(logShare) * logShare;
    }
    for (let k = 0; k < t.classes; k++) {
      const logShare = <f64>load<Real>(z + Reals.bytes(k)) - log;
      const slope = weight * t.beta * Exponential.of(logShare) * (logShare + entropy);
      const at = dz + Reals.bytes(k);
      store<Real>(at, load<Real>(at) + <Real>(abs(slope) > LEAST ? slope : 0));
    }
    return t.beta * entropy;
  }

  /** The next lanes of a row; where it ends, those of `rest`. */
  @inline private static at(z: usize, k: i32, classes: i32, rest: v128): v128 {
    return v128.bitselect(v128.load(z + Reals.bytes(k)), rest, Reals.mask(classes - k));
  }

  private static sum(classes: i32, z: usize): f64 {
    let sum: f64 = 0;
    for (let k = 0; k < classes; k++) sum += <f64>load<Real>(z + Reals.bytes(k));
    return sum;
  }
}
