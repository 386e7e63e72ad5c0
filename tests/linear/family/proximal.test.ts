/** Penalties of the whole vector with every family: judged, and equal to what they must equal. */
import { describe, expect, test } from 'vitest';
import { binomial, gaussian, quantile } from '../../../src/datafit/index.ts';
import { familyNullGradients } from '../../../src/linear/family/familyPath.ts';
import { wholeLambdaMax } from '../../../src/linear/family/proximalPath.ts';
import {
  custom,
  differences,
  l1,
  type Penalty,
  slope,
  tikhonov,
} from '../../../src/penalty/index.ts';
import { falseDiscoveryWeights } from '../../../src/penalty/slope.ts';
import type { Family as JudgeFamily } from '../../reference/families/family.ts';
import { GOLDEN_FAMILIES, goldenFamilyFits } from '../../reference/families/goldenFamilies.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import type { Penalty as JudgePenalty } from '../../reference/families/penalty.ts';
import {
  correlated,
  data,
  denseDifferences,
  eye,
  FAMILIES,
  reals,
} from '../../support/correlated.ts';
import {
  type FamilyFit,
  type FamilyPoint,
  fitFamily,
  withFamily,
} from '../../support/fitFamily.ts';
import { f64 } from '../../support/kernels.ts';
import { certifiedGap, GOLDEN_COEFFICIENT, relativeDifference } from '../../support/tolerance.ts';

const SLOPE_WEIGHTS = falseDiscoveryWeights(12, 0.1);
/** λ Σ w_k |b|_(k) and λ/2 ‖Γb‖² for the judge. */
const sorted = (lambda: number): JudgePenalty => ({
  kind: 'slope',
  sequence: SLOPE_WEIGHTS.map((w) => lambda * w),
});
const smooth = (lambda: number): JudgePenalty => ({
  kind: 'tikhonov',
  lambda,
  gamma: denseDifferences,
});

/** The problem of a fit in the judge's words. */
function problemOf(fit: FamilyFit, family: JudgeFamily, penalty: JudgePenalty) {
  const { X, y, weights, offset, settings } = fit;
  const { intercept = true, standardize = true } = settings ?? {};
  return { X: X as number[][], y, weights, offset, family, penalty, intercept, standardize };
}

/** No point may be further from the optimum than it claims, and than it was asked for. */
function expectCertified(
  fit: FamilyFit,
  name: JudgeFamily,
  penalty: JudgePenalty,
  point: FamilyPoint,
) {
  const { relative } = judgeGap(problemOf(fit, name, penalty), point);
  expect(point.relative).toBeLessThanOrEqual(fit.settings?.tol ?? 1e-10);
  expect(relative).toBeLessThanOrEqual(certifiedGap(point.relative));
}

/**
 * The same where the judge's bound is coarser than the solver's, which takes a Newton step of all
 * columns off its dual point: the objective is held against that of a model solved to rounding.
 */
function expectNear(
  fit: FamilyFit,
  name: JudgeFamily,
  penalty: JudgePenalty,
  [point, exact]: readonly [FamilyPoint, FamilyPoint],
) {
  const problem = problemOf(fit, name, penalty);
  const best = judgeGap(problem, exact);
  const { primal, nullLoss } = judgeGap(problem, point);
  expect(best.relative).toBeLessThanOrEqual(1e-10);
  expect(point.relative).toBeLessThanOrEqual(1e-10);
  expect((primal - best.primal) / nullLoss).toBeLessThanOrEqual(certifiedGap(point.relative));
}

describe.each(FAMILIES)('$name', (family, name, y) => {
  const { X, weights } = data;
  const offset = f64(60, (i) => ((i % 5) - 2) / 10);
  const lambdas = [1, 0.1, 0.01, 0.001];
  const fits: FamilyFit[] = [{}, { weights }, { offset }, { settings: { intercept: false } }].map(
    (options) => ({ X, y, family, ...options }),
  );

  test('with SLOPE is as near to the optimum as it claims', () => {
    for (const fit of fits)
      fitFamily(fit, slope(), lambdas).forEach((point, l) => {
        expectCertified(fit, name, sorted(lambdas[l]!), point);
      });
  });

  test('with first differences is as near to the optimum as it claims', () => {
    const penalty = tikhonov({ gamma: differences(12) });
    for (const fit of fits) {
      const tight = { ...fit, settings: { ...fit.settings, tol: 1e-14 } };
      const exact = fitFamily(tight, penalty, lambdas);
      fitFamily(fit, penalty, lambdas).forEach((point, l) => {
        expectNear(fit, name, smooth(lambdas[l]!), [point, exact[l]!]);
      });
    }
  });
});

describe('stored answers', () => {
  const NAMES = GOLDEN_FAMILIES.filter((name) => /^(slope|tikhonov)_/.test(name));

  test.each(NAMES)('%s is reached', (name) => {
    const fits = goldenFamilyFits(name);
    expect(fits.length).toBeGreaterThan(0);
    for (const { lambda, problem, solution } of fits) {
      const { X, y, weights, penalty, family, standardize, intercept } = problem;
      const own =
        penalty.kind === 'slope'
          ? slope({ weights: penalty.sequence as number[] })
          : tikhonov({ gamma: (penalty as unknown as { gamma: number[][] }).gamma });
      const settings = { standardize: standardize!, intercept: intercept!, tol: 1e-13 };
      const fit: FamilyFit = {
        X: X as number[][],
        y: y as ArrayLike<number>,
        family: family.name === 'binomial' ? binomial() : gaussian(),
        settings,
        ...(weights && { weights }),
      };
      const strength = penalty.kind === 'slope' ? 1 : lambda;
      const point = fitFamily(fit, own, [strength])[0]!;
      expect(relativeDifference(point.coef, solution.coef as number[])).toBeLessThanOrEqual(
        GOLDEN_COEFFICIENT,
      );
      expectCertified(fit, family, penalty, point);
    }
  });
});

