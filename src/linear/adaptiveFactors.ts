/** Penalty factors learned from a first fit on the same training rows. */
import { checkLength } from '../check.ts';
import { type AdaptiveRule, resolveAdaptive } from '../penalty/adaptive.ts';
import { l1 } from '../penalty/l1.ts';
import { l2 } from '../penalty/l2.ts';
import type { Task } from '../runtime/run.ts';
import type { FamilyProblem } from './family/familyProblem.ts';
import { fitPath } from './fitPath.ts';
import { informationCriterion } from './informationCriterion.ts';
import { nullGridOf } from './nullGrid.ts';
import type { FitSettings, Problem } from './problem.ts';
import type { Solution } from './solution.ts';

/** λ of the first fit, from the strongest to a thousandth of it. */
const COUNT = 30;
const RATIO = 1e-3;

/** f_j ÷ |β̂_j|^γ with β̂ on the standardized scale; of several outputs its norm counts. */
export function* adaptiveFactors(
  problem: Problem,
  settings: FitSettings,
  rule: AdaptiveRule,
): Task<Float64Array> {
  const { init } = rule;
  const { scope, design, deviations } = problem;
  if (typeof init !== 'string') {
    checkLength('adaptive', 'init', init.length, design.p, 'one per column of X');
    const scaled = Float64Array.from(
      init,
      (b, j) => b * (settings.standardize ? deviations[j]! : 1),
    );
    return resolveAdaptive(rule, scaled, settings.penaltyFactor);
  }
  const penalty = init === 'ridge' ? l2(1) : l1(1);
  const lambdas = yield* nullGridOf(problem, penalty, COUNT, RATIO);
  const end = { stopEarly: false, maxNonzero: Infinity };
  const solutions = yield* fitPath(scope, problem, penalty, lambdas, end);
  const best = chosen(problem, solutions, init === 'ridge' ? 'gcv' : 'bic');
  const sizes = new Float64Array(design.p);
  best.values.forEach((value, at) => {
    sizes[best.columns[at % best.columns.length]!]! += value * value;
  });
  return resolveAdaptive(rule, sizes.map(Math.sqrt), settings.penaltyFactor);
}

/** The solution of the least criterion. */
function chosen(problem: Problem, solutions: readonly Solution[], kind: 'gcv' | 'bic'): Solution {
  const { scope, design, weights } = problem;
  const family = 'family' in problem ? (problem as FamilyProblem).family : undefined;
  const rows = scope.memory.f64(weights, design.n).reduce((sum, w) => sum + Number(w > 0), 0);
  const facts = {
    rows,
    features: design.p,
    nullLoss: problem.nullLoss,
    outputs: family?.outputs ?? 1,
    family: family?.name ?? 'gaussian',
    hasIntercept: problem.hasIntercept,
  };
  const value = (solution: Solution) => informationCriterion(kind, solution, facts);
  return solutions.reduce((best, each) => (value(each) < value(best) ? each : best));
}
