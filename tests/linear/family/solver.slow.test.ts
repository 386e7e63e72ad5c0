/** The engine of the families by itself, against the judge and plain first-order conditions. */
import { describe, expect, test } from 'vitest';
import { elasticNet, mcp, type Penalty, scad } from '../../../src/penalty/index.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import { kktFamily } from '../../reference/families/kktFamily.ts';
import type { Penalty as JudgedPenalty } from '../../reference/families/penalty.ts';
import type { FamilyProblem } from '../../reference/families/standardProblem.ts';
import {
  type FamilyFit,
  type FittedPoint,
  familyFit,
  type Storage,
} from '../../support/familyFit.ts';
import { FAMILY_KINDS, type FamilyKind, familyData } from '../../support/familyProblems.ts';
import { certifiedGap } from '../../support/tolerance.ts';

const SHARES = [1, 0.5, 0.2, 0.05];
const TOL = 1e-8;
/**
 * Without an L2 part the pinball's dual point keeps the rounding of η over the smoothing's width;
 * and the judge, which looks for subgradients at its kinks by projections, proves no more either.
 */
const TOL_PINBALL = 1e-6;
/** The same rounding, in the unit of gradients. */
const TOL_CONCAVE = 1e-7;
const isPinball = ({ family }: FamilyKind) => family.exact !== undefined;

const CONVEX = [1, 0.5, 0].map((l1Ratio) => elasticNet({ l1Ratio }));
const CONCAVE = [mcp(), scad({ l1Ratio: 0.8 })];

type Options = Omit<FamilyFit, 'X' | 'y' | 'family' | 'penalty'>;
const [N, P] = [50, 12];
const rows = (value: (i: number) => number) => Array.from({ length: N }, (_, i) => value(i));
const OPTIONS: Record<string, Options> = {
  'nothing said': {},
  weights: { weights: rows((i) => (i % 7 === 0 ? 0 : 0.5 + (i % 3))) },
  offset: { offset: rows((i) => Math.sin(i)) },
  'penalty factors': {
    penaltyFactor: Array.from({ length: P }, (_, j) => [0, 1, Infinity, 0, 0.5][j] ?? 2),
  },
  limits: { lower: -0.1, upper: 0.2 },
  'no intercept': { intercept: false },
  'raw columns': { standardize: false },
};
const STORAGES: readonly Storage[] = ['dense64', 'dense32', 'csc'];

/** The same problem in the judge's words. */
function judged(kind: FamilyKind, fit: FamilyFit, lambda: number): FamilyProblem {
  const { penaltyFactor: factor, lower, upper, weights, offset, intercept, standardize } = fit;
  const { l1Ratio, gamma } = fit.penalty;
  const limits = lower === undefined ? {} : { lower, upper: upper! };
  const penalty = (
    fit.penalty.convex
      ? { kind: 'elasticNet', lambda, l1Ratio, ...(factor && { factor }), ...limits }
      : { kind: fit.penalty.kind, lambda, gamma, l1Ratio, ...(factor && { factor }) }
  ) as JudgedPenalty;
  const y = kind.code ? fit.y.map(kind.code) : fit.y;
  // at a kink a gradient says nothing: under concave penalties that of a loss within tol serves
  const smooth = isPinball(kind) && !fit.penalty.convex;
  const family = smooth ? { ...kind.judged, width: fit.tol! * spreadOf(fit) } : kind.judged;
  return { X: fit.X, y, family, weights, offset, intercept, standardize, penalty };
}

/** Mean absolute deviation of y from its mean. */
function spreadOf({ y, weights = y.map(() => 1) }: FamilyFit): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = y.reduce((sum, value, i) => sum + (weights[i]! / total) * value, 0);
  return y.reduce((sum, value, i) => sum + (weights[i]! / total) * Math.abs(value - mean), 0);
}

function fitOf(kind: FamilyKind, penalty: Penalty, options: Options, seed = 1): FamilyFit {
  const data = familyData(kind, N, P, seed, options.storage === 'csc');
  const linear = penalty.l1Ratio === 1 ? TOL_PINBALL : TOL;
  const pinball = penalty.convex ? linear : TOL_CONCAVE;
  const tol = isPinball(kind) ? pinball : TOL;
  return { ...data, family: kind.family, penalty, shares: SHARES, tol, ...options };
}

