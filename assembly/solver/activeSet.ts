import { Cholesky } from '../blas/cholesky';
import { extendRows } from '../blas/choleskyRows';
import { Penalty } from '../penalty/penalty';
import { Quadratic } from './quadratic';

/** Rows of the factor that are made at once. */
const MOST_ROWS: i32 = 48;

/**
 * The free coordinates of a quadratic and the Cholesky factor on them. Free are those strictly
 * inside their limits that are nonzero, or whose penalty has no kink at zero.
 */
export abstract class ActiveSet {
  /**
   * Make the factor stand for exactly the free coordinates (less those that are singular), with at
   * most about `budget` multiply-adds. @returns what is left of it, −1 where it did not suffice:
   * the factor is consistent then, and the next call goes on.
   */
  static sync<P extends Penalty>(q: Quadratic, penalty: P, budget: f64): f64 {
    const curvature = penalty.curvature(1, 1);
    if (curvature != q.curvature) {
      q.rank = 0;
      q.curvature = curvature;
    }
    for (let k = 0; k < q.size; ++k) q.setMark(k, i32(ActiveSet.isFree<P>(q, penalty, k)));
    q.wanted = 0;
    for (let k = 0; k < q.size; ++k) q.wanted += q.mark(k);
    if (q.wanted > q.room) return -1;
    let gone = 0;
    for (let i = 0; i < q.rank; ++i) gone += 1 - q.mark(q.member(i));
    // A row leaves at 0.7 rank²; making the rows that stay anew costs a sixth of their cube.
    const rank = <f64>q.rank;
    const stay = rank - <f64>gone;
    if (0.7 * <f64>gone * rank * rank > (stay * stay * stay) / 6) q.rank = 0;
    let left = budget;
    for (let i = q.rank - 1; i >= 0; --i) {
      if (q.mark(q.member(i))) continue;
      if (left < 0) return -1;
      left -= 0.7 * <f64>((q.rank - i) * (q.rank - i));
      ActiveSet.drop(q, i);
    }
    for (let i = 0; i < q.rank; ++i) q.setMark(q.member(i), 0);
    for (let k = 0; k < q.size; ) {
      if (left < 0) return -1;
      const before = q.rank;
      k = ActiveSet.extend<P>(q, penalty, k);
      left -= 0.5 * <f64>(q.rank - before) * <f64>q.rank * <f64>q.rank;
    }
    return max(left, 0);
  }

  /** The curvature of the penalty of member i. */
  @inline static curvature<P extends Penalty>(q: Quadratic, penalty: P, i: i32): f64 {
    const k = q.member(i);
    return penalty.curvature(q.get(q.b, k), q.get(q.penaltyFactor, k));
  }

  /** Where coordinate k may go in direction d before its penalty or a limit changes. */
  @inline static end<P extends Penalty>(q: Quadratic, penalty: P, k: i32, d: f64): f64 {
    const b = q.get(q.b, k);
    const kink = penalty.kink(q.get(q.penaltyFactor, k)) > 0;
    if (d > 0) return kink && b < 0 ? 0 : q.get(q.upper, k);
    return kink && b > 0 ? 0 : q.get(q.lower, k);
  }

  /** Step along d at which coordinate k reaches its end; Infinity where it never does. */
  @inline static reach<P extends Penalty>(q: Quadratic, penalty: P, k: i32, d: f64): f64 {
    if (d == 0) return Infinity;
    return (ActiveSet.end<P>(q, penalty, k, d) - q.get(q.b, k)) / d;
  }

  /** b_k += by, remembered in `moved`. */
  @inline static move(q: Quadratic, k: i32, by: f64): void {
    q.set(q.b, k, q.get(q.b, k) + by);
    q.set(q.moved, k, q.get(q.moved, k) + by);
  }

  /** b_k ← value exactly. */
  @inline static settle(q: Quadratic, k: i32, value: f64): void {
    q.set(q.moved, k, q.get(q.moved, k) + (value - q.get(q.b, k)));
    q.set(q.b, k, value);
  }

  /** Whether k is strictly inside its limits, and nonzero or without a kink at zero. */
  @inline static isFree<P extends Penalty>(q: Quadratic, penalty: P, k: i32): bool {
    const b = q.get(q.b, k);
    const inside = b > q.get(q.lower, k) && q.get(q.upper, k) > b && q.diagonal(k) > 0;
    return inside && (b != 0 || penalty.kink(q.get(q.penaltyFactor, k)) == 0);
  }

  private static drop(q: Quadratic, i: i32): void {
    Cholesky.remove(q.factor, (<usize>q.room) << 3, q.rank, i, q.rotations);
    const at = q.members + ((<usize>i) << 2);
    memory.copy(at, at + 4, (<usize>(q.rank - i - 1)) << 2);
    q.rank -= 1;
  }

