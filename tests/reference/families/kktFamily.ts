import { violation } from '../columnPenalty.ts';
import { dot } from '../dot.ts';
import { nonConvexValue, nonConvexViolation } from './nonConvex.ts';
import { blocksOf, columnOf, type Penalty } from './penalty.ts';
import { quadratic } from './quadratic.ts';
import {
  type FamilyProblem,
  type FamilySolution,
  type StandardProblem,
  standardProblem,
} from './standardProblem.ts';

export interface FamilyKkt {
  /** Worst distance of −∂F/∂b_j from the subdifferential of the penalty. */
  readonly column: number;
  /** |∂F/∂b0|, the largest over the classes; the size of what is reported without an intercept. */
  readonly intercept: number;
}

/**
 * How far a solution is from the first-order conditions of its problem, for penalties of single
 * columns and for Tikhonov's. Of a non-convex problem it says that a point is stationary, no more.
 */
export function kktFamily(problem: FamilyProblem, solution: FamilySolution): FamilyKkt {
  const each = standardProblem(problem, solution);
  const { layout, fit, eta, b, columns, hasIntercept } = each;
  const { cols, width } = layout;
  const u = fit.gradient(eta);
  const perClass = Array.from({ length: width }, (_, k) => u.filter((_, c) => c % width === k));
  const v = Float64Array.from(
    b,
    (_, k) => -dot(columns[k % cols]!, perClass[Math.floor(k / cols)]!),
  );
  const sums = perClass.map((values) =>
    Math.abs(dot(values, new Float64Array(values.length).fill(1))),
  );
  const reported = [solution.intercept].flatMap((value) => value as number | number[]);
  const columnsOff = violations(problem.penalty, each, b, v);
  return {
    column: columnsOff.reduce((most, value) => Math.max(most, value), 0),
    intercept: Math.max(...(hasIntercept ? sums : reported.map(Math.abs))),
  };
}

/** F(η) + Ω(b) at a solution as it is, for every penalty. */
export function objectiveFamily(problem: FamilyProblem, solution: FamilySolution): number {
  const { penalty } = problem;
  const { layout, fit, eta, b } = standardProblem(problem, solution);
  if (penalty.kind === 'mcp' || penalty.kind === 'scad') {
    const factor = (k: number) => penalty.factor?.[k % layout.cols] ?? 1;
    return b.reduce((t, value, k) => t + nonConvexValue(penalty, value, factor(k)), fit.value(eta));
  }
  const value = (list: readonly number[]) => Float64Array.from(list, (k) => b[k]!);
  const blocks = blocksOf(penalty, layout, b);
  return blocks.reduce((total, block) => total + block.value(value(block.list)), fit.value(eta));
}

function violations(
  penalty: Penalty,
  { layout }: StandardProblem,
  b: Float64Array,
  v: Float64Array,
): Float64Array {
  const { cols, isConstant } = layout;
  switch (penalty.kind) {
    case 'elasticNet':
      if (penalty.grouped) break;
      return b.map((value, k) => violation(columnOf(penalty, layout, k % cols), value, v[k]!));
    case 'mcp':
    case 'scad': {
      const factor = (k: number) => penalty.factor?.[k % cols] ?? 1;
      return b.map((value, k) =>
        isConstant[k % cols]
          ? Math.abs(value)
          : nonConvexViolation(penalty, value, v[k]!, factor(k)),
      );
    }
    case 'tikhonov': {
      const block = quadratic([...b.keys()], penalty.lambda, penalty.gamma, 0);
      return b.map((_, k) => {
        const first = k - (k % cols);
        return Math.abs(v[k]! - block.slopes(b.slice(first, first + cols))[k % cols]!);
      });
    }
  }
  throw new RangeError(`kktFamily: penalty must be of single columns, got ${penalty.kind}`);
}
