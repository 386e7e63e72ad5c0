/** Cox paths: other programs' answers, certificates against the judge, what must not matter. */
import { describe, expect, test } from 'vitest';
import type { Ties } from '../../../src/datafit/index.ts';
import { Matrix } from '../../../src/memory/matrix.ts';
import { SparseMatrix } from '../../../src/memory/sparseMatrix.ts';
import { elasticNet } from '../../../src/penalty/index.ts';
import {
  GOLDEN_FAMILIES,
  goldenFamily,
  goldenFamilyFits,
} from '../../reference/families/goldenFamilies.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import { arDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';
import {
  certifiedGap,
  DIRECT_SOLVE,
  GOLDEN_COEFFICIENT,
  GOLDEN_VALUE,
  relativeDifference,
} from '../../support/tolerance.ts';
import { type CoxFit, coxFit, survivalTimes } from './coxFit.ts';

const TOL = 1e-10;
/** A gap at which coefficients are known to about its root. */
const TIGHT = 1e-16;

const GOLDEN = GOLDEN_FAMILIES.filter((name) => goldenFamily(name).family === 'cox');

describe.each(GOLDEN)('%s', (name) => {
  const stored = goldenFamily(name);
  const { lambdas, weights, offset, l1Ratio, standardize, ties = 'breslow' } = stored;
  const fits = goldenFamilyFits(name);
  const { X, y } = fits[0]!.problem as unknown as { X: number[][]; y: number[][] };
  const target = [...y.map((row) => row[0]!), ...y.map((row) => row[1]!)];
  const penalty = elasticNet({ lambda: 1, l1Ratio });
  const common = { X, y: target, ties, penalty, weights, offset, standardize };
  const points = coxFit({ ...common, lambdas, tol: TIGHT });

  test('coefficients are those of the other program', () => {
    points.forEach(({ coef }, l) => {
      const expected = stored.coefficients[l] as number[];
      if (expected.every((value) => value === 0))
        expect(Math.max(...coef.map(Math.abs))).toBeLessThanOrEqual(GOLDEN_COEFFICIENT);
      else expect(relativeDifference(coef, expected)).toBeLessThanOrEqual(GOLDEN_COEFFICIENT);
    });
  });

  test('the judge finds no larger gap than the one claimed', () => {
    coxFit({ ...common, lambdas, tol: TOL }).forEach(({ coef, relative }, l) => {
      expect(relative).toBeLessThanOrEqual(TOL);
      const verdict = judgeGap(fits[l]!.problem, { coef, intercept: 0 });
      expect(verdict.relative).toBeLessThanOrEqual(certifiedGap(TOL));
    });
  });

  test('deviance ratios and log likelihoods are those of the other program', () => {
    stored.devianceRatio?.forEach((ratio, l) => {
      expect(Math.abs(points[l]!.devianceRatio - ratio)).toBeLessThanOrEqual(GOLDEN_VALUE);
    });
    const [none, best] = stored.logLikelihood ?? [Number.NaN, Number.NaN];
    if (!stored.logLikelihood) return;
    // what is gained over the null model is a share of what can be gained at most
    const { unit, devianceRatio } = points[0]!;
    const total = (weights ?? y.map(() => 1)).reduce((sum, w) => sum + w, 0);
    expect(total * unit! * devianceRatio).toBeCloseTo(best! - none!, 8);
  });
});

test('there are paths and unpenalized fits among the golden answers', () => {
  expect(GOLDEN.length).toBeGreaterThanOrEqual(9);
});

const SHARES = [1, 0.5, 0.1, 0.01];

