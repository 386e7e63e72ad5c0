/**
 * Concave penalties as a difference of convex functions, for losses with a kink. A concave penalty
 * is an elastic net less a smooth convex function h; with h replaced by its tangent at b, what is
 * left is convex, lies nowhere below and touches at b. Between the kinks of a loss nothing holds
 * a penalty that bends down: steps of the elastic net lead from there to the next kink at once.
 *
 * Le Thi Hoai An and Pham Dinh Tao (2005), Ann. Oper. Res. 133, section 2; Zou and Li (2008), Ann.
 * Stat. 36(4), section 2 for the same on the lasso.
 */
import { elasticNet } from '../../penalty/elasticNet.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import { WorkingSet } from '../workingSet.ts';
import type { CoordinateSet } from './coordinateSet.ts';
import type { FamilyProblem } from './familyProblem.ts';

/** The penalty that steps are taken with: itself, or its elastic net, whose parameters come first. */
export function steppedWith(penalty: Penalty, problem: FamilyProblem, set: CoordinateSet): Penalty {
  if (penalty.convex || !problem.family.exact || !(set instanceof WorkingSet)) return penalty;
  return elasticNet({ lambda: penalty.lambda, l1Ratio: penalty.l1Ratio });
}

/** Adds f h′(b) to the gradients of the set: the tangent counts as part of the loss. */
export function takeTangent(problem: FamilyProblem, set: CoordinateSet, penalty: Penalty): void {
  const { scope, design, penaltyFactor } = problem;
  const { memory } = scope;
  const [first, second] = penalty.params as [number, number];
  const all = scope.f64(design.p);
  const [gradients, factor] = [memory.f64(all, design.p), memory.f64(penaltyFactor, design.p)];
  const [u, b] = [set.vector('u'), set.vector('b')];
  for (const [k, j] of set.columns().entries()) {
    const size = Math.abs(b[k]!);
    const tangent = size === 0 ? 0 : first + second * size - penalty.slope!(size);
    gradients[j] = u[k]! + factor[j]! * Math.sign(b[k]!) * tangent;
  }
  set.refresh(all);
  scope.free(all);
}
