import { Exponential } from '../math/exponential';
import { Lanes } from '../math/lanes';
import { Rows } from './rows';

/**
 * to_i = η_ik − log Σ_{l ≠ k} e^η_il, k the slice of `r`: with the other classes as they are, softmax
 * cross-entropy is log(1 + e^m) − y_k m and a constant, the logistic loss of this margin m.
 */
export function softmaxMargin(r: Rows, to: usize): void {
  const stride = (<usize>r.n) << 3;
  const own = <usize>r.slice * stride;
  for (let i: usize = 0; i < stride; i += 16) {
    const left = stride - i;
    let most = f64x2.splat(-Infinity);
    for (let l: usize = 0; l < <usize>r.outputs * stride; l += stride)
      if (l != own) most = f64x2.pmax(most, Lanes.upTo(r.eta + l + i, r.eta + l + i + left));
    let sum = f64x2.splat(0);
    for (let l: usize = 0; l < <usize>r.outputs * stride; l += stride) {
      if (l == own) continue;
      const eta = Lanes.upTo(r.eta + l + i, r.eta + l + i + left);
      sum = f64x2.add(sum, Exponential.pair(f64x2.sub(eta, most)));
    }
    const logs = Lanes.of(
      Math.log(f64x2.extract_lane(sum, 0)),
      Math.log(f64x2.extract_lane(sum, 1)),
    );
    const eta = Lanes.upTo(r.eta + own + i, r.eta + own + i + left);
    const margin = f64x2.sub(f64x2.sub(eta, most), logs);
    const w = Lanes.upTo(r.weights + i, r.weights + i + left);
    Lanes.putUpTo(to + i, to + i + left, v128.and(margin, f64x2.ne(w, f64x2.splat(0))));
  }
}
