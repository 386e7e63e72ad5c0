import { Penalty } from './penalty';

/**
 * A concave penalty of slope l1 at 0, flat from |b| = γ l1 on, with an L2 share l2/2 b². It is not
 * convex: no conjugate bounds it, and no Newton step holds across its pieces.
 */
@unmanaged
export abstract class Concave extends Penalty {
  l1: f64;
  l2: f64;
  gamma: f64;

  @inline kink(f: f64): f64 {
    return f * this.l1;
  }
  @inline newton(): bool {
    return false;
  }
  @inline conjugate(_v: f64, _f: f64, _lo: f64, _hi: f64): f64 {
    return Infinity;
  }
  @inline cap(_value: f64, _f: f64): f64 {
    return Infinity;
  }
  @inline reach(_v: f64, _f: f64, _lo: f64, _hi: f64): f64 {
    return 1;
  }
}
