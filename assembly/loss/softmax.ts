import { Elementary } from '../math/elementary';
import { Exponential } from '../math/exponential';
import { LANES, Real, Reals, SIZE, VECTOR } from '../math/reals';

/** Shares of a class below this are 0: subnormal gradients would cost sixty times as much. */
const LEAST: f64 = 1e-15;
/** Its lanes, see Reals.all. */
const LEASTS: usize = memory.data<Real>([1e-15], 16);
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
  /** What a group of rows needs: 2 + classes vectors. */
  work: usize;

  /** What smoothing gives to each of the other classes. */
  @inline other(): f64 {
    return this.smoothing > 0 && this.classes > 1 ? this.smoothing / <f64>(this.classes - 1) : 0;
  }

  /** What row i counts. */
  @inline weight(i: i32): f64 {
    return this.weights ? <f64>load<Real>(this.weights + Reals.bytes(i)) * this.scale : this.scale;
  }
}

/** The loss of all rows; gradients are left in dz. */
export function softmaxLoss(t: SoftmaxLoss): f64 {
  let total: f64 = 0;
  let sums: f64 = 1;
  for (let first = 0; first < t.rows; first += LANES) {
    const end = min(first + LANES, t.rows);
    // dz may be z: what is read of z comes first
    for (let i = first; i < end; i++) total -= t.weight(i) * Row.expected(t, i);
    Group.softmax(t, first);
    for (let i = first; i < end; i++) {
      const weight = t.weight(i);
      const top = Group.top(t, i - first);
      const sum = Group.sum(t, i - first);
      total += weight * (top - Row.subtract(t, i, weight, top, sum));
      // rows of one weight have one logarithm, of the product of their sums
      const isOver = t.weights != 0 || sums * sum > MOST;
      if (isOver) total += weight * Exponential.log(sums * sum);
      sums = isOver ? 1 : sums * sum;
    }
  }
  return total + t.scale * Exponential.log(sums);
}

/**
 * Rows side by side, a lane each: sums over classes then need no sums over lanes. Where fewer rows are
 * left than there are lanes, the last one is done in several.
 */
abstract class Group {
  /** dz ← w (softmax(z) − what smoothing gives to all); keeps max z and Σ e^(z − max z) of each row. */
  static softmax(t: SoftmaxLoss, first: i32): void {
    const classes = t.classes;
    const values = t.work + 2 * VECTOR;
    let top = v128.splat<Real>(<Real>-Infinity);
    let z = Group.row(t, t.z, first, 0);
    const z1 = Group.row(t, t.z, first, 1) - z;
    const z2 = Group.row(t, t.z, first, 2) - z;
    const z3 = Group.row(t, t.z, first, 3) - z;
    const end = values + ((<usize>classes) << 4);
    for (let at = values; at < end; at += VECTOR, z += SIZE) {
      const x = Group.load(z, z + z1, z + z2, z + z3);
      v128.store(at, x);
      top = v128.pmax<Real>(top, x);
    }
    const sums = Group.exponentials(values, end, top);
    v128.store(t.work, top);
    v128.store(t.work, sums, VECTOR);
    Group.gradients(t, first, values, end, sums);
  }

  /** x ← e^(x − top); their sum. */
  private static exponentials(values: usize, end: usize, top: v128): v128 {
    let sums = v128.splat<Real>(0);
    for (let at = values; at < end; at += VECTOR) {
      let e = Elementary.exp(v128.sub<Real>(v128.load(at), top));
      e = v128.and(e, v128.gt<Real>(e, Reals.all(LEASTS)));
      v128.store(at, e);
      sums = v128.add<Real>(sums, e);
    }
    return sums;
  }

  private static gradients(
    t: SoftmaxLoss,
    first: i32,
    values: usize,
    end: usize,
    sums: v128,
  ): void {
    const weights = Group.weights(t, first);
    const scale = v128.div<Real>(weights, sums);
    const shift = v128.mul<Real>(weights, v128.splat<Real>(<Real>t.other()));
    let dz = Group.row(t, t.dz, first, 0);
    const dz1 = Group.row(t, t.dz, first, 1) - dz;
    const dz2 = Group.row(t, t.dz, first, 2) - dz;
    const dz3 = Group.row(t, t.dz, first, 3) - dz;
    for (let at = values; at < end; at += VECTOR, dz += SIZE) {
      const slope = v128.sub<Real>(v128.mul<Real>(v128.load(at), scale), shift);
      v128.store_lane<Real>(dz, slope, 0);
      v128.store_lane<Real>(dz + dz1, slope, 1);
      if (SIZE == 8) continue;
      v128.store_lane<f32>(dz + dz2, slope, 2);
      v128.store_lane<f32>(dz + dz3, slope, 3);
    }
  }

