import { Elementary } from '../math/elementary';
import { Real, Reals, SIZE } from '../math/reals';
import { Activation } from './activation';

/** λ and λ α. */
const TABLE: usize = memory.data<Real>([1.0507009873554805, 1.7580993408473768], 16);

/**
 * λ x, or λ α (e^x − 1) below 0, which keeps mean 0 and variance 1; its slope from y, λ or y + λ α.
 *
 * Klambauer, Unterthiner, Mayr, Hochreiter (2017), NeurIPS, eq. 2.
 */
@unmanaged
export class Selu extends Activation {
  @inline value(x: v128): v128 {
    const isPositive = v128.gt<Real>(x, v128.splat<Real>(0));
    const above = v128.mul<Real>(x, Reals.all(TABLE));
    const below = v128.mul<Real>(Elementary.expMinusOne(x), Reals.all(TABLE + SIZE));
    return v128.bitselect(above, below, isPositive);
  }
  @inline slope(y: v128): v128 {
    const isPositive = v128.gt<Real>(y, v128.splat<Real>(0));
    const below = v128.add<Real>(y, Reals.all(TABLE + SIZE));
    return v128.bitselect(Reals.all(TABLE), below, isPositive);
  }
}
