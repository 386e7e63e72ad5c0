/** The stored answers of tests/golden/families as problems for the judge. */
import { readdirSync } from 'node:fs';
import { readGolden } from '../golden.ts';
import type { Family, Target } from './family.ts';
import type { Penalty } from './penalty.ts';
import type { FamilyProblem, FamilySolution } from './standardProblem.ts';

/** A file of tests/golden/families. */
export interface GoldenFamily {
  readonly source: string;
  readonly case: string;
  readonly data: string;
  readonly family: Family['name'];
  readonly power?: number;
  readonly theta?: number;
  readonly delta?: number;
  readonly tau?: number;
  readonly ties?: 'breslow' | 'efron';
  /** Which fields of the data y is made of. */
  readonly target: string;
  readonly standardize: boolean;
  readonly intercept: boolean;
  readonly grouped?: boolean;
  readonly weights?: number[];
  readonly offset?: number[];
  readonly penaltyFactor?: number[];
  readonly limits?: [number, number];
  readonly l1Ratio: number;
  readonly penalty?: 'groupLasso' | 'sparseGroupLasso' | 'slope' | 'tikhonov';
  readonly groups?: number[][];
  /** λ_k ÷ λ of SLOPE. */
  readonly sequence?: number[];
  readonly gamma?: number[][];
  /** Worst violation of the first-order conditions ÷ largest λ, where the script says it. */
  readonly kkt?: number;
  readonly lambdas: number[];
  /** A number per λ, or one per λ and class. */
  readonly intercepts: (number | number[])[];
  /** λ × p, or λ × class × p. */
  readonly coefficients: (number[] | number[][])[];
  readonly devianceRatio?: number[];
  readonly deviance?: number;
  readonly nullDeviance?: number;
  /** Cox: of the null model and of the fit. */
  readonly logLikelihood?: [number, number];
  /** Cox: the cumulative hazard of a row of zeros. */
  readonly baselineTimes?: number[];
  readonly baselineHazard?: number[];
}

export interface GoldenFamilyFit {
  readonly lambda: number;
  readonly problem: FamilyProblem;
  readonly solution: FamilySolution;
}

export const GOLDEN_FAMILIES = readdirSync(new URL('../../golden/families/', import.meta.url))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort();

export function goldenFamily(name: string): GoldenFamily {
  return readGolden<GoldenFamily>(`families/${name}.json`);
}

/** Every point of a stored path. */
export function goldenFamilyFits(name: string): GoldenFamilyFit[] {
  const stored = goldenFamily(name);
  const { X, ...fields } = readGolden<Record<string, number[][]>>(`data/${stored.data}.json`);
  const { weights, offset, intercept, standardize } = stored;
  const y = targetOf(stored, fields as unknown as Record<string, number[]>);
  const common = { X: X!, y, family: familyOf(stored), weights, offset, intercept, standardize };
  return stored.lambdas.map((lambda, k) => ({
    lambda,
    problem: { ...common, penalty: penaltyOf(stored, lambda) },
    solution: {
      coef: clipped(stored, stored.coefficients[k]!),
      intercept: stored.intercepts[k]!,
    },
  }));
}

function familyOf({ family, power, theta, delta, tau, ties = 'breslow' }: GoldenFamily): Family {
  return { name: family, power, theta, delta, tau, ties } as Family;
}

function targetOf({ target, family }: GoldenFamily, data: Record<string, number[]>): Target {
  if (target === 'Y') return data.Y as unknown as number[][];
  if (target === 'Y0') return (data.Y as unknown as number[][]).map((row) => row[0]!);
  if (target === 'time,event') return data.time!.map((t, i) => [t, data.event![i]!]);
  if (target === 'successes/trials') return data.successes!.map((s, i) => s / data.trials![i]!);
  const y = data[target]!;
  if (family === 'squaredHinge') return y.map((value) => 2 * value - 1);
  if (family !== 'multinomial') return y;
  const classes = [...new Set(y)].sort();
  return y.map((value) => classes.map((each) => Number(each === value)));
}

function penaltyOf(stored: GoldenFamily, lambda: number): Penalty {
  const { l1Ratio, groups, sequence, gamma, penaltyFactor: factor, limits, grouped } = stored;
  if (groups) return { kind: 'group', lambda, l1Ratio, groups };
  if (sequence) return { kind: 'slope', sequence: sequence.map((each) => lambda * each) };
  if (gamma) return { kind: 'tikhonov', lambda, gamma };
  const limited = limits && { lower: limits[0], upper: limits[1] };
  const given = { ...(factor && { factor }), ...(grouped && { grouped }), ...limited };
  return { kind: 'elasticNet', lambda, l1Ratio, ...given };
}

/** Limits hold on the standardized scale: back on the original one rounding may cross them. */
function clipped({ limits }: GoldenFamily, coef: number[] | number[][]): number[] | number[][] {
  if (!limits) return coef;
  return (coef as number[]).map((value) => {
    const inside = Math.min(Math.max(value, limits[0]), limits[1]);
    if (Math.abs(inside - value) > Number.EPSILON * Math.abs(value))
      throw new RangeError(`golden: coefficient must lie in [${limits}], got ${value}`);
    return inside;
  });
}
