import { Penalty } from '../penalty/penalty';
import { dualGap, Terms } from './dualGap';
import { newton } from './newton';
import { Quadratic } from './quadratic';
import { sweep } from './sweep';

/** Cycles of coordinate descent before each Newton phase: they find the support, Newton the rest. */
const SWEEPS = 2;

/**
 * Up to `rounds` rounds on the working set: a few cycles of coordinate descent, then active-set
 * Newton, until the gap of the restricted problem is at most `tolerance`.
 * `squares` = Σ ω y², so that Σ ω r² = squares − Σ b (c + u).
 * @returns the gap reached.
 */
export function solve<P extends Penalty>(
  q: Quadratic,
  t: Terms,
  penalty: P,
  squares: f64,
  tolerance: f64,
  rounds: i32,
): f64 {
  let gap: f64 = Infinity;
  for (let round = 0; round < rounds; ++round) {
    for (let s = 0; s < SWEEPS; ++s) sweep<P>(q, penalty);
    newton<P>(q, penalty, 4 * q.size + 8);
    gap = dualGap<P>(t, penalty, residualSquares(q, squares));
    if (gap <= tolerance) break;
  }
  return gap;
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
