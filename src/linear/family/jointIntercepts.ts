/** The intercepts of outputs that hang together, at their common optimum. */
import type { Scope } from '../../memory/scope.ts';
import type { FamilyRows } from './familyRows.ts';
import { solvePositive } from './solvePositive.ts';

/** Newton steps, and halvings of one, at most. */
const MOST_STEPS = 50;
const MOST_HALVINGS = 30;

/** Where curvatures are next to nothing steps must not leap. */
const REACH = 8;

/** Rounding of a loss, as a share of it. */
const ROUNDING = 1e-12;

/** Share of Σ |v| below which Σ v is rounding. */
const CENTRED = 4e-16;

/** Curvatures serve on while a step shrinks the residual to this or less. */
const FAST = 0.01;

/** What a step must shrink the residual to, or rounding has the last word. */
const PROGRESS = 0.5;

/**
 * Moves η by the intercepts that make Σ_i v_ik = 0 for all k, by Newton's method on all of them,
 * and writes v and h. @returns by how much, one number per output, and Σ ω ℓ.
 */
export function recentreAll(scope: Scope, rows: FamilyRows) {
  const moved = new Float64Array(rows.outputs);
  let loss = rows.gradientsOfAll();
  let best = Infinity;
  let last = Infinity;
  let bends: Float64Array[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    const { sums, share } = imbalance(scope, rows);
    if (share <= CENTRED || (best < 1e-12 && share > PROGRESS * best)) break;
    best = Math.min(best, share);
    if (share > FAST * last || bends.length === 0) bends = curvature(scope, rows);
    last = share;
    const d = solvePositive(bends, sums);
    const { taken, loss: next } = descend(scope, rows, d, loss);
    loss = next;
    if (taken === 0) break;
    for (let k = 0; k < moved.length; k++) moved[k]! += taken * d[k]!;
  }
  return { moved, loss };
}

/** η + t d for the first t = 1, ½, ¼, … that is in reach and no worse; 0 where none is. */
function descend(scope: Scope, rows: FamilyRows, d: Float64Array, before: number) {
  const longest = d.reduce((most, by) => Math.max(most, Math.abs(by)), 0);
  const first = longest > REACH ? REACH / longest : 1;
  for (let t = first, halving = 0; halving < MOST_HALVINGS; t /= 2, halving++) {
    shift(scope, rows, d, t);
    const loss = rows.gradientsOfAll();
    if (loss <= before + ROUNDING * Math.abs(before)) return { taken: t, loss };
    shift(scope, rows, d, -t);
  }
  return { taken: 0, loss: rows.gradientsOfAll() };
}

function shift(scope: Scope, rows: FamilyRows, d: Float64Array, t: number): void {
  d.forEach((by, k) => {
    scope.memory.kernels.shift(rows.n, t * by, rows.of(rows.eta, k));
  });
}

/** Σ_i v_ik, and the largest as a share of Σ_i |v_ik|. */
function imbalance(scope: Scope, rows: FamilyRows) {
  const sums = new Float64Array(rows.outputs);
  let share = 0;
  for (let k = 0; k < rows.outputs; k++) {
    const v = scope.memory.f64(rows.of(rows.v, k), rows.n);
    let size = 0;
    for (let i = 0; i < v.length; i++) {
      sums[k]! += v[i]!;
      size += Math.abs(v[i]!);
    }
    if (size > 0) share = Math.max(share, Math.abs(sums[k]!) / size);
  }
  return { sums, share };
}

/** Σ_i ∂²ℓ/∂η_k ∂η_l, K rows of K. */
function curvature(scope: Scope, rows: FamilyRows): Float64Array[] {
  const { outputs } = rows;
  const at = scope.f64(outputs * outputs);
  rows.curve(at);
  const all = scope.memory.f64(at, outputs * outputs);
  const result = Array.from({ length: outputs }, (_, k) =>
    all.slice(k * outputs, (k + 1) * outputs),
  );
  scope.free(at);
  return result;
}
