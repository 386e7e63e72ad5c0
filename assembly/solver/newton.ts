import { Cholesky } from '../blas/cholesky';
import { Level1 } from '../blas/level1';
import { Penalty } from '../penalty/penalty';
import { ActiveSet } from './activeSet';
import { Quadratic } from './quadratic';

/**
 * Active-set Newton: solve exactly on the free coordinates with signs held, step until the first
 * coordinate reaches zero or a limit, fix it there, repeat. Ends at the optimum for the current
 * support, whatever the correlation, where coordinate descent would need thousands of cycles.
 * Compare the feature-sign search of Lee, Battle, Raina, Ng (2007), NIPS, algorithm 1.
 *
 * Stops after about `budget` multiply-adds. @returns false where the factor needs another call.
 */
export function newton<P extends Penalty>(q: Quadratic, penalty: P, budget: f64): bool {
  const bytes = (<usize>q.size) << 3;
  const start = objective<P>(q, penalty);
  memory.copy(q.saved, q.u, bytes);
  memory.copy(q.before, q.b, bytes);
  memory.fill(q.moved, 0, bytes);
  let left = budget;
  let stepped = false;
  for (;;) {
    left = ActiveSet.sync<P>(q, penalty, left);
    if (left < 0) break;
    stepped = true;
    q.steps += 1;
    left -= <f64>(q.rank * q.rank);
    if (!descend<P>(q, penalty) || left <= 0) break;
  }
  // u = saved − G moved, once for all steps and all of the working set
  memory.copy(q.u, q.saved, bytes);
  for (let k = 0; k < q.size; ++k) {
    const moved = q.get(q.moved, k);
    if (moved != 0) Level1.axpy(q.size, -moved, q.row(k), q.u);
  }
  // A factor that is singular but for rounding can only be noticed by where it leads.
  if (objective<P>(q, penalty) <= start + 1e-9 * abs(start)) return stepped;
  memory.copy(q.u, q.saved, bytes);
  memory.copy(q.b, q.before, bytes);
  q.rank = 0;
  q.singular = min(100 * q.singular, 1e-2);
  return true;
}

/** ½ bᵀG b − cᵀb + penalty = −½ Σ b (c + u) + Σ f g(b) */
function objective<P extends Penalty>(q: Quadratic, penalty: P): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < q.size; ++k) {
    const b = q.get(q.b, k);
    if (b == 0) continue;
    sum += penalty.value(b, q.get(q.penaltyFactor, k));
    sum -= 0.5 * b * (q.get(q.target, k) + q.get(q.u, k));
  }
  return sum;
}

/** One Newton step on the factor's members. @returns whether a coordinate was stopped on the way. */
function descend<P extends Penalty>(q: Quadratic, penalty: P): bool {
  const ld = (<usize>q.capacity) << 3;
  for (let i = 0; i < q.rank; ++i) {
    const k = q.member(i);
    const g = q.get(q.u, k) - penalty.slope(q.get(q.b, k), q.get(q.penaltyFactor, k));
    q.set(q.gradient, i, g);
    q.set(q.direction, i, g);
  }
  // (G + C) d = g
  Cholesky.forward(q.factor, ld, q.rank, q.direction);
  Cholesky.backward(q.factor, ld, q.rank, q.direction);
  let step: f64 = 1;
  let stopped = -1;
  let end: f64 = 0;
  for (let i = 0; i < q.rank; ++i) {
    const k = q.member(i);
    const d = q.get(q.direction, i);
    const most = ActiveSet.reach<P>(q, penalty, k, d);
    if (most >= step) continue;
    step = most;
    stopped = k;
    end = ActiveSet.end<P>(q, penalty, k, d);
  }
  for (let i = 0; i < q.rank; ++i) {
    const k = q.member(i);
    const d = q.get(q.direction, i);
    const c = penalty.curvature(q.get(q.b, k), q.get(q.penaltyFactor, k));
    ActiveSet.move(q, k, step * d);
    // u −= step G d, and G d = g − C d on the members
    q.set(q.u, k, q.get(q.u, k) - step * (q.get(q.gradient, i) - c * d));
  }
  if (stopped < 0) return false;
  ActiveSet.settle(q, stopped, end);
  return true;
}
