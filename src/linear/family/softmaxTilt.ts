/**
 * A dual point orthogonal to intercepts and open columns for a softmax: θ = v − H z with z a
 * combination of those columns per class and H_i = ω_i (diag(p_i) − p_i p_iᵀ). What is taken off
 * adds to 0 over the classes and is in proportion to p, as the conjugate demands.
 */
import { weightedColumn } from '../dualPoint.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import { backward, factorPositive, forward } from './solvePositive.ts';

/** Once leaves errors of the condition number. */
const PASSES = 3;

/** Writes θ, n f64 per output, at `theta`; `ones` are n f64 of scratch. */
export function softmaxTilt(
  problem: FamilyProblem,
  rows: FamilyRows,
  open: Iterable<number>,
  at: { readonly theta: number; readonly ones: number },
): void {
  const { memory } = problem.scope;
  const { n, outputs } = rows;
  memory.f64(at.ones, n).fill(1);
  const columns = Array.from(open, (j) => weightedColumn(problem, j, at.ones));
  if (problem.hasIntercept) columns.unshift(new Float64Array(n).fill(1));
  const curvature = curvatures(problem, rows);
  const factor = factorPositive(products(columns, curvature));
  const theta = memory.f64(rows.v, n * outputs).slice();
  for (let pass = 0; pass < PASSES; pass++) {
    const size = columns.length * outputs;
    const right = Float64Array.from({ length: size }, (_, q) =>
      dot(columns[Math.floor(q / outputs)]!, share(theta, q % outputs, n)),
    );
    const z = backward(factor, forward(factor, right));
    const combined = Array.from({ length: outputs }, (_, k) => combine(columns, z, k, outputs));
    curvature.forEach((row, k) => {
      const own = share(theta, k, n);
      row.forEach((h, l) => {
        for (let i = 0; i < n; i++) own[i]! -= h[i]! * combined[l]![i]!;
      });
    });
  }
  memory.f64(at.theta, n * outputs).set(theta);
}

/** ω (p_k δ_kl − p_k p_l), n values for each k and l; each row of p adds to 1. */
function curvatures({ scope }: FamilyProblem, rows: FamilyRows): Float64Array[][] {
  const { outputs, n } = rows;
  const at = scope.f64(n);
  const all = Array.from({ length: outputs }, () =>
    Array.from({ length: outputs }, () => new Float64Array(n)),
  );
  for (let k = 0; k < outputs; k++)
    for (let l = 0; l < k; l++) {
      rows.cross(k, l, at);
      const h = scope.memory.f64(at, n).map((value) => -value);
      all[k]![l] = all[l]![k] = h;
      for (const own of [all[k]![k]!, all[l]![l]!]) for (let i = 0; i < n; i++) own[i]! -= h[i]!;
    }
  scope.free(at);
  return all;
}

/** Σ_i h_ikl x_ia x_ib, rows and columns (a, k) and (b, l). */
function products(columns: readonly Float64Array[], h: readonly Float64Array[][]): Float64Array[] {
  const outputs = h.length;
  const size = columns.length * outputs;
  const all = Array.from({ length: size }, () => new Float64Array(size));
  for (let q = 0; q < size; q++) {
    const [x, k] = [columns[Math.floor(q / outputs)]!, q % outputs];
    for (let l = 0; l < outputs; l++) {
      const weighted = x.map((value, i) => value * h[k]![l]![i]!);
      for (let b = 0; b * outputs + l <= q; b++) {
        const value = dot(weighted, columns[b]!);
        all[q]![b * outputs + l] = all[b * outputs + l]![q] = value;
      }
    }
  }
  return all;
}

function combine(columns: readonly Float64Array[], z: Float64Array, k: number, outputs: number) {
  const sum = new Float64Array(columns[0]?.length ?? 0);
  columns.forEach((x, a) => {
    const by = z[a * outputs + k]!;
    for (let i = 0; i < sum.length; i++) sum[i]! += by * x[i]!;
  });
  return sum;
}

function share(vector: Float64Array, k: number, n: number): Float64Array {
  return vector.subarray(k * n, (k + 1) * n);
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}