  /**
   * Border the factor by the next few marked coordinates from `first` on, all at once; one that
   * depends on the members takes its own way. @returns the coordinate to go on with.
   */
  private static extend<P extends Penalty>(q: Quadratic, penalty: P, first: i32): i32 {
    const ld = (<usize>q.room) << 3;
    let wanted = q.rank;
    let next = first;
    for (; next < q.size && wanted < q.rank + MOST_ROWS; ++next)
      if (q.mark(next)) {
        store<i32>(q.members + ((<usize>wanted) << 2), next);
        wanted += 1;
      }
    for (let i = q.rank; i < wanted; ++i) ActiveSet.copyRow<P>(q, penalty, i);
    q.rank = extendRows(q.factor, ld, q.rank, wanted, q.singular, false);
    if (q.rank == wanted) return next;
    const bad = q.member(q.rank);
    while (!ActiveSet.append<P>(q, penalty, bad) && ActiveSet.slide<P>(q, penalty, bad));
    return bad + 1;
  }

  /** Row i of the factor ← that of G + curvature among the members up to itself. */
  private static copyRow<P extends Penalty>(q: Quadratic, penalty: P, i: i32): void {
    const k = q.member(i);
    const row = q.factorRow(i);
    const gram = q.row(k);
    for (let m = 0; m <= i; ++m) q.set(row, m, q.get(gram, q.member(m)));
    q.set(row, i, q.get(row, i) + ActiveSet.curvature<P>(q, penalty, i));
  }

  /** Border the factor by coordinate k. @returns false where it depends on the members. */
  private static append<P extends Penalty>(q: Quadratic, penalty: P, k: i32): bool {
    const ld = (<usize>q.room) << 3;
    const row = q.factor + <usize>q.rank * ld;
    const gram = q.row(k);
    for (let i = 0; i < q.rank; ++i) q.set(row, i, q.get(gram, q.member(i)));
    const curvature = penalty.curvature(q.get(q.b, k), q.get(q.penaltyFactor, k));
    const diagonal = q.diagonal(k) + curvature;
    const pivot = Cholesky.border(q.factor, ld, q.rank, diagonal);
    if (!(pivot > q.singular * diagonal)) return false;
    q.set(row, q.rank, Math.sqrt(pivot));
    store<i32>(q.members + ((<usize>q.rank) << 2), k);
    q.rank += 1;
    return true;
  }

  /**
   * Coordinate k depends on the members: along v (v_k = 1, v = −G⁻¹G_k on the members) the fit
   * does not change, so move downhill until some coordinate reaches its end and leaves.
   * @returns whether a member left, so that k may be tried again.
   */
  private static slide<P extends Penalty>(q: Quadratic, penalty: P, k: i32): bool {
    const ld = (<usize>q.room) << 3;
    memory.copy(q.direction, q.factor + <usize>q.rank * ld, (<usize>q.rank) << 3);
    Cholesky.backward(q.factor, ld, q.rank, q.direction);
    ActiveSet.dropNoise(q, k);
    let rise = ActiveSet.excess<P>(q, penalty, k);
    for (let i = 0; i < q.rank; ++i)
      rise -= q.get(q.direction, i) * ActiveSet.excess<P>(q, penalty, q.member(i));
    const sign: f64 = rise > 0 ? -1 : 1;
    let step = ActiveSet.reach<P>(q, penalty, k, sign);
    // Nothing ends the way of a column without penalty and limit: it stays where it is.
    if (step == Infinity && ActiveSet.reach<P>(q, penalty, k, -sign) == Infinity) return false;
    let leaves = -1;
    for (let i = 0; i < q.rank; ++i) {
      const d = -sign * q.get(q.direction, i);
      const most = ActiveSet.reach<P>(q, penalty, q.member(i), d);
      if (most < step) {
        step = most;
        leaves = i;
      }
    }
    if (!(step < Infinity)) return false;
    const end =
      leaves < 0
        ? ActiveSet.end<P>(q, penalty, k, sign)
        : ActiveSet.endOf<P>(q, penalty, leaves, sign);
    ActiveSet.move(q, k, step * sign);
    for (let i = 0; i < q.rank; ++i)
      ActiveSet.move(q, q.member(i), -step * sign * q.get(q.direction, i));
    ActiveSet.settle(q, leaves < 0 ? k : q.member(leaves), end);
    if (leaves < 0) return false;
    ActiveSet.drop(q, leaves);
    return true;
  }

  /**
   * Components of the direction that may be rounding become 0: following them would lead anywhere.
   * What counts is their share of the fit, |v_i| ‖x̃_i‖ against ‖x̃_k‖.
   */
  private static dropNoise(q: Quadratic, k: i32): void {
    const least = 10 * Math.sqrt(q.singular * q.diagonal(k));
    for (let i = 0; i < q.rank; ++i) {
      const share = abs(q.get(q.direction, i)) * Math.sqrt(q.diagonal(q.member(i)));
      if (share < least) q.set(q.direction, i, 0);
    }
  }

  /** The derivative of the objective in coordinate k. */
  @inline private static excess<P extends Penalty>(q: Quadratic, penalty: P, k: i32): f64 {
    return penalty.slope(q.get(q.b, k), q.get(q.penaltyFactor, k)) - q.get(q.u, k);
  }

  @inline private static endOf<P extends Penalty>(q: Quadratic, p: P, i: i32, sign: f64): f64 {
    return ActiveSet.end<P>(q, p, q.member(i), -sign * q.get(q.direction, i));
  }
}
