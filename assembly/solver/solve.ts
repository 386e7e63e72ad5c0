import { Level1 } from '../blas/level1';
import { Penalty } from '../penalty/penalty';
import { dualGap, Terms } from './dualGap';
import { newton } from './newton';
import { Quadratic } from './quadratic';
import { sweep } from './sweep';

/** Cycles of coordinate descent before each Newton phase: they find the support, Newton the rest. */
const SWEEPS = 2;

/**
 * One round on the working set: a few cycles of coordinate descent, then at most `steps` steps of
 * active-set Newton. `squares` = Σ ω y², so that Σ ω r² = squares − Σ b (c + u).
 * @returns the duality gap of the restricted problem.
 */
export function solveRound<P extends Penalty>(
  q: Quadratic,
  t: Terms,
  penalty: P,
  squares: f64,
  steps: i32,
): f64 {
  for (let s = 0; s < SWEEPS; ++s) sweep<P>(q, penalty);
  newton<P>(q, penalty, steps);
  return dualGap<P>(t, penalty, residualSquares(q, squares), 0, 0.5 * squares);
}

/** Σ ω r² = Σ ω y² − Σ_k b_k (c_k + u_k) */
export function residualSquares(q: Quadratic, squares: f64): f64 {
  let rest = squares;
  for (let k = 0; k < q.size; ++k) {
    const b = q.get(q.b, k);
    if (b != 0) rest -= b * (q.get(q.target, k) + q.get(q.u, k));
  }
  return max(rest, 0);
}

/** c ← u + G b: after u was set from the data, so that c and u stay consistent. */
export function refreshTarget(q: Quadratic): void {
  memory.copy(q.target, q.u, (<usize>q.size) << 3);
  for (let k = 0; k < q.size; ++k) {
    const b = q.get(q.b, k);
    if (b != 0) Level1.axpy(q.size, b, q.row(k), q.target);
  }
}