  private static weights(t: SoftmaxLoss, first: i32): v128 {
    const scale = v128.splat<Real>(<Real>t.scale);
    if (!t.weights) return scale;
    const at = t.weights + Reals.bytes(first);
    const last = t.rows - 1 - first;
    const b = Reals.bytes(min(1, last));
    const c = Reals.bytes(min(2, last));
    const d = Reals.bytes(min(3, last));
    return v128.mul<Real>(Group.load(at, at + b, at + c, at + d), scale);
  }

  /** Where row `first + lane` of z or dz begins, or the last one. */
  @inline private static row(t: SoftmaxLoss, at: usize, first: i32, lane: i32): usize {
    return at + <usize>min(first + lane, t.rows - 1) * Reals.bytes(t.classes);
  }

  @inline private static load(a: usize, b: usize, c: usize, d: usize): v128 {
    const pair = v128.load_lane<Real>(b, v128.load_zero<Real>(a), 1);
    if (SIZE == 8) return pair;
    return v128.load_lane<f32>(d, v128.load_lane<f32>(c, pair, 2), 3);
  }

  @inline static top(t: SoftmaxLoss, lane: i32): f64 {
    return <f64>load<Real>(t.work + Reals.bytes(lane));
  }

  @inline static sum(t: SoftmaxLoss, lane: i32): f64 {
    return <f64>load<Real>(t.work + Reals.bytes(lane), VECTOR);
  }
}

abstract class Row {
  /** Σ_k t_k z_k, t the target shares, or a label's class with what smoothing gives to the others. */
  static expected(t: SoftmaxLoss, i: i32): f64 {
    const classes = t.classes;
    const z = t.z + <usize>i * Reals.bytes(classes);
    const other = t.other();
    const keep = 1 - t.smoothing - other;
    let sum: f64 = 0;
    if (t.labels) {
      if (other > 0) for (let k = 0; k < classes; k++) sum += <f64>load<Real>(z + Reals.bytes(k));
      return keep * <f64>load<Real>(z + Row.label(t, i)) + other * sum;
    }
    const shares = t.targets + <usize>i * Reals.bytes(classes);
    for (let k = 0; k < classes; k++) {
      const share = keep * <f64>load<Real>(shares + Reals.bytes(k)) + other;
      if (share > 0) sum += share * <f64>load<Real>(z + Reals.bytes(k));
    }
    return sum;
  }

  /** Takes target shares from dz, and adds the gradient of −β H; returns β H. */
  static subtract(t: SoftmaxLoss, i: i32, weight: f64, top: f64, sum: f64): f64 {
    const row = <usize>i * Reals.bytes(t.classes);
    const keep = weight * (1 - t.smoothing - t.other());
    const dz = t.dz + row;
    if (t.labels) {
      const at = dz + Row.label(t, i);
      store<Real>(at, load<Real>(at) - <Real>keep);
    } else {
      for (let k = 0; k < t.classes; k++) {
        const at = dz + Reals.bytes(k);
        const share = <Real>keep * load<Real>(t.targets + row + Reals.bytes(k));
        store<Real>(at, load<Real>(at) - share);
      }
    }
    if (t.beta == 0) return 0;
    return Row.entropy(t, t.z + row, dz, weight, top + Exponential.log(sum));
  }

  /** Bytes from a row's first class to its own. */
  @inline private static label(t: SoftmaxLoss, i: i32): usize {
    return Reals.bytes(load<i32>(t.labels + ((<usize>i) << 2)));
  }

  /** β H of a row with log Σ e^z; dz gets its gradient. */
  private static entropy(t: SoftmaxLoss, z: usize, dz: usize, weight: f64, log: f64): f64 {
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
}
