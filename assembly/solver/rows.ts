/** What a solver asks of the rows: loss, gradients, intercept, dual terms; generic in the datafit. */
import { Level1 } from '../blas/level1';
import { Datafit } from '../datafit/datafit';
import { Lanes } from '../math/lanes';

/** Beyond ±FAR an exponential is 0 or no number. */
const FAR: f64 = 700;

/** Rows as the kernels see them; src/linear/family/rows.ts writes it. */
@unmanaged
export class Rows {
  n: i32;
  /** Outputs of the model, and the one that v and h are taken of. */
  outputs: i32;
  slice: i32;
  /** n f64 each per output, output after output. */
  eta: usize;
  y: usize;
  /** n f64: ω, summing to 1. */
  weights: usize;
  /** n f64: −ω ℓ′ and ω ℓ″ of the slice. */
  v: usize;
  h: usize;
  /** n f64: what rows share of their exponentials, at the place where a loss was taken last. */
  shared: usize;
  /** Σ ω ℓ where `recentre` ended; no number where v and h are not those of that place. */
  loss: f64;
}

/** What becomes of two rows; e is what the family's `shared` says of them. */
abstract class Two {
  /** Two rows; behind the last one is a row of weight 0. */
  @inline static at(r: Rows, vector: usize, i: usize): v128 {
    const end = vector + ((<usize>r.n) << 3);
    return Lanes.upTo(vector + i, end);
  }

  /** ω ℓ of two rows, 0 where ω is. */
  @inline static loss<F extends Datafit>(r: Rows, f: F, i: usize, eta: v128, e: v128): v128 {
    return Two.weighted(r, i, f.loss(eta, Two.at(r, r.y, i), e));
  }

  /** ω times a value of two rows, 0 where ω is. */
  @inline static weighted(r: Rows, i: usize, value: v128): v128 {
    const w = Two.at(r, r.weights, i);
    return v128.and(f64x2.mul(w, value), f64x2.ne(w, f64x2.splat(0)));
  }
}

/** Σ ω ℓ(η + t d); leaves what rows share there. */
export function lossAlong<F extends Datafit>(r: Rows, f: F, d: usize, t: f64): f64 {
  let sum = f64x2.splat(0);
  const end = (<usize>r.n) << 3;
  for (let i: usize = 0; i < end; i += 16) {
    const step = f64x2.mul(f64x2.splat(t), Two.at(r, d, i));
    const eta = f64x2.add(Two.at(r, r.eta, i), step);
    const e = f.shared(eta);
    sum = f64x2.add(sum, Two.loss<F>(r, f, i, eta, e));
    Lanes.putUpTo(r.shared + i, r.shared + end, e);
  }
  return Lanes.sum(sum);
}

/** Σ ω ℓ(η + a) of what rows share there. */
function lossAt<F extends Datafit>(r: Rows, f: F, a: f64): f64 {
  let sum = f64x2.splat(0);
  for (let i: usize = 0, end = (<usize>r.n) << 3; i < end; i += 16) {
    const eta = f64x2.add(Two.at(r, r.eta, i), f64x2.splat(a));
    sum = f64x2.add(sum, Two.loss<F>(r, f, i, eta, Two.at(r, r.shared, i)));
  }
  return Lanes.sum(sum);
}

/** Writes v_i = −ω_i ℓ′ and h_i = ω_i ℓ″ at η + a, and what rows share there unless it is known. */
function slopes<F extends Datafit>(r: Rows, f: F, a: f64, known: bool): void {
  const end = (<usize>r.n) << 3;
  for (let i: usize = 0; i < end; i += 16) {
    const eta = f64x2.add(Two.at(r, r.eta, i), f64x2.splat(a));
    const y = Two.at(r, r.y, i);
    const e = known ? Two.at(r, r.shared, i) : f.shared(eta);
    Lanes.putUpTo(r.shared + i, r.shared + end, e);
    const v = Two.weighted(r, i, f64x2.neg(f.slope(eta, y, e)));
    Lanes.putUpTo(r.v + i, r.v + end, v);
    Lanes.putUpTo(r.h + i, r.h + end, Two.weighted(r, i, f.curvature(eta, y, e)));
  }
}

/** Writes v and h at η, where what rows share may be known. @returns Σ ω ℓ. */
export function rowGradients<F extends Datafit>(r: Rows, f: F, known: bool): f64 {
  slopes<F>(r, f, 0, known);
  return lossAt<F>(r, f, 0);
}

/** Times √n the share of Σ |ω ℓ′| below which Σ ω ℓ′ is rounding. */
const CENTRED: f64 = 4e-16;

