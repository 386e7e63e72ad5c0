/** The intercepts of outputs that hang together, at their common optimum. */
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import { solvePositive } from './solvePositive.ts';

/** Newton steps, and halvings of one, at most. */
const MOST_STEPS = 50;
const MOST_HALVINGS = 30;

/** Share of Σ |v| below which Σ v is rounding. */
const CENTRED = 4e-16;

/** What a step must shrink the residual to, or rounding has the last word. */
const PROGRESS = 0.5;

/**
 * Moves η by the intercepts that make Σ_i v_ik = 0 for all k, by Newton's method on all of them,
 * and writes v and h. @returns by how much, one number per output, and Σ ω ℓ.
 */
export function recentreAll(problem: FamilyProblem, rows: FamilyRows) {
  const moved = new Float64Array(rows.outputs);
  let loss = rows.gradientsOfAll();
  let best = Infinity;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { sums, share } = imbalance(problem, rows);
    if (share <= CENTRED || (best < 1e-12 && share > PROGRESS * best)) break;
    best = Math.min(best, share);
    const d = solvePositive(curvature(problem, rows), sums);
    let t = 1;
    for (let halving = 0; halving < MOST_HALVINGS; halving++) {
      shift(problem, rows, d, t);
      const next = rows.gradientsOfAll();
      if (next <= loss + 1e-14 * Math.abs(loss)) {
        loss = next;
        break;
      }
      shift(problem, rows, d, -t);
      t /= 2;
    }
    for (let k = 0; k < moved.length; k++) moved[k]! += t * d[k]!;
  }
  return { moved, loss };
}

function shift({ scope }: FamilyProblem, rows: FamilyRows, d: Float64Array, t: number): void {
  d.forEach((by, k) => {
    scope.memory.kernels.shift(rows.n, t * by, rows.of(rows.eta, k));
  });
}

/** Σ_i v_ik, and the largest as a share of Σ_i |v_ik|. */
function imbalance({ scope }: FamilyProblem, rows: FamilyRows) {
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
function curvature({ scope }: FamilyProblem, rows: FamilyRows): Float64Array[] {
  const { outputs, n } = rows;
  const sum = (at: number) => scope.memory.kernels.sum(n, at);
  const all = Array.from({ length: outputs }, () => new Float64Array(outputs));
  const cross = scope.f64(n);
  for (let k = 0; k < outputs; k++) {
    all[k]![k] = sum(rows.of(rows.h, k));
    for (let l = 0; l < k; l++) {
      rows.cross(k, l, cross);
      all[k]![l] = all[l]![k] = -sum(cross);
    }
  }
  scope.free(cross);
  return all;
}
