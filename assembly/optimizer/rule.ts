import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';

/** The constants that all rules have: what weights are multiplied by, and their share of slopes. */
const KEEP: i32 = 0;
const PULL: i32 = 1;
/** The number of the first of a rule's own. */
const OWN: i32 = 2;

/**
 * How an optimizer moves a weight, given the slope of the loss. Constants of a step stand in the record
 * as Reals, from where the loop takes them in all lanes: V8 makes the splat of a scalar anew in every
 * turn, its conversion from f64 included, what is read stays in a register. AdamW takes 0.4 of the time
 * so (bench/networks, case adamW).
 */
@unmanaged
export abstract class Rule {
  keep: f64;
  pull: f64;
  own0: f64;
  own1: f64;
  own2: f64;
  own3: f64;
  own4: f64;
  own5: f64;
  own6: f64;
  own7: f64;

  /**
   * What weights become: those kept of them less their move. Numbers of each lie at first and second; a to
   * h are the rule's constants.
   */
  abstract next(
    kept: v128,
    slope: v128,
    first: usize,
    second: usize,
    a: v128,
    b: v128,
    c: v128,
    d: v128,
    e: v128,
    f: v128,
    g: v128,
    h: v128,
  ): v128;

  /** Sets constant k of the rule's own. */
  put(k: i32, x: f64): void {
    store<Real>(changetype<usize>(this) + ((<usize>(OWN + k)) << 3), <Real>x);
  }

  /** What weights are multiplied by, and the share of them that is part of the slope. */
  weigh(keep: f64, pull: f64): void {
    this.put(KEEP - OWN, keep);
    this.put(PULL - OWN, pull);
  }

  /** A constant in all lanes. */
  @inline all(k: i32): v128 {
    return Reals.all(changetype<usize>(this) + ((<usize>k) << 3));
  }
}

/** Writes what n weights w with gradients g become to `to`, in whole vectors. */
export function move<R extends Rule>(
  rule: R,
  n: i32,
  w: usize,
  g: usize,
  first: usize,
  second: usize,
  to: usize,
): void {
  const keep = rule.all(KEEP);
  const pull = rule.all(PULL);
  const a = rule.all(OWN);
  const b = rule.all(OWN + 1);
  const c = rule.all(OWN + 2);
  const d = rule.all(OWN + 3);
  const e = rule.all(OWN + 4);
  const f = rule.all(OWN + 5);
  const h = rule.all(OWN + 6);
  const i = rule.all(OWN + 7);
  const least = Moments.least();
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR) {
    const weight = v128.load(w);
    const slope = Moments.flush(Reals.madd(v128.load(g), pull, weight), least);
    const kept = v128.mul<Real>(keep, weight);
    v128.store(to, rule.next(kept, slope, first, second, a, b, c, d, e, f, h, i));
    g += VECTOR;
    first += VECTOR;
    second += VECTOR;
    to += VECTOR;
  }
}