describe.each([
  ['tall', 80, 6, 0.3, 1],
  ['correlated', 100, 20, 0.99, 1],
  ['wide', 40, 90, 0.5, 1],
  ['strong effects', 60, 8, 0, 6],
] as const)('on %s columns', (_, n, p, rho, strength) => {
  const X = arDesign(random(n + p), n, p, rho);
  const { y, rows } = survivalTimes(X, n, strength);
  const draw = random(n * p);
  const weights = X.map((_, i) => (i > 0 && draw.chance(0.1) ? 0 : 0.2 + draw.uniform()));
  const offset = X.map(() => draw.normal() / 3);

  const judged = (ties: Ties, options: Partial<CoxFit>, l1Ratio = 1) => {
    const { penaltyFactor, lower = -Infinity, upper = Infinity } = options;
    const penalty = elasticNet({ lambda: 1, l1Ratio });
    const common = { X, y, ties, penalty, shares: SHARES, tol: TOL };
    const points = coxFit({ ...common, ...options });
    for (const { lambda, coef, relative } of points) {
      expect(relative).toBeLessThanOrEqual(TOL);
      const factor = penaltyFactor && { factor: penaltyFactor };
      const problem = {
        X,
        y: rows,
        family: { name: 'cox' as const, ties },
        weights: options.weights,
        offset: options.offset,
        penalty: { kind: 'elasticNet' as const, lambda, l1Ratio, lower, upper, ...factor },
      };
      const verdict = judgeGap(problem, { coef, intercept: 0 });
      expect(verdict.relative).toBeLessThanOrEqual(certifiedGap(TOL));
    }
    return points;
  };

  test.each(['breslow', 'efron'] as const)('ties by %s: the gap is what it says', (ties) => {
    const [first, second] = judged(ties, {});
    expect(first!.coef.every((value) => value === 0)).toBe(true);
    expect(second!.coef.some((value) => value !== 0)).toBe(true);
    judged(ties, { weights, offset }, 0.5);
    judged(ties, { lower: -0.1, upper: 0.2 });
  });

  test.each(['breslow', 'efron'] as const)('ties by %s: columns without penalty', (ties) => {
    const penaltyFactor = X[0]!.map((_, j) => (j < 3 ? 0 : 1));
    const points = judged(ties, { penaltyFactor, weights });
    expect(points[0]!.coef.slice(0, 3).every((value) => value !== 0)).toBe(true);
  });
});

describe('what does not matter', () => {
  const X = arDesign(random(5), 60, 7, 0.4).map((row) => row.map((x) => Math.fround(x)));
  const { y } = survivalTimes(X, 6);
  const common = { X, y, shares: [0.5, 0.05], tol: TIGHT };
  const plain = coxFit(common);
  const same = (other: typeof plain) =>
    other.forEach(({ coef }, l) => {
      expect(relativeDifference(coef, plain[l]!.coef)).toBeLessThanOrEqual(GOLDEN_COEFFICIENT);
    });

  test('the storage of X', () => {
    const cells = { i: [] as number[], j: [] as number[], v: [] as number[] };
    X.forEach((row, i) => {
      row.forEach((x, j) => {
        cells.i.push(i);
        cells.j.push(j);
        cells.v.push(x);
      });
    });
    const sparse = SparseMatrix.fromTriplets({ ...cells, rows: 60, cols: 7 });
    const single = Matrix.wrap({
      data: Float32Array.from(X.flat()),
      rows: 60,
      cols: 7,
      order: 'row',
    });
    same(coxFit({ ...common, X: sparse }));
    same(coxFit({ ...common, X: single }));
  });

  test('whether an intercept is asked for, and constants added to columns or the offset', () => {
    same(coxFit({ ...common, intercept: false }));
    same(coxFit({ ...common, offset: X.map(() => 300) }));
    same(coxFit({ ...common, X: X.map((row) => row.map((x, j) => x + 8 * j)) }));
  });

  test('whether a row weighs 2 or stands there twice, with Breslow ties', () => {
    const twice = [...X.keys(), 3, 10];
    const weights = X.map((_, i) => (i === 3 || i === 10 ? 2 : 1));
    const repeated = [...twice.map((i) => y[i]!), ...twice.map((i) => y[60 + i]!)];
    const heavy = coxFit({ ...common, weights });
    const longer = coxFit({ ...common, X: twice.map((i) => X[i]!), y: repeated });
    heavy.forEach(({ coef, lambda, devianceRatio }, l) => {
      expect(longer[l]!.lambda / lambda).toBeCloseTo(1, 12);
      expect(relativeDifference(coef, longer[l]!.coef)).toBeLessThanOrEqual(GOLDEN_COEFFICIENT);
      expect(Math.abs(devianceRatio - longer[l]!.devianceRatio)).toBeLessThanOrEqual(DIRECT_SOLVE);
    });
  });

  test('the units of time, only its order', () => {
    same(coxFit({ ...common, y: y.map((value, i) => (i < 60 ? value ** 3 + 1e6 : value)) }));
  });

  test('rows of weight 0, whatever their times', () => {
    const longer = [...X, X[0]!.map(() => 9), X[0]!.map(() => -9)];
    const [time, event] = [y.slice(0, 60), y.slice(60)];
    const extended = [...time, 0, 1e9, ...event, 1, 1];
    const weights = longer.map((_, i) => Number(i < 60));
    same(coxFit({ ...common, X: longer, y: extended, weights }));
  });
});

test('without an event nothing can be learned', () => {
  const X = arDesign(random(8), 20, 3, 0);
  const y = [...X.keys(), ...X.map(() => 0)];
  const [point] = coxFit({ X, y, lambdas: [0.1] });
  expect([...point!.coef]).toEqual([0, 0, 0]);
  expect(point!.devianceRatio).toBe(0);
});
