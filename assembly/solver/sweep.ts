import { Level1 } from '../blas/level1';
import { Penalty } from '../penalty/penalty';
import { Quadratic } from './quadratic';

/**
 * One cycle of coordinate descent on the working set:
 * b_k ← clip(prox(u_k + G_kk b_k)), then u −= δ G_k.
 * Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), eq. (5) with covariance updates.
 * @returns Σ_k G_kk δ_k², about twice what the cycle gained.
 */
export function sweep<P extends Penalty>(q: Quadratic, penalty: P): f64 {
  let gain: f64 = 0;
  for (let k = 0; k < q.size; ++k) {
    const curvature = q.diagonal(k);
    if (curvature <= 0) continue;
    const old = q.get(q.b, k);
    const z = q.get(q.u, k) + curvature * old;
    const free = penalty.prox(z, curvature, q.get(q.penaltyFactor, k));
    const next = min(max(free, q.get(q.lower, k)), q.get(q.upper, k));
    if (next == old) continue;
    q.set(q.b, k, next);
    Level1.axpy(q.size, old - next, q.row(k), q.u);
    gain += curvature * (next - old) * (next - old);
  }
  return gain;
}
