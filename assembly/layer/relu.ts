import { Real } from '../math/reals';
import { Activation } from './activation';

/** max(x, 0); its slope from y. */
@unmanaged
export class Relu extends Activation {
  @inline value(x: v128): v128 {
    return v128.pmax<Real>(x, v128.splat<Real>(0));
  }
  @inline slope(y: v128): v128 {
    return v128.and(v128.splat<Real>(1), v128.gt<Real>(y, v128.splat<Real>(0)));
  }
}
