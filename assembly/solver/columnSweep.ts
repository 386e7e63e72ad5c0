import { Csc } from '../design/csc';
import { Standardized } from '../design/standardized';
import { Penalty } from '../penalty/penalty';
import { ActiveSet } from './activeSet';
import { Quadratic } from './quadratic';

/**
 * The problem of a working set without its Gram matrix: minimise −vᵀX̃δ + ½ δᵀX̃ᵀHX̃ δ + Σ f_k g(b_k),
 * H = diag(h), δ how far b is from where it was when the residual was v. Columns are centred at
 * their mean under h, or at 0. src/linear/family/columnSet.ts writes it field for field.
 *
 *   r = v − H X̃ δ = residual − (a multiple of h),   u_k = s_k Σ_i (x_ik − c_k) residual_i:
 *
 * a sparse column changes only its own entries of the residual, because the columns are
 * orthogonal to h (or c = 0), so that the multiple of h that is left out counts for none of them.
 */
@unmanaged
export class ColumnProblem {
  /** size, u, b, penaltyFactor, lower, upper of a Quadratic; nothing else of it is read. */
  quadratic: usize;
  /** A Csc, its centres and scales; `weights` is h. */
  standardized: usize;
  /** i32 column of each coordinate. */
  list: usize;
  /** Σ_i h_i x̃_ik² of each coordinate. */
  curvature: usize;
  /** h_i x_ij of all entries, coordinate after coordinate: a step then gathers the residual alone. */
  weighted: usize;
  /** i32 index of each coordinate's first entry in `weighted`. */
  starts: usize;
  /** Whether `columnCurvatures` centres the columns at their means under h. */
  centres: i32;
  /** n f64. */
  residual: usize;
  /** Σ h, and Σ residual where columns are centred at their means: else it counts for nothing. */
  totalWeight: f64;
  total: f64;
  /** Where the present cycle stands: next coordinate, cycles over nonzeros, Σ curvature δ². */
  cursor: i32;
  active: i32;
  /** Cycles over nonzeros before a call ends. */
  most: i32;
  gain: f64;
  /** What `columnFree` writes, one value per free coordinate. */
  members: usize;
  columns: usize;
  slope: usize;
  ridge: usize;
  floor: usize;
  ceiling: usize;

  @inline column(k: i32): i32 {
    return load<i32>(this.list + ((<usize>k) << 2));
  }
  /** Where the weighted entries of coordinate k are. */
  @inline entries(k: i32): usize {
    return this.weighted + ((<usize>load<u32>(this.starts + ((<usize>k) << 2))) << 3);
  }
}

/** Share of Σ h x² that its centre may leave for Σ h (x − c)² to be taken as the difference. */
const LEFT: f64 = 0.1;

/** Weighted entries, centres where they follow h, and curvatures of coordinates from … to − 1. */
export function columnCurvatures(c: ColumnProblem, from: i32, to: i32): void {
  const s = changetype<Standardized>(c.standardized);
  const x = changetype<Csc>(s.design);
  for (let k = from; k < to; ++k) {
    const j = c.column(k);
    const scale = s.scaleOf(j);
    const sum = x.weigh(j, s.weights, c.entries(k));
    if (c.centres) store<f64>(s.center + ((<usize>j) << 3), sum / c.totalWeight);
    const center = s.centerOf(j);
    const plain = x.dotEntries(j, c.entries(k));
    let squares = plain - center * (2 * sum - center * c.totalWeight);
    // of a column that is almost constant the difference would lose digits
    if (squares < LEFT * plain) squares = x.squares(j, center, s.weights, c.totalWeight);
    store<f64>(c.curvature + ((<usize>k) << 3), scale * scale * squares);
  }
}

/**
 * Coordinate descent in cycles: over all coordinates, then over the nonzero ones while that gains
 * more than `tolerance`, then over all again, until a full cycle gains no more than that or about
 * `budget` multiply-adds or `most` cycles over the nonzeros are spent; another call goes on from
 * there, with a full cycle in the latter case.
 * Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), sections 2.2 and 2.6.
 * @returns Σ_k curvature_k δ_k² of the last full cycle of this call; Infinity where none ended.
 */
export function columnSweep<P extends Penalty>(
  c: ColumnProblem,
  penalty: P,
  tolerance: f64,
  budget: f64,
): f64 {
  const size = changetype<Quadratic>(c.quadratic).size;
  let left = budget;
  let last: f64 = Infinity;
  while (left >= 0) {
    for (; c.cursor < size && left >= 0; c.cursor += 1) left -= visit<P>(c, penalty, c.cursor);
    if (c.cursor < size) break;
    const gain = c.gain;
    c.gain = 0;
    c.cursor = 0;
    left -= 1;
    if (c.active == 0) {
      last = gain;
      if (gain <= tolerance) return gain;
    }
    const ends = c.active == c.most;
    c.active = gain <= tolerance || ends ? 0 : c.active + 1;
    if (ends) break;
  }
  return last;
}

/** b_k ← clip(prox(u_k + curvature b_k)). @returns multiply-adds. */
function visit<P extends Penalty>(c: ColumnProblem, penalty: P, k: i32): f64 {
  const q = changetype<Quadratic>(c.quadratic);
  const old = q.get(q.b, k);
  if (c.active && old == 0) return 0;
  const curvature = q.get(c.curvature, k);
  if (!(curvature > 0)) return 0;
  const s = changetype<Standardized>(c.standardized);
  const x = changetype<Csc>(s.design);
  const j = c.column(k);
  const stored = <f64>x.stored(j);
  const z = s.scaleOf(j) * x.sum(j, s.centerOf(j), c.residual, c.total) + curvature * old;
  const free = penalty.prox(z, curvature, q.get(q.penaltyFactor, k));
  const next = min(max(free, q.get(q.lower, k)), q.get(q.upper, k));
  const step = next - old;
  if (step == 0) return stored;
  q.set(q.b, k, next);
  // r −= δ h ∘ x̃_k, the multiple of h left out
  const change = -step * s.scaleOf(j);
  x.addEntries(j, change, c.entries(k), c.residual);
  c.total += change * s.centerOf(j) * c.totalWeight;
  c.gain += curvature * step * step;
  return 2 * stored;
}

/**
 * The coordinates on which the problem is a quadratic without limits as long as each stays between
 * its `floor` and its `ceiling`, with their columns, and slope and curvature of the penalty there.
 * @returns how many; 0 where the penalty is not made of parabolas.
 */
export function columnFree<P extends Penalty>(c: ColumnProblem, penalty: P): i32 {
  if (!penalty.newton()) return 0;
  const q = changetype<Quadratic>(c.quadratic);
  let count = 0;
  for (let k = 0; k < q.size; ++k) {
    const b = q.get(q.b, k);
    const f = q.get(q.penaltyFactor, k);
    const inside = b > q.get(q.lower, k) && q.get(q.upper, k) > b && q.get(c.curvature, k) > 0;
    if (!inside || (b == 0 && penalty.kink(f) > 0)) continue;
    store<i32>(c.members + ((<usize>count) << 2), k);
    store<i32>(c.columns + ((<usize>count) << 2), c.column(k));
    q.set(c.slope, count, penalty.slope(b, f));
    q.set(c.ridge, count, penalty.curvature(b, f));
    q.set(c.floor, count, ActiveSet.end<P>(q, penalty, k, -1));
    q.set(c.ceiling, count, ActiveSet.end<P>(q, penalty, k, 1));
    ++count;
  }
  return count;
}
