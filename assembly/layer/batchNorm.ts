import { LANES, Real, Reals } from '../math/reals';

/**
 * Batch normalization over rows, column by column: y = γ x̂ + β with x̂ = (x − μ) ÷ √(σ² + ε). In
 * training μ and σ² are of the batch and move the running ones, r ← m r + (1 − m) new, where the new
 * variance is the unbiased one; in evaluation the running ones take their place.
 *
 * Ioffe and Szegedy (2015), ICML, algorithms 1 and 2.
 */
@unmanaged
export class BatchNorm {
  rows: i32;
  cols: i32;
  /** Numbers from one row to the next: more than cols where these are some columns of more. */
  stride: i32;
  x: usize;
  y: usize;
  /** x̂ of the batch, and 1 ÷ √(σ² + ε) of each column: kept for the backward pass. */
  normalized: usize;
  inverse: usize;
  gamma: usize;
  beta: usize;
  mean: usize;
  variance: usize;
  /** Gradients by y, x, γ and β; dx may be dy. */
  dy: usize;
  dx: usize;
  dgamma: usize;
  dbeta: usize;
  epsilon: f64;
  momentum: f64;
  /** 1 for max(y, 0): the activation that follows most often costs nothing here. */
  relu: i32;
}

export function batchNormTrain(t: BatchNorm): void {
  for (let j = 0; j < t.cols; j += LANES) Columns.train(t, Reals.bytes(j), t.cols - j);
}

export function batchNormEvaluate(t: BatchNorm): void {
  for (let j = 0; j < t.cols; j += LANES) Columns.evaluate(t, Reals.bytes(j), t.cols - j);
}

export function batchNormBackward(t: BatchNorm): void {
  for (let j = 0; j < t.cols; j += LANES) Columns.backward(t, Reals.bytes(j), t.cols - j);
}

/** The gradients where the running statistics took the place of the batch's. */
export function batchNormFrozen(t: BatchNorm): void {
  for (let j = 0; j < t.cols; j += LANES) Columns.frozen(t, Reals.bytes(j), t.cols - j);
}

/** A vector of columns, `at` bytes into each row; `count` of them are there. */
abstract class Columns {
  static train(t: BatchNorm, at: usize, count: i32): void {
    const row = Reals.bytes(t.stride);
    const share = v128.splat<Real>(<Real>(1 / <f64>t.rows));
    const mean = v128.mul<Real>(Columns.sum(t.x + at, row, t.rows), share);
    const variance = v128.mul<Real>(Columns.squares(t.x + at, row, t.rows, mean), share);
    const unbiased = <Real>(<f64>t.rows / max(<f64>t.rows - 1, 1));
    Columns.move(t, t.mean + at, mean, count);
    Columns.move(t, t.variance + at, v128.mul<Real>(variance, v128.splat<Real>(unbiased)), count);
    const inverse = Columns.inverse(t, variance);
    Reals.put(t.inverse + at, inverse, count);
    const gamma = v128.load(t.gamma + at);
    const beta = v128.load(t.beta + at);
    const least = v128.splat<Real>(t.relu ? 0 : <Real>-Infinity);
    let x = t.x + at;
    let y = t.y + at;
    let kept = t.normalized + at;
    for (let i = t.rows; i > 0; i--) {
      const unit = v128.mul<Real>(v128.sub<Real>(v128.load(x), mean), inverse);
      Reals.put(kept, unit, count);
      Reals.put(y, v128.pmax<Real>(Reals.madd(beta, unit, gamma), least), count);
      x += row;
      y += row;
      kept += row;
    }
  }

  static evaluate(t: BatchNorm, at: usize, count: i32): void {
    const row = Reals.bytes(t.stride);
    const inverse = Columns.inverse(t, v128.load(t.variance + at));
    const slope = v128.mul<Real>(v128.load(t.gamma + at), inverse);
    const mean = v128.load(t.mean + at);
    const beta = v128.load(t.beta + at);
    const least = v128.splat<Real>(t.relu ? 0 : <Real>-Infinity);
    let x = t.x + at;
    let y = t.y + at;
    for (let i = t.rows; i > 0; i--) {
      const unit = v128.sub<Real>(v128.load(x), mean);
      Reals.put(y, v128.pmax<Real>(Reals.madd(beta, unit, slope), least), count);
      x += row;
      y += row;
    }
  }

