import { Elementary } from '../math/elementary';
import { Real } from '../math/reals';
import { Activation } from './activation';

/**
 * x, or e^x − 1 below 0; its slope from y, 1 or y + 1.
 *
 * Clevert, Unterthiner, Hochreiter (2016), ICLR, eq. 15.
 */
@unmanaged
export class Elu extends Activation {
  @inline value(x: v128): v128 {
    const isPositive = v128.gt<Real>(x, v128.splat<Real>(0));
    return v128.bitselect(x, Elementary.expMinusOne(x), isPositive);
  }
  @inline slope(y: v128): v128 {
    const one = v128.splat<Real>(1);
    return v128.pmin<Real>(one, v128.add<Real>(y, one));
  }
}
