/** Cox paths straight from the solver, and times to fit them to. */
import { cox, type Ties } from '../../../src/datafit/index.ts';
import { familyNullGradients } from '../../../src/linear/family/familyPath.ts';
import type { FitSettings } from '../../../src/linear/problem.ts';
import type { MatrixLike } from '../../../src/memory/types.ts';
import { l1, type Penalty } from '../../../src/penalty/index.ts';
import { type FamilyPoint, fitFamily, withFamily } from '../../support/fitFamily.ts';
import { random } from '../../support/random.ts';

export interface CoxFit extends Partial<Pick<FitSettings, 'standardize' | 'intercept' | 'tol'>> {
  readonly X: MatrixLike;
  /** n times, then n events. */
  readonly y: readonly number[];
  readonly ties?: Ties;
  readonly penalty?: Penalty;
  /** λ themselves, or shares of the largest gradient of the null model. */
  readonly lambdas?: readonly number[];
  readonly shares?: readonly number[];
  readonly weights?: readonly number[] | undefined;
  readonly offset?: readonly number[] | undefined;
  readonly penaltyFactor?: readonly number[] | undefined;
  readonly lower?: number;
  readonly upper?: number;
}

export function coxFit(options: CoxFit): FamilyPoint[] {
  const { X, y, ties = 'breslow', penalty = l1(1), weights, offset, ...rest } = options;
  const { lambdas, shares = [1], penaltyFactor, lower, upper, ...plain } = rest;
  const p = Array.isArray(X) ? (X[0] as number[]).length : (X as { cols: number }).cols;
  const all = (value: number) => new Float64Array(p).fill(value);
  const settings = {
    ...plain,
    ...(penaltyFactor && { penaltyFactor: Float64Array.from(penaltyFactor) }),
    ...(lower !== undefined && { lower: all(lower) }),
    ...(upper !== undefined && { upper: all(upper) }),
  };
  const family = cox({ ties });
  const given = { ...(weights && { weights }), ...(offset && { offset }) };
  const fit = { X, y, family, settings, ...given };
  // A limit divided and multiplied by the scale may come back one rounding beyond itself.
  const clipped = (points: FamilyPoint[]) =>
    points.map((point) => ({
      ...point,
      coef: point.coef.map((b) => Math.min(Math.max(b, lower ?? b), upper ?? b)),
    }));
  if (lambdas) return clipped(fitFamily(fit, penalty, lambdas));
  const [gradients] = withFamily(fit, familyNullGradients);
  const sizes = gradients!.map((u, j) => ((penaltyFactor?.[j] ?? 1) > 0 ? Math.abs(u) : 0));
  const top = Math.max(...sizes) / penalty.l1Ratio;
  const grid = shares.map((share) => share * top);
  return clipped(fitFamily(fit, penalty, grid));
}

/** Times in few distinct values, hazard rising with the first columns; some rows censored. */
export function survivalTimes(
  X: readonly (readonly number[])[],
  seed: number,
  strength = 1,
): { y: number[]; rows: number[][] } {
  const { uniform, chance } = random(seed);
  const risk = (row: readonly number[]) => strength * (row[0]! - row[1]! + 0.5 * (row[2] ?? 0));
  const time = X.map((row) => Math.ceil(-Math.log(1 - uniform()) * Math.exp(-risk(row)) * 12));
  const event = X.map((_, i) => (i === 0 || chance(0.7) ? 1 : 0));
  return { y: [...time, ...event], rows: time.map((t, i) => [t, event[i]!]) };
}