  /** dx = γ/√(σ² + ε) (dy − mean dy − x̂ mean(dy x̂)) */
  static backward(t: BatchNorm, at: usize, count: i32): void {
    const row = Reals.bytes(t.stride);
    let sum = v128.splat<Real>(0);
    let product = sum;
    for (let i = 0, o = at; i < t.rows; i++, o += row) {
      const d = Columns.slope(t, o);
      sum = v128.add<Real>(sum, d);
      product = Reals.madd(product, d, v128.load(t.normalized + o));
    }
    Reals.put(t.dbeta + at, sum, count);
    Reals.put(t.dgamma + at, product, count);
    const share = v128.splat<Real>(<Real>(1 / <f64>t.rows));
    const mean = v128.mul<Real>(sum, share);
    const tilt = v128.mul<Real>(product, share);
    const scale = v128.mul<Real>(v128.load(t.gamma + at), v128.load(t.inverse + at));
    for (let i = 0, o = at; i < t.rows; i++, o += row) {
      const unit = v128.load(t.normalized + o);
      const rest = v128.sub<Real>(
        v128.sub<Real>(Columns.slope(t, o), mean),
        v128.mul<Real>(unit, tilt),
      );
      Reals.put(t.dx + o, v128.mul<Real>(scale, rest), count);
    }
  }

  /** dx = γ/√(σ² + ε) dy, with x̂ from x. */
  static frozen(t: BatchNorm, at: usize, count: i32): void {
    const row = Reals.bytes(t.stride);
    const inverse = Columns.inverse(t, v128.load(t.variance + at));
    const mean = v128.load(t.mean + at);
    const scale = v128.mul<Real>(v128.load(t.gamma + at), inverse);
    let sum = v128.splat<Real>(0);
    let product = sum;
    for (let i = 0, o = at; i < t.rows; i++, o += row) {
      const d = Columns.slope(t, o);
      const unit = v128.mul<Real>(v128.sub<Real>(v128.load(t.x + o), mean), inverse);
      sum = v128.add<Real>(sum, d);
      product = Reals.madd(product, d, unit);
      Reals.put(t.dx + o, v128.mul<Real>(scale, d), count);
    }
    Reals.put(t.dbeta + at, sum, count);
    Reals.put(t.dgamma + at, product, count);
  }

  /** dy, where y was not cut off. */
  @inline private static slope(t: BatchNorm, o: usize): v128 {
    const d = v128.load(t.dy + o);
    if (!t.relu) return d;
    return v128.and(d, v128.gt<Real>(v128.load(t.y + o), v128.splat<Real>(0)));
  }

  @inline private static inverse(t: BatchNorm, variance: v128): v128 {
    const epsilon = v128.splat<Real>(<Real>t.epsilon);
    const root = v128.sqrt<Real>(v128.add<Real>(variance, epsilon));
    return v128.div<Real>(v128.splat<Real>(1), root);
  }

  @inline private static move(t: BatchNorm, at: usize, value: v128, count: i32): void {
    const old = v128.mul<Real>(v128.splat<Real>(<Real>t.momentum), v128.load(at));
    Reals.put(at, Reals.madd(old, v128.splat<Real>(<Real>(1 - t.momentum)), value), count);
  }

  @inline private static sum(x: usize, row: usize, rows: i32): v128 {
    let sum = v128.splat<Real>(0);
    for (; rows > 0; rows--, x += row) sum = v128.add<Real>(sum, v128.load(x));
    return sum;
  }

  @inline private static squares(x: usize, row: usize, rows: i32, mean: v128): v128 {
    let sum = v128.splat<Real>(0);
    for (; rows > 0; rows--, x += row) {
      const d = v128.sub<Real>(v128.load(x), mean);
      sum = Reals.madd(sum, d, d);
    }
    return sum;
  }
}
