import { Elementary } from '../math/elementary';
import { Real } from '../math/reals';
import { Activation } from './activation';

/** tanh x; its slope 1 − y² from y. */
@unmanaged
export class Tanh extends Activation {
  @inline value(x: v128): v128 {
    return Elementary.tanh(x);
  }
  @inline slope(y: v128): v128 {
    return v128.sub<Real>(v128.splat<Real>(1), v128.mul<Real>(y, y));
  }
}
