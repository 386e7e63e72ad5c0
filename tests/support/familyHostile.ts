/** Hostile problems of every family: what the engine certifies, the judge must confirm. */
import { elasticNet } from '../../src/penalty/index.ts';
import { judgeGap } from '../reference/families/judgeGap.ts';
import { familyFit } from './familyFit.ts';
import { FAMILY_KINDS, type FamilyKind, familyData } from './familyProblems.ts';
import { type Random, random } from './random.ts';
import { certifiedGap } from './tolerance.ts';

export interface HostileFamilyCount {
  fits: number;
  /** Points whose certificate does not hold, and says so. */
  refused: number;
  /** Points that are certified though the judge finds a larger gap: must be none. */
  wrong: string[];
  /** Coefficients or certificates that are not numbers, and fits that throw. */
  broken: string[];
}

/** Rows by columns of any scale: duplicates, near-constants, single entries, large means. */
function hostileRows(source: Random, X: readonly (readonly number[])[]): number[][] {
  const columns = X[0]!.map((_, j) => X.map((row) => row[j]!));
  const changed = columns.map((column, j) => {
    switch (source.below(9)) {
      case 0:
        return [...columns[source.below(j + 1)]!];
      case 1:
        return column.map((x) => 1e6 * x);
      case 2:
        return column.map((x) => 1e-6 * x);
      case 3:
        return column.map((x) => 1 + 1e-6 * x);
      case 4:
        return column.map((x, i) => (i === 0 ? 1 + x : 0));
      case 5:
        return column.map((x) => 1e3 + x);
      default:
        return column;
    }
  });
  return X.map((_, i) => changed.map((column) => column[i]!));
}

function hostileFit(kind: FamilyKind, seed: number, tol: number) {
  const source = random(seed);
  const [n, p] = [10 + source.below(40), 1 + source.below(25)];
  const data = familyData(kind, n, p, seed);
  const each = <T>(length: number, value: (i: number) => T) =>
    Array.from({ length }, (_, i) => value(i));
  const weights = each(n, () => source.pick([1, 1, 1e-6, 2]));
  const offset = each(n, () => 3 * source.normal());
  const penaltyFactor = each(p, () => source.pick([1, 1, 2, 0.1]));
  return {
    ...data,
    X: hostileRows(source, data.X),
    family: kind.family,
    penalty: elasticNet({ l1Ratio: source.pick([1, 0.5, 0]) }),
    shares: [1, 0.1 + 0.5 * source.uniform(), 10 ** (-1 - 2 * source.uniform())],
    tol,
    ...(source.chance(0.3) && { weights }),
    ...(source.chance(0.3) && { offset }),
    ...(source.chance(0.3) && { penaltyFactor }),
    ...(source.chance(0.2) && { lower: -0.2, upper: 0.5 }),
    standardize: source.chance(0.8),
    intercept: source.chance(0.8),
  };
}

/** `count` problems of each family by their seeds. */
export function familyHostile(from: number, count: number, tol: number): HostileFamilyCount {
  const result: HostileFamilyCount = { fits: 0, refused: 0, wrong: [], broken: [] };
  for (const [name, kind] of Object.entries(FAMILY_KINDS))
    for (let seed = from; seed < from + count; seed++)
      try {
        judgeFits(`${name}, seed ${seed}`, kind, hostileFit(kind, seed, tol), result);
      } catch (error) {
        result.broken.push(`${name}, seed ${seed}: ${(error as Error).message}`);
      }
  return result;
}

function judgeFits(
  name: string,
  kind: FamilyKind,
  fit: ReturnType<typeof hostileFit>,
  result: HostileFamilyCount,
): void {
  const { X, weights, offset, standardize, intercept, penaltyFactor: factor, lower, upper } = fit;
  const y = kind.code ? fit.y.map(kind.code) : fit.y;
  for (const point of familyFit(fit)) {
    result.fits++;
    if (!point.coef.every(Number.isFinite) || Number.isNaN(point.relative))
      result.broken.push(`${name}: λ = ${point.lambda}`);
    if (!(point.relative <= fit.tol)) {
      result.refused++;
      continue;
    }
    const { l1Ratio } = fit.penalty;
    const limits = lower === undefined ? {} : { lower, upper: upper! };
    const strength = { kind: 'elasticNet', lambda: point.lambda, l1Ratio } as const;
    const penalty = { ...strength, ...(factor && { factor }), ...limits };
    const rows = { X, y, family: kind.judged, weights, offset, intercept, standardize };
    const verdict = judgeGap({ ...rows, penalty }, point);
    let { relative } = verdict;
    if (kind.family.exact && !(relative <= certifiedGap(fit.tol))) {
      // The judge searches subgradients at kinks near the point: near better ones it bounds better.
      const bounds = [0.1, 0.03, 0.01].map((share) => {
        const [better] = familyFit({ ...fit, lambdas: [point.lambda], tol: share * fit.tol });
        return judgeGap({ ...rows, penalty }, better!).dual;
      });
      relative = (verdict.primal - Math.max(...bounds)) / verdict.nullLoss;
    }
    if (!(relative <= certifiedGap(fit.tol)))
      result.wrong.push(`${name}: λ = ${point.lambda}, judge says ${relative}`);
  }
}
