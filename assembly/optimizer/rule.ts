import { Real, Reals, VECTOR } from '../math/reals';
import { Moments } from './moments';

/** The constants that all rules have: what weights are multiplied by, and their share of slopes. */
const KEEP: i32 = 0;
const PULL: i32 = 1;
/** The number of the first of a rule's own. */
const OWN: i32 = 2;
/** What is too small to matter is taken out of moments every so many steps, a power of two. */
const PERIOD: i32 = 16;

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
  /** Steps that were begun. */
  steps: i32;
  /** Whether this step takes out of moments what is too small. */
  flushes: bool;

  /**
   * What weights become: those kept of them less their move. Numbers of each lie at first and second; a to
   * h are the rule's constants. `flushes` is known when this is compiled.
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
    flushes: bool,
  ): v128;

  /** Counts a step. */
  count(): void {
    this.flushes = (this.steps & (PERIOD - 1)) == 0;
    this.steps++;
  }

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

/**
 * Writes what n weights w with gradients g become to `to`, in whole vectors. A quarter of a step's
 * operations is for weights as part of slopes and for moments that are too small: most steps need neither.
 */
export function move<R extends Rule>(
  rule: R,
  n: i32,
  w: usize,
  g: usize,
  first: usize,
  second: usize,
  to: usize,
): void {
  const end = w + Reals.bytes(n);
  const pulls = load<Real>(changetype<usize>(rule) + ((<usize>PULL) << 3)) != 0;
  if (pulls || rule.flushes) Moves.run(rule, end, w, g, first, second, to, true);
  else Moves.run(rule, end, w, g, first, second, to, false);
}

abstract class Moves {
  /** `isWhole` is known when this is compiled. */
  @inline static run<R extends Rule>(
    rule: R,
    end: usize,
    w: usize,
    g: usize,
    first: usize,
    second: usize,
    to: usize,
    isWhole: bool,
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
    for (; w < end; w += VECTOR) {
      const weight = v128.load(w);
      let slope = v128.load(g);
      if (isWhole) slope = Reals.madd(slope, pull, weight);
      slope = Moments.flush(slope, least);
      const kept = v128.mul<Real>(keep, weight);
      v128.store(to, rule.next(kept, slope, first, second, a, b, c, d, e, f, h, i, isWhole));
      g += VECTOR;
      first += VECTOR;
      second += VECTOR;
      to += VECTOR;
    }
  }
}
