import { Elementary } from '../math/elementary';
import { Logarithm } from '../math/logarithm';
import { Real } from '../math/reals';
import { Activation } from './activation';

/** log(1 + e^x) = max(x, 0) + log(1 + e^−|x|); its slope σ(x) from x. */
@unmanaged
export class Softplus extends Activation {
  @inline value(x: v128): v128 {
    const e = Elementary.exp(v128.neg<Real>(v128.abs<Real>(x)));
    const top = v128.pmax<Real>(x, v128.splat<Real>(0));
    return v128.add<Real>(top, Logarithm.onePlus(e));
  }
  @inline slope(x: v128): v128 {
    return Elementary.sigmoid(x);
  }
}
