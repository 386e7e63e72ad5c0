import { Level1 } from '../blas/level1';
import { Penalty } from '../penalty/penalty';
import { ActiveSet } from './activeSet';
import { Quadratic } from './quadratic';

/**
 * One cycle of coordinate descent on the working set:
 * b_k ← clip(prox(u_k + G_kk b_k)), then u −= δ G_k.
 * Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), eq. (5) with covariance updates.
 * @returns Σ_k G_kk δ_k², about twice what the cycle gained.
 */
export function sweep<P extends Penalty>(q: Quadratic, penalty: P): f64 {
  let gain: f64 = 0;
  for (let k = 0; k < q.size; ++k) gain += visit<P>(q, penalty, k);
  return gain;
}

/**
 * The same for the coordinates alone that Newton steps hold where they are: at zero or a limit.
 * @returns what it says of those that leave; 0 where all stay.
 */
export function release<P extends Penalty>(q: Quadratic, penalty: P): f64 {
  let gain: f64 = 0;
  for (let k = 0; k < q.size; ++k)
    if (!ActiveSet.isFree<P>(q, penalty, k)) gain += visit<P>(q, penalty, k);
  return gain;
}

/** Coordinate k at its lowest point. @returns G_kk δ_k² */
function visit<P extends Penalty>(q: Quadratic, penalty: P, k: i32): f64 {
  const curvature = q.diagonal(k);
  if (curvature <= 0) return 0;
  const old = q.get(q.b, k);
  const z = q.get(q.u, k) + curvature * old;
  const free = penalty.prox(z, curvature, q.get(q.penaltyFactor, k));
  const next = min(max(free, q.get(q.lower, k)), q.get(q.upper, k));
  if (next == old) return 0;
  q.set(q.b, k, next);
  Level1.axpy(q.size, old - next, q.row(k), q.u);
  return curvature * (next - old) * (next - old);
}
