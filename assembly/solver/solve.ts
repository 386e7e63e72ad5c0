import { Cholesky } from '../blas/cholesky';
import { Level1 } from '../blas/level1';
import { Penalty } from '../penalty/penalty';
import { ActiveSet } from './activeSet';
import { dualGap, Terms } from './dualGap';
import { newton } from './newton';
import { Quadratic } from './quadratic';
import { release, sweep } from './sweep';

/** Share of the tolerance up to which Newton steps on the free coordinates can wait. */
const SHARE: f64 = 0.1;

/**
 * One round on the working set: active-set Newton within about `budget` multiply-adds, then what
 * it held at zero or a limit is released where that pays, and Newton again. Newton goes first:
 * at the members of the last λ's support most of what would enter for a new λ need not.
 * `squares` = Σ ω y², so that Σ ω r² = squares − Σ b (c + u).
 * @returns the duality gap of the restricted problem; Infinity where the budget ended the round
 * before Newton could begin: call again.
 */
export function solveRound<P extends Penalty>(
  q: Quadratic,
  t: Terms,
  penalty: P,
  squares: f64,
  tolerance: f64,
  budget: f64,
): f64 {
  const done = lack<P>(q, penalty) <= SHARE * tolerance;
  if (!done && !newton<P>(q, penalty, budget)) return Infinity;
  if (!settle<P>(q, penalty, budget)) return Infinity;
  return dualGap<P>(t, penalty, residualSquares(q, squares), 0, 0.5 * squares);
}

/** Newton steps once more if any coordinate that they hold has to leave. @returns as `newton`. */
function settle<P extends Penalty>(q: Quadratic, penalty: P, budget: f64): bool {
  return release<P>(q, penalty) == 0 || newton<P>(q, penalty, budget);
}

/** What the free coordinates lack of the duality gap, about: Σ |g_k| (|b_k| + |g_k| / G_kk). */
function lack<P extends Penalty>(q: Quadratic, penalty: P): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < q.size; ++k) {
    if (!ActiveSet.isFree<P>(q, penalty, k)) continue;
    const b = q.get(q.b, k);
    const g = abs(q.get(q.u, k) - penalty.slope(b, q.get(q.penaltyFactor, k)));
    sum += g * (abs(b) + g / q.diagonal(k));
  }
  return sum;
}

/**
 * Towards the optimum of the quadratic on the working set: a round as above where the penalty
 * allows Newton steps, then a cycle of coordinate descent that shows what is still to gain.
 * @returns Σ G_kk δ_k² of that cycle; Infinity where the budget ended the Newton phase first.
 */
export function improve<P extends Penalty>(q: Quadratic, penalty: P, budget: f64): f64 {
  if (!penalty.newton()) sweep<P>(q, penalty);
  else if (!newton<P>(q, penalty, budget) || !settle<P>(q, penalty, budget)) return Infinity;
  return sweep<P>(q, penalty);
}

/** Σ_k f_k g(b_k + t direction_k) */
export function penaltyAlong<P extends Penalty>(q: Quadratic, penalty: P, t: f64): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < q.size; ++k) {
    const b = q.get(q.b, k) + t * q.get(q.direction, k);
    sum += penalty.value(b, q.get(q.penaltyFactor, k));
  }
  return sum;
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
  Level1.combine(q.size, q.size, q.b, q.gram, q.row(1) - q.row(0), q.target);
}

/** squares − Σ b_k (c_k + u_k), the squared residual. */
export function restSquares(q: Quadratic, squares: f64): f64 {
  let rest = squares;
  for (let k = 0; k < q.size; ++k) {
    const b = q.get(q.b, k);
    if (b != 0) rest -= b * (q.get(q.target, k) + q.get(q.u, k));
  }
  return rest;
}

/** G ← a G, and the factor with it where the penalty adds nothing to G. */
export function scaleQuadratic(q: Quadratic, a: f64): void {
  for (let k = 0; k < q.size; ++k) Level1.scale(q.size, a, q.row(k));
  if (q.curvature != 0 || q.blocks) q.rank = 0;
  const root = Math.sqrt(a);
  for (let i = 0; i < q.rank; ++i) Level1.scale(i + 1, root, q.factorRow(i));
}

/**
 * Σ_k 1 − c_k ‖L⁻¹ e_k‖² over members from … to − 1 of the factor, c_k the penalty's curvature:
 * their share of tr G (G + C)⁻¹, the degrees of freedom of a ridge fit.
 */
export function freedom<P extends Penalty>(q: Quadratic, penalty: P, from: i32, to: i32): f64 {
  const ld = (<usize>q.room) << 3;
  let sum: f64 = 0;
  for (let i = from; i < min(to, q.rank); ++i) {
    const k = q.member(i);
    const curvature = penalty.curvature(q.get(q.b, k), q.get(q.penaltyFactor, k));
    const tail = q.factor + <usize>i * ld + ((<usize>i) << 3);
    memory.fill(q.direction, 0, (<usize>q.rank) << 3);
    q.set(q.direction, 0, 1);
    // L⁻¹ e_i is zero above row i: forward substitution on the corner from there
    Cholesky.forward(tail, ld, q.rank - i, q.direction);
    sum += 1 - curvature * Level1.dot(q.rank - i, q.direction, q.direction);
  }
  return sum;
}