test.each([
  ['gaussian', gaussian(), 0],
  ['binomial', binomial(), 1],
] as const)('%s: gaps of 1e-8 on 100 columns with correlation 0.9', (_, family, isClass) => {
  const { X, eta, noise } = correlated(200, 100, 0.9, 5);
  const y = eta.map((value, i) => (isClass ? Number(value + noise[i]! > 0) : value + noise[i]!));
  const sequence = falseDiscoveryWeights(100, 0.1);
  const lambdas = [0.3, 0.1, 0.03, 0.01];
  const fit = { X, y, family, settings: { tol: 1e-8 } };
  fitFamily(fit, slope(), lambdas).forEach((point, l) => {
    const judged: JudgePenalty = { kind: 'slope', sequence: sequence.map((w) => lambdas[l]! * w) };
    expectCertified(fit, { name: family.name as 'gaussian' }, judged, point);
  });
  for (const gamma of [differences(100), differences(100, 2)])
    for (const penalty of [tikhonov({ gamma }), tikhonov({ gamma }).plus(l1())])
      for (const { relative } of fitFamily(fit, penalty, lambdas))
        expect(relative).toBeLessThanOrEqual(1e-8);
});

test('the kinks of a quantile loss are smoothed away until the certificate holds', () => {
  const [tau, tol, lambdas] = [0.3, 1e-6, [0.3, 0.1, 0.01]];
  const fit = { X: data.X, y: reals, family: quantile({ tau }), settings: { tol } };
  const lasso = fitFamily(fit, l1(), lambdas);
  fitFamily(fit, slope({ weights: new Array(12).fill(1) }), lambdas).forEach((point, l) => {
    const penalty: JudgePenalty = { kind: 'elasticNet', lambda: lambdas[l]!, l1Ratio: 1 };
    const problem = problemOf(fit, { name: 'quantile', tau }, penalty);
    const [own, known] = [judgeGap(problem, point), judgeGap(problem, lasso[l]!)];
    expect(point.relative).toBeLessThanOrEqual(tol);
    // both claim to be within their gaps of the same optimum
    const allowed = certifiedGap(Math.max(point.relative, lasso[l]!.relative));
    expect(Math.abs(own.primal - known.primal) / own.nullLoss).toBeLessThanOrEqual(allowed);
  });
  const gamma = differences(12);
  for (const penalty of [slope(), tikhonov({ gamma }), tikhonov({ gamma }).plus(l1())])
    for (const { relative } of fitFamily(fit, penalty, lambdas))
      expect(relative).toBeLessThanOrEqual(tol);
});

test('more columns than a Gram matrix takes are descended on directly', () => {
  const { X, eta, noise } = correlated(30, 3100, 0.3, 9);
  const fit = { X, y: eta.map((e, i) => e / 20 + noise[i]!), family: gaussian() };
  const tol = 1e-6;
  const top = withFamily(fit, function* (problem) {
    const [gradient] = yield* familyNullGradients(problem);
    return wholeLambdaMax(problem, slope(), [gradient!])!;
  });
  const lambdas = [top / 2];
  const points = fitFamily({ ...fit, settings: { tol } }, slope(), lambdas);
  const sequence = falseDiscoveryWeights(3100, 0.1).map((w) => lambdas[0]! * w);
  expect(points[0]!.columns.length).toBeGreaterThan(0);
  expectCertified(
    { ...fit, settings: { tol } },
    { name: 'gaussian' },
    { kind: 'slope', sequence },
    points[0]!,
  );
});

test('λ_max is where the first coefficient leaves 0; there is none without a norm', () => {
  for (const [family, , y] of FAMILIES) {
    const fit = { X: data.X, y, family };
    const of = (penalty: Penalty) =>
      withFamily(fit, function* (problem) {
        const [gradient] = yield* familyNullGradients(problem);
        return wholeLambdaMax(problem, penalty, [gradient!]);
      });
    const top = of(slope())!;
    const [above, below] = fitFamily(fit, slope(), [top * (1 + 1e-9), top * 0.98]);
    expect(above!.columns).toHaveLength(0);
    expect(below!.columns.length).toBeGreaterThan(0);
    expect(of(tikhonov({ gamma: eye(12) }))).toBeUndefined();
  }
});

describe('refused are', () => {
  const { X } = data;
  const fit = { X, y: reals, family: gaussian() };
  const one = (j: number, value: number, rest: number) => f64(12, (k) => (k === j ? value : rest));
  const free = custom({ value: () => 0, grad: (_, out) => out.fill(0) });

  test.each([
    [
      slope(),
      { penaltyFactor: one(4, 2, 1) },
      'slope: penaltyFactor[4] must be 0 or 1 or Infinity, got 2',
    ],
    [
      free,
      { penaltyFactor: one(4, 0, 1) },
      'custom: penaltyFactor[4] must be 1 or Infinity, got 0',
    ],
    [slope(), { lower: one(4, 0, -Infinity) }, 'slope: limits must be infinite, got 0'],
    [free, { upper: one(4, 0, Infinity) }, 'custom: limits must be infinite, got 0'],
  ] as const)(
    'factors and limits that a penalty does not know: %#',
    (penalty, settings, message) => {
      expect(() => fitFamily({ ...fit, settings }, penalty, [1])).toThrow(new RangeError(message));
    },
  );
});
