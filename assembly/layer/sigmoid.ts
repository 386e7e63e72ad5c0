import { Elementary } from '../math/elementary';
import { Real } from '../math/reals';
import { Activation } from './activation';

/** σ(x) = 1 ÷ (1 + e^−x); σ′ = y (1 − y) from y. */
@unmanaged
export class Sigmoid extends Activation {
  @inline value(x: v128): v128 {
    return Elementary.sigmoid(x);
  }
  @inline slope(y: v128): v128 {
    return v128.mul<Real>(y, v128.sub<Real>(v128.splat<Real>(1), y));
  }
}
