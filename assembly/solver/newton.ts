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
  Level1.scale(q.size, -1, q.moved);
  Level1.combine(q.size, q.size, q.moved, q.gram, q.row(1) - q.row(0), q.u);
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

/**
 * One Newton step on the factor's members, bent where a coordinate ends: it stays there, and the
 * others go on while the objective falls. Moré and Toraldo (1991), SIAM J. Optim. 1(1), section 2.
 * A bend costs a row of G, a step without it a solve. @returns whether a coordinate was stopped.
 */
function descend<P extends Penalty>(q: Quadratic, penalty: P): bool {
  const ld = (<usize>q.room) << 3;
  for (let i = 0; i < q.rank; ++i) {
    const k = q.member(i);
    const g = q.get(q.u, k) - penalty.slope(q.get(q.b, k), q.get(q.penaltyFactor, k));
    q.set(q.gradient, i, g);
    q.set(q.direction, i, g);
  }
  // (G + C) d = g
  Cholesky.forward(q.factor, ld, q.rank, q.direction);
  Cholesky.backward(q.factor, ld, q.rank, q.direction);
  // G d = g − C d on the members
  for (let i = 0; i < q.rank; ++i) {
    const own = ActiveSet.curvature<P>(q, penalty, i) * q.get(q.direction, i);
    q.set(q.gradient, i, q.get(q.gradient, i) - own);
  }
  let stopped = advance<P>(q, penalty, 1);
  if (stopped < 0) return false;
  while (stopped >= 0) {
    const step = bend<P>(q, penalty, stopped);
    stopped = step > 0 ? advance<P>(q, penalty, step) : -1;
  }
  return true;
}

/**
 * Bend the direction at the member that has reached its end and stays there: G d −= d_k G_k.
 * @returns the step to the lowest point along what is left of it; 0 where it leads uphill.
 */
function bend<P extends Penalty>(q: Quadratic, penalty: P, stopped: i32): f64 {
  const k = q.member(stopped);
  const d = q.get(q.direction, stopped);
  q.set(q.direction, stopped, 0);
  const row = q.row(k);
  let fall: f64 = 0;
  let curvature: f64 = 0;
  for (let i = 0; i < q.rank; ++i) {
    const m = q.member(i);
    const along = q.get(q.direction, i);
    const product = q.get(q.gradient, i) - d * q.get(row, m);
    q.set(q.gradient, i, product);
    if (along == 0) continue;
    fall += along * (q.get(q.u, m) - penalty.slope(q.get(q.b, m), q.get(q.penaltyFactor, m)));
    curvature += along * (product + ActiveSet.curvature<P>(q, penalty, i) * along);
  }
  return fall > 0 && curvature > 0 ? fall / curvature : 0;
}

/** Go `step` along the direction, or to the first end. @returns the member that is there, or −1. */
function advance<P extends Penalty>(q: Quadratic, penalty: P, most: f64): i32 {
  let step = most;
  let stopped = -1;
  let end: f64 = 0;
  for (let i = 0; i < q.rank; ++i) {
    const k = q.member(i);
    const d = q.get(q.direction, i);
    const reach = ActiveSet.reach<P>(q, penalty, k, d);
    if (reach >= step) continue;
    step = reach;
    stopped = i;
    end = ActiveSet.end<P>(q, penalty, k, d);
  }
  for (let i = 0; i < q.rank; ++i) {
    const k = q.member(i);
    ActiveSet.move(q, k, step * q.get(q.direction, i));
    q.set(q.u, k, q.get(q.u, k) - step * q.get(q.gradient, i));
  }
  if (stopped >= 0) ActiveSet.settle(q, q.member(stopped), end);
  return stopped;
}
