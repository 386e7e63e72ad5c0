import { Rows } from './rows';

/**
 * to_i = η_ik − log Σ_{l ≠ k} e^η_il, k the slice of `r`: with the other classes as they are, softmax
 * cross-entropy is log(1 + e^m) − y_k m and a constant, the logistic loss of this margin m.
 */
export function softmaxMargin(r: Rows, to: usize): void {
  const stride = (<usize>r.n) << 3;
  const own = <usize>r.slice * stride;
  const all = <usize>r.outputs * stride;
  for (let i: usize = 0; i < stride; i += 8) {
    if (load<f64>(r.weights + i) == 0) {
      store<f64>(to + i, 0);
      continue;
    }
    let most: f64 = -Infinity;
    for (let l: usize = 0; l < all; l += stride)
      if (l != own) most = max(most, load<f64>(r.eta + l + i));
    let sum: f64 = 0;
    for (let l: usize = 0; l < all; l += stride)
      if (l != own) sum += Math.exp(load<f64>(r.eta + l + i) - most);
    store<f64>(to + i, load<f64>(r.eta + own + i) - most - Math.log(sum));
  }
}
