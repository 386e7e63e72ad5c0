import { Elementary } from '../math/elementary';
import { Normal } from '../math/normal';
import { Real, Reals, SIZE } from '../math/reals';
import { Activation } from './activation';

/** −½, and 1 ÷ √(2π). */
const TABLE: usize = memory.data<Real>([-0.5, 0.3989422804014327], 16);

/**
 * x Φ(x) with the exact distribution function Φ; its slope from x, Φ(x) + x φ(x).
 *
 * Hendrycks and Gimpel (2016), arXiv:1606.08415, section 2.
 */
@unmanaged
export class Gelu extends Activation {
  @inline value(x: v128): v128 {
    return v128.mul<Real>(x, Normal.distribution(x));
  }
  @inline slope(x: v128): v128 {
    const e = Elementary.exp(v128.mul<Real>(v128.mul<Real>(x, x), Reals.all(TABLE)));
    const density = v128.mul<Real>(e, Reals.all(TABLE + SIZE));
    return Reals.madd(Normal.distribution(x), x, density);
  }
}
