import { Elementary } from '../math/elementary';
import { Real, Reals } from '../math/reals';
import { Activation } from './activation';

/**
 * x σ(x); its slope from x, σ (1 + x (1 − σ)).
 *
 * Elfwing, Uchibe, Doya (2018), Neural Networks 107, section 2.
 */
@unmanaged
export class Silu extends Activation {
  @inline value(x: v128): v128 {
    return v128.mul<Real>(x, Elementary.sigmoid(x));
  }
  @inline slope(x: v128): v128 {
    const one = v128.splat<Real>(1);
    const s = Elementary.sigmoid(x);
    return v128.mul<Real>(s, Reals.madd(one, x, v128.sub<Real>(one, s)));
  }
}
