import { Real, Reals, VECTOR } from '../math/reals';
import { squares } from '../train/batch';
import { Moments } from './moments';
import { move, Rule } from './rule';

/** What the momentum of NAdam's schedule decays by in each step: 0.96^0.004. */
const DECAY: f64 = 0.9998367253526753;

/**
 * What Adam and its kin keep: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g². Their steps are
 * w ← (1 − η d) w − (a m + b g) ÷ (√v̂ + ε), v̂ = v ÷ (1 − β₂ᵗ); d is the decoupled weight decay, and g may
 * hold `l2` w besides, the coupled one. Their constants are a, 1 ÷ √(1 − β₂ᵗ), ε, β₁, 1 − β₁, β₂, 1 − β₂, b.
 */
@unmanaged
export abstract class Moving extends Rule {
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  /** β₁ᵗ and β₂ᵗ of the steps taken; NAdam has Π in place of the first. */
  power1: f64;
  power2: f64;
  /** 0.96^(0.004 t) of NAdam's steps. */
  slow: f64;
  /** η of this step, and how far a weight goes for a gradient of 1 that stays, but for its √v̂ + ε. */
  rate: f64;
  length: f64;

  /** The next m. */
  @inline mean(slope: v128, m: usize, keep1: v128, rest1: v128, flushes: bool): v128 {
    const mixed = Moments.mix(keep1, v128.load(m), rest1, slope);
    const mean = Moments.settle(mixed, flushes);
    v128.store(m, mean);
    return mean;
  }

  /** √v̂ + ε of the next v. */
  @inline size(
    slope: v128,
    v: usize,
    root: v128,
    epsilon: v128,
    keep2: v128,
    rest2: v128,
    flushes: bool,
  ): v128 {
    const mixed = Moments.mix(keep2, v128.load(v), rest2, v128.mul<Real>(slope, slope));
    const square = Moments.settle(mixed, flushes);
    v128.store(v, square);
    return Reals.madd(epsilon, v128.sqrt<Real>(square), root);
  }

  /** The constants of a step, of which a and b are given. */
  begin(ahead: f64, own: f64): void {
    this.count();
    this.power2 *= this.beta2;
    this.put(0, ahead);
    this.put(1, this.correction());
    this.put(2, this.epsilon);
    this.put(3, this.beta1);
    this.put(4, 1 - this.beta1);
    this.put(5, this.beta2);
    this.put(6, 1 - this.beta2);
    this.put(7, own);
  }

  /** What √v is multiplied by. */
  correction(): f64 {
    return 1 / Math.sqrt(1 - this.power2);
  }
}

/**
 * Adam: a = η ÷ (1 − β₁ᵗ), b = 0. With weight decay it is AdamW.
 *
 * Kingma and Ba (2015), ICLR, algorithm 1; Loshchilov and Hutter (2019), ICLR, algorithm 2.
 */
@unmanaged
export class Adam extends Moving {
  @inline next(
    kept: v128,
    slope: v128,
    m: usize,
    v: usize,
    ahead: v128,
    root: v128,
    epsilon: v128,
    keep1: v128,
    rest1: v128,
    keep2: v128,
    rest2: v128,
    _own: v128,
    flushes: bool,
  ): v128 {
    const mean = this.mean(slope, m, keep1, rest1, flushes);
    const size = this.size(slope, v, root, epsilon, keep2, rest2, flushes);
    return v128.sub<Real>(kept, v128.div<Real>(v128.mul<Real>(ahead, mean), size));
  }
}

/** Counts a step and sets its rate. */
export function adamBegin(t: Adam, rate: f64): void {
  t.power1 *= t.beta1;
  t.rate = rate;
  t.length = rate;
  t.begin(rate / (1 - t.power1), 0);
}

/** n weights w in whole vectors with gradients g and moments m, v; `decay` and `l2` of this group. */
export function adamStep(
  t: Adam,
  n: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  decay: f64,
  l2: f64,
): void {
  t.weigh(1 - t.rate * decay, l2);
  move(t, n, w, g, m, v, w);
}

/** How far each of n weights goes for a gradient of 1 that stays: η ÷ (√v̂ + ε) of Adam. */
export function adamLengths(t: Moving, n: i32, v: usize, to: usize): void {
  Moments.lengths(n, t.length, v, t.correction(), t.epsilon, to);
}

/**
 * NAdam, Adam with Nesterov's look ahead: with μ_t = β₁ (1 − ½ 0.96^(0.004 t)) and Π_t = μ_1 … μ_t,
 * a = η μ_{t+1} ÷ (1 − Π_{t+1}) and b = η (1 − μ_t) ÷ (1 − Π_t).
 *
 * Dozat (2016), ICLR workshop, algorithm 2; the schedule of μ as in PyTorch and Keras.
 */
@unmanaged
export class Nadam extends Moving {
  @inline next(
    kept: v128,
    slope: v128,
    m: usize,
    v: usize,
    ahead: v128,
    root: v128,
    epsilon: v128,
    keep1: v128,
    rest1: v128,
    keep2: v128,
    rest2: v128,
    own: v128,
    flushes: bool,
  ): v128 {
    const mean = this.mean(slope, m, keep1, rest1, flushes);
    const size = this.size(slope, v, root, epsilon, keep2, rest2, flushes);
    const step = Moments.mix(ahead, mean, own, slope);
    return v128.sub<Real>(kept, v128.div<Real>(step, size));
  }
}

export function nadamBegin(t: Nadam, rate: f64): void {
  t.slow *= DECAY;
  const now = t.beta1 * (1 - 0.5 * t.slow);
  const next = t.beta1 * (1 - 0.5 * t.slow * DECAY);
  t.power1 *= now;
  const own = (rate * (1 - now)) / (1 - t.power1);
  const ahead = (rate * next) / (1 - t.power1 * next);
  t.rate = rate;
  t.length = own + ahead;
  t.begin(ahead, own);
}

/** n weights w, as adamStep does. */
export function nadamStep(
  t: Nadam,
  n: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  decay: f64,
  l2: f64,
): void {
  t.weigh(1 - t.rate * decay, l2);
  move(t, n, w, g, m, v, w);
}

/** LAMB begins a step as Adam does, at the rate 1: its own follows the sizes of a parameter. */
export function lambBegin(t: Adam, rate: f64): void {
  adamBegin(t, 1);
  t.rate = rate;
}

/**
 * LAMB, one parameter of n weights w: with u = m̂ ÷ (√v̂ + ε) + d w, w ← w − η ‖w‖ ÷ ‖u‖ u; 1 in place of the
 * ratio of norms where one of them is 0. Gradients g are left as −u.
 *
 * You et al. (2020), ICLR, algorithm 2, with φ the identity.
 */
export function lambStep(
  t: Adam,
  n: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  decay: f64,
  l2: f64,
): void {
  t.weigh(-decay, l2);
  move(t, n, w, g, m, v, g);
  const size = Math.sqrt(squares(n, w));
  const length = Math.sqrt(squares(n, g));
  t.length = t.rate * (size > 0 && length > 0 ? size / length : 1);
  t.weigh(t.length, 0);
  const rate = t.all(0);
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR, g += VECTOR)
    v128.store(w, Reals.madd(v128.load(w), rate, v128.load(g)));
}
