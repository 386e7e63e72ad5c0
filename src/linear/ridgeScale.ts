/** What the closed forms of ridge share: when they hold, and penalty factors as column scales. */
import type { GramProblem } from './gramPath.ts';
import type { Problem } from './problem.ts';
import type { Solution } from './solution.ts';

/** Whether the closed form holds: no L1 part, no limits, nothing unpenalized, λ > 0. */
export function isPlainRidge(
  problem: Problem,
  l1Ratio: number,
  lambdas: ArrayLike<number>,
): boolean {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const of = (at: number) => memory.f64(at, p);
  const scale = of(problem.scale);
  const factor = of(problem.penaltyFactor);
  const lower = of(problem.lower);
  const upper = of(problem.upper);
  const plain = scale.every(
    (s, j) => s === 0 || (factor[j]! > 0 && lower[j] === -Infinity && upper[j] === Infinity),
  );
  return l1Ratio === 0 && plain && Array.from(lambdas).every((lambda) => lambda > 0);
}

/** 1/√f_j: x̃_j/√f_j with penalty b²/2 is x̃_j with penalty f_j b²/2. 0 for columns left out. */
export function inverseRoots(problem: Problem): Float64Array {
  const { memory } = problem.scope;
  const { p } = problem.design;
  const scale = memory.f64(problem.scale, p);
  return memory
    .f64(problem.penaltyFactor, p)
    .map((f, j) => (scale[j] === 0 ? 0 : 1 / Math.sqrt(f)));
}

/** G with rows and columns scaled by 1/√f, p × p. */
export function scaledGram(
  problem: Problem,
  { gram, ld }: GramProblem,
  roots: Float64Array,
): number {
  const { scope, design } = problem;
  const { p } = design;
  const at = scope.reserve(p * p * 8);
  for (let j = 0; j < p; j++) {
    const row = scope.memory.f64(at + j * p * 8, p);
    row.set(scope.memory.f64(gram + j * ld * 8, p));
    for (let k = 0; k < p; k++) row[k]! *= roots[j]! * roots[k]!;
  }
  return at;
}

/** A solution with all its coefficients; `rest` = Σ ω r². */
export function ridgeSolution(
  problem: Problem,
  b: Float64Array,
  facts: { lambda: number; gap: number; rest: number; df: number },
): Solution {
  const { squares } = problem;
  const { lambda, gap, rest, df } = facts;
  const columns = Int32Array.from(b.keys()).filter((j) => b[j] !== 0);
  const values = Float64Array.from(columns, (j) => b[j]!);
  const devianceRatio = squares > 0 ? 1 - rest / squares : 0;
  return { lambda, columns, values, gap, devianceRatio, df };
}