/**
 * Adds to every η the a that minimises Σ ω ℓ(η + a): the intercept's own optimum, by Newton steps
 * within a bracket. On the tail of an exponential Newton's step is 1 however far the optimum is,
 * and a first step must not leap where a curvature is next to nothing: so steps are cut to `reach`,
 * and where they do not shrink for long or are cut they grow twofold.
 * Writes v, h and the loss there; where the passes do not suffice the loss is no number, and another
 * call goes on.
 * @param most passes over the rows.
 * @param known whether what rows share is that of η.
 * @returns a; where no finite a is the best, one whose loss is next to the infimum.
 */
export function recentre<F extends Datafit>(r: Rows, f: F, most: i32, known: bool): f64 {
  const centred = CENTRED * Math.sqrt(<f64>r.n);
  let a: f64 = 0;
  let low: f64 = -Infinity;
  let high: f64 = Infinity;
  let reach: f64 = 8;
  let stretch: f64 = 1;
  let before: f64 = 0;
  let alike = 0;
  let isThere = false;
  for (let k = 0; k < most; ++k) {
    slopes<F>(r, f, a, known && k == 0);
    const g = -Level1.sum(r.n, r.v);
    isThere = abs(g) <= centred * Level1.size(r.n, r.v);
    if (isThere) break;
    if (g > 0) high = a;
    else low = a;
    const newton = g / Level1.sum(r.n, r.h);
    alike = newton * before > 0 && abs(newton) > 0.5 * abs(before) ? alike + 1 : 0;
    before = newton;
    stretch = alike > 6 ? 2 * stretch : 1;
    const step = max(min(newton * stretch, reach), -reach);
    if (abs(step) == reach) reach *= 2;
    const last = a;
    a -= step;
    // a step that rounds to nothing must not be taken for one that leaves the bracket
    if (a != last && !(a > low && a < high)) a = 0.5 * (low + high);
    isThere = a == last;
    if (isThere) break;
  }
  r.loss = isThere ? lossAt<F>(r, f, a) : NaN;
  Level1.shift(r.n, a, r.eta);
  return a;
}

/** Share of the largest slope by which rounding may carry others beyond the end of their range. */
const BEYOND: f64 = 4e-15;

/**
 * The largest s ≤ 1 for which the dual point s θ lies where every conjugate is finite; what is
 * beyond by rounding alone counts as the end itself, which rowGap takes for it.
 */
export function dualReach<F extends Datafit>(r: Rows, f: F, theta: usize): f64 {
  let most: f64 = 0;
  for (let i: usize = 0, end = (<usize>r.n) << 3; i < end; i += 8) {
    const w = load<f64>(r.weights + i);
    if (w != 0) most = max(most, abs(load<f64>(theta + i) / w));
  }
  const slack = BEYOND * most;
  let s: f64 = 1;
  for (let i: usize = 0, end = (<usize>r.n) << 3; i < end; i += 8) {
    const w = load<f64>(r.weights + i);
    if (w == 0) continue;
    const t = -load<f64>(theta + i) / w;
    const y = load<f64>(r.y + i);
    if (t > f.high(y) + slack) s = min(s, f.high(y) / t);
    else if (t < f.low(y) - slack) s = min(s, f.low(y) / t);
  }
  return max(s, 0);
}

/**
 * Σ ω [ ℓ(η) + ℓ*(t) − t η ] with t = −s θ/ω: the rows' share of the duality gap, each term ≥ 0,
 * as the Bregman distance ℓ(η) − ℓ(η_t) − t (η − η_t), ℓ′(η_t) = t.
 */
export function rowGap<F extends Datafit>(r: Rows, f: F, theta: usize, s: f64): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0, end = (<usize>r.n) << 3; i < end; i += 8) {
    const w = load<f64>(r.weights + i);
    if (w == 0) continue;
    const eta = load<f64>(r.eta + i);
    const y = load<f64>(r.y + i);
    const t = max(min((-s * load<f64>(theta + i)) / w, f.high(y)), f.low(y));
    const at = f.inverse(t, y);
    if (at == eta) continue;
    // At the end of the range ℓ*(t) is a limit: what ℓ(η) − tη tends to.
    const far = abs(at) < Infinity ? at : at > 0 ? FAR : -FAR;
    const both = Lanes.of(eta, far);
    const losses = f.loss(both, f64x2.splat(y), f.shared(both));
    const other = f64x2.extract_lane(losses, 1) - t * far;
    sum += w * max(f64x2.extract_lane(losses, 0) - t * eta - other, 0);
  }
  return sum;
}
