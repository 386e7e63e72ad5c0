/** Whether two fits are the same as far as their certificates can tell. */
import { expect } from 'vitest';
import type { FittedLinear } from '../../src/index.ts';
import { columnsOf } from '../reference/columns.ts';
import { dot } from '../reference/dot.ts';
import { judge } from '../reference/judge.ts';
import { normalized } from '../reference/moments.ts';
import type { Problem, Solution } from '../reference/problem.ts';
import { certifiedGap } from './tolerance.ts';

/** How tight the fits of the properties are: their predictions agree to 2e-6 sd(y). */
export const TIGHT = 1e-12;

/**
 * The loss is 1-strongly convex in the predictions: P(b) − P* ≥ ½ ‖η_b − η*‖²_ω. Two fits of one
 * problem, of relative gaps g and h, are thus at most (√g + √h) ‖y‖ apart, ‖y‖ the root of twice
 * the null loss.
 */
export function expectSameFit(problem: Problem, a: Solution, b: Solution): void {
  const [first, second] = [judge(problem, a), judge(problem, b)];
  expect(first.relative).toBeLessThanOrEqual(certifiedGap(TIGHT));
  expect(second.relative).toBeLessThanOrEqual(certifiedGap(TIGHT));
  const far = distance(problem, a, b) / Math.sqrt(2 * first.nullLoss);
  expect(far).toBeLessThanOrEqual(2 * Math.sqrt(certifiedGap(TIGHT)));
}

/** ‖η_a − η_b‖_ω with the intercepts as reported. */
function distance(problem: Problem, a: Solution, b: Solution): number {
  const { rows, cols, column } = columnsOf(problem.X);
  const change = new Float64Array(rows).fill(a.intercept - b.intercept);
  for (let j = 0; j < cols; j++) {
    const step = a.coef[j]! - b.coef[j]!;
    const x = column(j);
    if (step !== 0) for (let i = 0; i < rows; i++) change[i]! += step * x[i]!;
  }
  const omega = normalized(problem.weights ?? new Float64Array(rows).fill(1));
  return Math.sqrt(
    dot(
      omega,
      change.map((value) => value * value),
    ),
  );
}

/** Every number a fit returns, bit for bit. */
export function bitsOf(model: FittedLinear): unknown {
  const { coef, intercept, lambda, df, devianceRatio, certificate } = model;
  return { coef: [...coef], intercept, lambda, df, devianceRatio, certificate };
}