function checkConvex(kind: FamilyKind, fit: FamilyFit, points: readonly FittedPoint[]): void {
  for (const { lambda, coef, intercept, relative } of points) {
    expect(relative, `λ = ${lambda}`).toBeLessThanOrEqual(fit.tol!);
    const verdict = judgeGap(judged(kind, fit, lambda), { coef, intercept });
    const proven = isPinball(kind) ? TOL_PINBALL : fit.tol!;
    expect(verdict.relative, `λ = ${lambda}`).toBeLessThanOrEqual(certifiedGap(proven));
    if (fit.lower !== undefined) {
      for (const each of coef) expect(each).toBeGreaterThanOrEqual(fit.lower);
      for (const each of coef) expect(each).toBeLessThanOrEqual(fit.upper!);
    }
    fit.penaltyFactor?.forEach((factor, j) => {
      if (factor === Infinity) expect(coef[j]).toBe(0);
    });
  }
}

describe.each(Object.entries(FAMILY_KINDS))('%s', (_, kind) => {
  describe.each(CONVEX)('with l1Ratio $l1Ratio', (penalty) => {
    test.each(Object.entries(OPTIONS))(
      'and %s ends within its tolerance, and says so',
      (_o, each) => {
        const fit = fitOf(kind, penalty, each);
        const points = familyFit(fit);
        expect(points.length).toBe(SHARES.length);
        checkConvex(kind, fit, points);
      },
    );

    test('has the same solution in every storage', () => {
      for (const storage of STORAGES) {
        const fit = fitOf(kind, penalty, { storage });
        checkConvex(kind, fit, familyFit(fit));
      }
    });
  });

  test.skipIf(isPinball(kind))('without a penalty has gradients of 0, also at the start', () => {
    const fit = { ...fitOf(kind, CONVEX[1]!, {}), shares: [0] };
    const points = familyFit(fit);
    checkConvex(kind, fit, points);
    const { column, intercept } = kktFamily(judged(kind, fit, 0), points[0]!);
    // the square of the gradient over a curvature is what is still to gain: at most the gap
    expect(Math.max(column, intercept)).toBeLessThanOrEqual(100 * Math.sqrt(TOL));
  });

  describe.each(CONCAVE)('with $kind', (penalty) => {
    const options = Object.entries(OPTIONS).filter(([name]) => name !== 'limits');
    test.each(options)('and %s is stationary, and says so', (_o, each) => {
      const fit = fitOf(kind, penalty, each);
      const points = familyFit(fit);
      const start = familyFit({ ...fit, shares: [1e3] })[0]!;
      const unit = kktUnit(kind, fit, start);
      for (const point of points) {
        expect(point.relative).toBeLessThanOrEqual(fit.tol!);
        const { column, intercept } = kktFamily(judged(kind, fit, point.lambda), point);
        expect(column).toBeLessThanOrEqual(2 * fit.tol! * unit);
        if (fit.intercept !== false) expect(intercept).toBeLessThanOrEqual(2 * fit.tol! * unit);
      }
    });
  });
});

/** The largest gradient at a model of strength 0 penalties where all others are held at 0. */
function kktUnit(kind: FamilyKind, fit: FamilyFit, { coef, intercept }: FittedPoint): number {
  const none = { ...fit, penalty: elasticNet({ lambda: 0, l1Ratio: 1 }), penaltyFactor: undefined };
  const { column } = kktFamily(judged(kind, none, 0), { coef, intercept });
  return Math.max(column, 1e-300);
}

test('data that a line separates end in bounded time without a penalty', () => {
  const X = rows((i) => i - 24.5).map((x) => [x, Math.cos(x)]);
  const y = X.map(([x]) => Number(x! > 0));
  for (const name of ['binomial', 'squaredHinge']) {
    const kind = FAMILY_KINDS[name]!;
    const started = performance.now();
    const fit = { X, y, family: kind.family, penalty: CONVEX[0]!, lambdas: [0], tol: 1e-6 };
    const [point] = familyFit(fit);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(point!.coef.every(Number.isFinite)).toBe(true);
    expect(point!.coef[0]).toBeGreaterThan(0);
    const verdict = judgeGap(judged(kind, fit, 0), point!);
    if (point!.relative <= 1e-6) expect(verdict.relative).toBeLessThanOrEqual(certifiedGap(1e-6));
  }
});

test('more columns than rows without a penalty end in bounded time', () => {
  for (const name of ['gaussian', 'binomial', 'poisson', 'huber']) {
    const kind = FAMILY_KINDS[name]!;
    const data = familyData(kind, 20, 40, 3);
    const started = performance.now();
    const fit = { ...data, family: kind.family, penalty: CONVEX[0]!, lambdas: [0], tol: 1e-6 };
    const [point] = familyFit(fit);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(point!.coef.every(Number.isFinite)).toBe(true);
    expect(Number.isNaN(point!.relative)).toBe(false);
  }
});
