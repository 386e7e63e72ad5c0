import { Real, Reals } from '../math/reals';
import { Activation } from './activation';

const SLOPE: usize = memory.data<Real>([0.01], 16);

/** x, or x ÷ 100 below 0; its slope from y, which has the sign of x. */
@unmanaged
export class LeakyRelu extends Activation {
  @inline value(x: v128): v128 {
    return v128.pmax<Real>(x, v128.mul<Real>(x, Reals.all(SLOPE)));
  }
  @inline slope(y: v128): v128 {
    const isPositive = v128.gt<Real>(y, v128.splat<Real>(0));
    return v128.bitselect(v128.splat<Real>(1), Reals.all(SLOPE), isPositive);
  }
}
