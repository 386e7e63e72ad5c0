import type { OutOfFold } from './input.ts';

/** How well the out-of-fold predictions ŷ follow the targets y, in the rows that were tested. */
export interface Score {
  readonly rows: number;
  /** 1 − Σ w (y − ŷ)² ÷ Σ w (y − m)² with the weighted mean m of y; NaN where y is constant. */
  readonly rSquared: number;
  /** sqrt(Σ w (y − ŷ)² ÷ Σ w), in units of the target. */
  readonly rootMeanSquare: number;
}

/** The score of the rows that were in a test fold, or undefined where there are none. */
export function scoreOf({ observed, predicted, weights }: OutOfFold): Score | undefined {
  let weight = 0;
  let sum = 0;
  for (let i = 0; i < observed.length; i++) {
    weight += weights[i]!;
    sum += weights[i]! * observed[i]!;
  }
  if (weight <= 0) return undefined;
  let residual = 0;
  let spread = 0;
  // of equal targets the spread about the rounded mean may be a little above zero
  const tested = observed.filter((_, i) => weights[i]! > 0);
  const isConstant = tested.every((value) => value === tested[0]);
  for (let i = 0; i < observed.length; i++) {
    residual += weights[i]! * (observed[i]! - predicted[i]!) ** 2;
    spread += weights[i]! * (observed[i]! - sum / weight) ** 2;
  }
  return {
    rows: observed.length,
    rSquared: spread > 0 && !isConstant ? 1 - residual / spread : Number.NaN,
    rootMeanSquare: Math.sqrt(residual / weight),
  };
}
