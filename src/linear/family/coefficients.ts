/** The coefficients of all outputs as the columns of one problem, output after output. */
import type { Problem } from '../problem.ts';
import type { FamilyProblem } from './familyProblem.ts';

/**
 * Everything of a problem that is one number per column, K times over: what penalties, limits and
 * working sets look at. `design.p` is pK; the matrix itself still has p columns.
 */
export interface Coefficients extends Problem {
  readonly outputs: number;
}

export function coefficientsOf(problem: FamilyProblem): Coefficients {
  const { outputs } = problem.family;
  if (outputs === 1) return { ...problem, outputs };
  const { scope, design } = problem;
  const count = design.p * outputs;
  const repeated = (at: number) => {
    const one = scope.memory.f64(at, design.p).slice();
    return scope.putF64(Float64Array.from({ length: count }, (_, at) => one[at % design.p]!));
  };
  return {
    ...problem,
    outputs,
    design: { ...design, p: count },
    all: scope.putI32(Int32Array.from({ length: count }, (_, at) => at)),
    center: repeated(problem.center),
    scale: repeated(problem.scale),
    penaltyFactor: repeated(problem.penaltyFactor),
    lower: repeated(problem.lower),
    upper: repeated(problem.upper),
    inverse: repeated(problem.inverse),
  };
}
