/** Prepared problems as plain data, for threads that work in the same memory. */
import type { Scope } from '../memory/scope.ts';
import { type Problem, viewOf } from './problem.ts';

/** A problem of least squares, all of whose parts lie in the memory. */
export type ProblemParcel = Omit<Problem, 'scope' | 'curve' | 'blocks'>;

export function problemParcel(problem: Problem): ProblemParcel {
  const { scope, curve, blocks, ...parts } = problem;
  const { names, refuse, ...design } = problem.design;
  return { ...parts, design };
}

/** The problem again, with a view of its own: kernels note their workspace in it. */
export function problemOf(scope: Scope, parcel: ProblemParcel): Problem {
  return { ...parcel, scope, view: viewOf(scope, parcel.design, parcel) };
}
