import { Exponential } from '../math/exponential';
import { Lanes } from '../math/lanes';
import { JointDatafit } from './jointDatafit';

/** Below this a probability's variance counts as this much in Newton steps. */
const FLOOR: f64 = 1e-9;

/**
 * Softmax cross-entropy ℓ = log Σ_k e^η_k − Σ_k y_k η_k, y a distribution over the K classes.
 * Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), section 4.
 *
 * With m = max η and e_k = e^(η_k − m) a row keeps e_k and Σ e_k without its largest term, so that
 * p_k and 1 − p_k have all their digits.
 */
@unmanaged
export class Multinomial extends JointDatafit {
  @inline private share(k: i32): v128 {
    return v128.load(this.at(1, k));
  }
  /** Σ e_k but for the largest. */
  @inline private get others(): v128 {
    return v128.load(this.at(3, 0));
  }
  /** The class with the largest predictor, and that. */
  @inline private get top(): v128 {
    return v128.load(this.at(3, 1));
  }
  @inline private get most(): v128 {
    return v128.load(this.at(3, 2));
  }
  @inline private get total(): v128 {
    return f64x2.add(f64x2.splat(1), this.others);
  }
  /** Σ_{l ≠ k} e_l */
  @inline private rest(k: i32): v128 {
    const isTop = f64x2.eq(this.top, f64x2.splat(<f64>k));
    return v128.bitselect(this.others, f64x2.sub(this.total, this.share(k)), isTop);
  }

  open(): void {
    const eta = this.at(0, 0);
    const shares = this.at(1, 0);
    const end = (<usize>this.count) << 4;
    let most = v128.load(eta);
    let top = f64x2.splat(0);
    let k: f64 = 1;
    for (let at: usize = 16; at < end; at += 16, k += 1) {
      const isMore = f64x2.gt(v128.load(eta + at), most);
      most = v128.bitselect(v128.load(eta + at), most, isMore);
      top = v128.bitselect(f64x2.splat(k), top, isMore);
    }
    let others = f64x2.splat(0);
    k = 0;
    for (let at: usize = 0; at < end; at += 16, k += 1) {
      const e = Exponential.pair(f64x2.sub(v128.load(eta + at), most));
      v128.store(shares + at, e);
      others = f64x2.add(others, v128.andnot(e, f64x2.eq(top, f64x2.splat(k))));
    }
    v128.store(this.at(3, 0), others);
    v128.store(this.at(3, 1), top);
    v128.store(this.at(3, 2), most);
  }

  /** log Σ e^η less the largest η. */
  @inline private tail(): v128 {
    const others = this.others;
    const log = Math.log1p(f64x2.extract_lane(others, 0));
    return Lanes.of(log, Math.log1p(f64x2.extract_lane(others, 1)));
  }

  loss(y: usize, stride: usize, left: usize): v128 {
    const log = f64x2.add(this.most, this.tail());
    let sum = f64x2.splat(0);
    for (let k = 0; k < this.count; ++k, y += stride) {
      const share = Lanes.upTo(y, y + left);
      const own = f64x2.mul(share, f64x2.sub(log, this.eta(k)));
      sum = f64x2.add(sum, v128.and(own, f64x2.gt(share, f64x2.splat(0))));
    }
    return sum;
  }
  /** p − y = (e_k (1 − y) − y Σ_{l ≠ k} e_l) ÷ Σ e_l */
  @inline slope(k: i32, y: v128): v128 {
    const own = f64x2.mul(this.share(k), f64x2.sub(f64x2.splat(1), y));
    return f64x2.div(f64x2.sub(own, f64x2.mul(y, this.rest(k))), this.total);
  }
  @inline curvature(k: i32): v128 {
    const total = this.total;
    const p = f64x2.div(this.share(k), total);
    return f64x2.pmax(f64x2.mul(p, f64x2.div(this.rest(k), total)), f64x2.splat(FLOOR));
  }
  @inline cross(k: i32, l: i32): v128 {
    const total = this.total;
    const p = f64x2.div(this.share(k), total);
    return f64x2.neg(f64x2.mul(p, f64x2.div(this.share(l), total)));
  }
  @inline low(y: f64): f64 {
    return -y;
  }

  distance(y: usize, stride: usize, left: usize): v128 {
    const log = this.tail();
    let sum = f64x2.splat(0);
    for (let k = 0; k < this.count; ++k, y += stride) {
      const share = Lanes.upTo(y, y + left);
      const p = f64x2.div(this.share(k), this.total);
      const away = f64x2.sub(this.dual(k), this.slope(k, share));
      const q = f64x2.pmax(f64x2.add(share, this.dual(k)), f64x2.splat(0));
      const logP = f64x2.sub(f64x2.sub(this.eta(k), this.most), log);
      const first = divergence(
        f64x2.extract_lane(p, 0),
        f64x2.extract_lane(away, 0),
        f64x2.extract_lane(q, 0),
        f64x2.extract_lane(logP, 0),
      );
      const second = divergence(
        f64x2.extract_lane(p, 1),
        f64x2.extract_lane(away, 1),
        f64x2.extract_lane(q, 1),
        f64x2.extract_lane(logP, 1),
      );
      sum = f64x2.add(sum, Lanes.of(first, second));
    }
    return sum;
  }
}

/** q log(q/p) − q + p ≥ 0 with q − p = away: Σ of it is the divergence of p from q = y + t. */
function divergence(p: f64, away: f64, q: f64, logP: f64): f64 {
  if (q == 0) return p;
  const isNear = abs(away) < 0.5 * p;
  const ratio = isNear ? Math.log1p(away / p) : Math.log(q) - logP;
  return max(q * ratio - away, 0);
}
