import { LANES, Real, Reals, VECTOR } from '../math/reals';

/**
 * Normalization of each sample by itself: y = γ (x − μ) ÷ √(σ² + ε) + β. A sample is `places` rows of
 * `channels` numbers, which form `groups` groups of neighbours; μ and σ² are those of a group over all
 * places. γ and β belong to channels.
 *
 * Ba, Kiros, Hinton (2016), arXiv:1607.06450, eq. 3 (one group of one place); Wu and He (2018), ECCV,
 * eq. 7.
 */
@unmanaged
export class GroupNorm {
  samples: i32;
  places: i32;
  channels: i32;
  groups: i32;
  x: usize;
  y: usize;
  /** (x − μ) ÷ √(σ² + ε), and 1 ÷ √(σ² + ε) of each group of each sample. */
  normalized: usize;
  inverse: usize;
  gamma: usize;
  beta: usize;
  /** Gradients by y, x, γ and β; dx may be dy. */
  dy: usize;
  dx: usize;
  dgamma: usize;
  dbeta: usize;
  epsilon: f64;

  @inline row(): usize {
    return Reals.bytes(this.channels);
  }
  @inline width(): i32 {
    return this.channels / this.groups;
  }
}

export function groupNormForward(t: GroupNorm): void {
  const sample = <usize>t.places * t.row();
  const width = t.width();
  let inverse = t.inverse;
  for (let n = 0, begin: usize = 0; n < t.samples; n++, begin += sample)
    for (let g = 0; g < t.groups; g++) {
      Group.forward(t, begin, Reals.bytes(g * width), inverse);
      inverse += sizeof<Real>();
    }
}

export function groupNormBackward(t: GroupNorm): void {
  const sample = <usize>t.places * t.row();
  const width = t.width();
  memory.fill(t.dgamma, 0, t.row());
  memory.fill(t.dbeta, 0, t.row());
  let inverse = t.inverse;
  for (let n = 0, begin: usize = 0; n < t.samples; n++, begin += sample)
    for (let g = 0; g < t.groups; g++) {
      Group.backward(t, begin, Reals.bytes(g * width), inverse);
      inverse += sizeof<Real>();
    }
}

/** One group of one sample: `first` bytes into each row of those that start `begin` bytes in. */
abstract class Group {
  static forward(t: GroupNorm, begin: usize, first: usize, inverse: usize): void {
    const width = t.width();
    const share = <Real>(1 / <f64>(width * t.places));
    const mean = v128.splat<Real>(Group.sum(t, t.x + begin + first) * share);
    const variance = Group.squares(t, t.x + begin + first, mean) * share;
    const scale = <Real>(1 / Math.sqrt(<f64>variance + t.epsilon));
    store<Real>(inverse, scale);
    const factor = v128.splat<Real>(scale);
    for (let i = 0, at = begin + first; i < t.places; i++, at += t.row())
      for (let j = 0, o: usize = 0; j < width; j += LANES, o += VECTOR) {
        const x = v128.load(t.x + at + o);
        const unit = v128.mul<Real>(v128.sub<Real>(x, mean), factor);
        const beta = v128.load(t.beta + first + o);
        Reals.put(t.normalized + at + o, unit, width - j);
        const y = Reals.madd(beta, unit, v128.load(t.gamma + first + o));
        Reals.put(t.y + at + o, y, width - j);
      }
  }

  /** dx = (h − mean h − x̂ mean(h x̂)) ÷ √(σ² + ε) with h = γ dy */
  static backward(t: GroupNorm, begin: usize, first: usize, inverse: usize): void {
    const width = t.width();
    const zero = v128.splat<Real>(0);
    let sums = zero;
    let products = zero;
    for (let i = 0, at = begin + first; i < t.places; i++, at += t.row())
      for (let j = 0, o: usize = 0; j < width; j += LANES, o += VECTOR) {
        const d = v128.load(t.dy + at + o);
        const unit = v128.load(t.normalized + at + o);
        Group.add(t.dbeta + first + o, d, width - j);
        Group.add(t.dgamma + first + o, v128.mul<Real>(d, unit), width - j);
        const mask = Reals.mask(width - j);
        const h = v128.and(v128.mul<Real>(d, v128.load(t.gamma + first + o)), mask);
        sums = v128.add<Real>(sums, h);
        products = Reals.madd(products, h, v128.and(unit, mask));
      }
    const share = <Real>(1 / <f64>(width * t.places));
    const mean = v128.splat<Real>(Reals.sum(sums) * share);
    const tilt = v128.splat<Real>(Reals.sum(products) * share);
    const factor = Reals.all(inverse);
    for (let i = 0, at = begin + first; i < t.places; i++, at += t.row())
      for (let j = 0, o: usize = 0; j < width; j += LANES, o += VECTOR) {
        const unit = v128.load(t.normalized + at + o);
        const h = v128.mul<Real>(v128.load(t.dy + at + o), v128.load(t.gamma + first + o));
        const rest = v128.sub<Real>(v128.sub<Real>(h, mean), v128.mul<Real>(unit, tilt));
        Reals.put(t.dx + at + o, v128.mul<Real>(factor, rest), width - j);
      }
  }

  @inline private static add(to: usize, x: v128, count: i32): void {
    Reals.put(to, v128.add<Real>(v128.load(to), x), count);
  }

  private static sum(t: GroupNorm, x: usize): Real {
    const width = t.width();
    let sums = v128.splat<Real>(0);
    for (let i = 0; i < t.places; i++, x += t.row())
      for (let j = 0, o: usize = 0; j < width; j += LANES, o += VECTOR)
        sums = v128.add<Real>(sums, v128.and(v128.load(x + o), Reals.mask(width - j)));
    return Reals.sum(sums);
  }

  private static squares(t: GroupNorm, x: usize, mean: v128): Real {
    const width = t.width();
    let sums = v128.splat<Real>(0);
    for (let i = 0; i < t.places; i++, x += t.row())
      for (let j = 0, o: usize = 0; j < width; j += LANES, o += VECTOR) {
        const d = v128.sub<Real>(v128.load(x + o), mean);
        const kept = v128.and(d, Reals.mask(width - j));
        sums = Reals.madd(sums, kept, kept);
      }
    return Reals.sum(sums);
  }
}
