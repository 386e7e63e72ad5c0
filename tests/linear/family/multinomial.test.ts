import { describe, expect, test } from 'vitest';
import { binomial, multinomial } from '../../../src/datafit/index.ts';
import { SparseMatrix } from '../../../src/memory/sparseMatrix.ts';
import { acrossOutputs } from '../../../src/penalty/acrossOutputs.ts';
import { elasticNet, l1, l2, mcp, type Penalty, scad } from '../../../src/penalty/index.ts';
import { GOLDEN_FAMILIES, goldenFamilyFits } from '../../reference/families/goldenFamilies.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import { kktFamily } from '../../reference/families/kktFamily.ts';
import { familyFit } from '../../support/familyFit.ts';
import { arDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';
import { certifiedGap, relativeDifference } from '../../support/tolerance.ts';
import { type JointFit, type JointPoint, jointFit } from './jointFit.ts';
import { classRows, offsetRows } from './jointProblems.ts';

const TOL = 1e-9;

/**
 * Coefficients of two fits with gaps of 1e-12 of the null loss, relative: the root of the gap, as
 * the loss is flat there, times a condition number of up to 10.
 */
const SAME = 1e-5;

/** Stored coefficients, relative: the programs stop at a KKT residual of 1e-9 of λ_max. */
const STORED = 1e-6;
const SHARES = [1, 0.5, 0.1, 0.02];

const PENALTIES: [string, Penalty, boolean][] = [
  ['l1', l1(), false],
  ['elastic net', elasticNet({ l1Ratio: 0.5 }), false],
  ['l2', l2(), false],
  ['l1 across classes', acrossOutputs(l1()), true],
  ['elastic net across classes', acrossOutputs(elasticNet({ l1Ratio: 0.5 })), true],
];

/** The gap that the judge finds, over the null loss. */
function judged(fit: Omit<JointFit, 'X'> & { X: number[][] }, point: JointPoint): number {
  const { X, Y, weights, offset, penalty, penaltyFactor, lower, upper } = fit;
  const limits = { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
  const own = {
    kind: 'elasticNet' as const,
    lambda: point.lambda,
    l1Ratio: penalty.l1Ratio,
    grouped: penalty.acrossOutputs === true,
    ...(penaltyFactor && { factor: penaltyFactor }),
    ...limits,
  };
  const { intercept, standardize } = fit;
  const common = { X, y: Y, weights, offset, intercept, standardize, penalty: own };
  const problem = { ...common, family: { name: 'multinomial' as const } };
  return judgeGap(problem, { coef: point.coef, intercept: point.intercept }).relative;
}

function flat(rows: readonly (readonly number[])[]): number[] {
  return rows.flat();
}

describe.each([
  ['random columns, 3 classes', 90, 12, 0, 3],
  ['correlated columns, 4 classes', 120, 15, 0.95, 4],
  ['more columns than rows, 2 classes', 30, 60, 0.5, 2],
  ['one column, 5 classes', 60, 1, 0, 5],
] as const)('%s', (_, n, p, rho, classes) => {
  const X = arDesign(random(n + p), n, p, rho);
  const Y = classRows(X, classes, 5);
  const family = multinomial({ classes });

  test.each(PENALTIES)('%s: the gap is what it says, from λ_max down', (_title, penalty) => {
    const fit = { X, p, Y, family, penalty, shares: SHARES, tol: TOL };
    const points = jointFit(fit);
    if (penalty.l1Ratio > 0) expect(flat(points[0]!.coef).every((b) => b === 0)).toBe(true);
    expect(flat(points[1]!.coef).some((b) => b !== 0)).toBe(true);
    for (const point of points) {
      expect(point.relative).toBeLessThanOrEqual(TOL);
      expect(judged(fit, point)).toBeLessThanOrEqual(certifiedGap(TOL));
    }
  });
});

describe('options', () => {
  const [n, p, classes] = [100, 10, 3];
  const X = arDesign(random(3), n, p, 0.5).map((row) => row.map((x, j) => (1 + j) * x + j));
  const Y = classRows(arDesign(random(3), n, p, 0.5), classes, 9);
  const source = random(4);
  const base = { X, p, Y, family: multinomial({ classes }), shares: [0.5, 0.05], tol: TOL };
  const weights = Array.from({ length: n }, () => (source.chance(0.2) ? 0 : source.uniform()));
  const cases: [string, Partial<JointFit>, boolean][] = [
    ['weights, some 0', { weights }, true],
    ['offsets', { offset: offsetRows(n, classes, 6) }, true],
    ['no intercept', { intercept: false }, true],
    ['no standardization', { standardize: false }, true],
    ['penalty factors', { penaltyFactor: X[0]!.map((__, j) => 0.5 + (j % 3)) }, true],
    ['columns without penalty', { penaltyFactor: X[0]!.map((__, j) => Number(j > 1)) }, true],
    ['non-negative coefficients', { lower: 0 }, false],
    ['limits on both sides', { lower: -0.05, upper: 0.1 }, false],
  ];

  describe.each(PENALTIES)('%s', (_, penalty, isGrouped) => {
    test.each(cases.filter(([, , any]) => any || !isGrouped))('%s', (_title, options) => {
      const fit = { ...base, ...options, penalty } as JointFit & { X: number[][] };
      for (const point of jointFit(fit)) {
        expect(point.relative).toBeLessThanOrEqual(TOL);
        expect(judged(fit, point)).toBeLessThanOrEqual(certifiedGap(TOL));
      }
    });
  });

  test('a gap of 1e-10 of the null loss is reached where it is asked for', () => {
    for (const [, penalty] of PENALTIES) {
      const fit = { ...base, penalty, tol: 1e-10, shares: [0.5, 0.1, 0.02, 0.004] };
      for (const point of jointFit(fit)) {
        expect(point.relative).toBeLessThanOrEqual(1e-10);
        expect(judged(fit, point)).toBeLessThanOrEqual(certifiedGap(1e-10));
      }
    }
  });

  test('without any penalty the gradient vanishes', () => {
    const [point] = jointFit({ ...base, penalty: l1(), lambdas: [0] });
    expect(point!.relative).toBeLessThanOrEqual(TOL);
    const p0 = probabilities(X, point!);
    for (let k = 0; k < classes; k++)
      for (let j = 0; j < p; j++) {
        const slope = X.reduce((sum, row, i) => sum + row[j]! * (p0[i]![k]! - Y[i]![k]!), 0) / n;
        expect(Math.abs(slope)).toBeLessThanOrEqual(1e-4);
      }
  });

  test('sparse columns give what dense ones do', () => {
    const dense = X.map((row, i) => row.map((x, j) => ((i + j) % 3 === 0 ? x : 0)));
    const penalty = elasticNet({ l1Ratio: 0.7 });
    const tight = { ...base, penalty, tol: 1e-12 };
    const [a, b] = [dense, sparseOf(dense)].map((storage) => jointFit({ ...tight, X: storage }));
    a!.forEach((point, l) => {
      const difference = relativeDifference(flat(point.coef), flat(b![l]!.coef));
      expect(difference).toBeLessThanOrEqual(SAME);
    });
  });

  test('shares of classes are rows of each class with those weights', () => {
    const shares = Y.map((row, i) => row.map((y, k) => 0.7 * y + 0.3 * Y[(i + 1) % n]![k]!));
    const penalty = elasticNet({ l1Ratio: 0.5 });
    const twice = {
      X: [...X, ...X],
      Y: [...Y, ...Y.map((__, i) => Y[(i + 1) % n]!)],
      weights: [...Y.map(() => 0.7), ...Y.map(() => 0.3)],
    };
    const one = jointFit({ ...base, penalty, Y: shares, tol: 1e-12 });
    const lambdas = one.map(({ lambda }) => lambda);
    const other = jointFit({ ...base, ...twice, penalty, lambdas, tol: 1e-12 });
    one.forEach((point, l) => {
      expect(relativeDifference(flat(point.coef), flat(other[l]!.coef))).toBeLessThanOrEqual(SAME);
    });
  });
});

describe('two classes', () => {
  const [n, p] = [80, 8];
  const X = arDesign(random(11), n, p, 0.4);
  const Y = classRows(X, 2, 12);
  const y = Y.map((row) => row[1]!);
  const common = { X, p, Y, family: multinomial({ classes: 2 }), tol: 1e-13 };
  // With β = β₁ − β₀ and β₁ = −β₀: |β₀| + |β₁| = |β|, β₀² + β₁² = β²/2, ‖(β₀, β₁)‖ = |β| ÷ √2
  const cases: [string, Penalty, (lambda: number) => Penalty][] = [
    ['l1', l1(), (lambda) => l1(lambda)],
    ['l2', l2(), (lambda) => l2(lambda / 2)],
    ['elastic net', elasticNet({ l1Ratio: 0.5 }), (lambda) => l1(lambda / 2).plus(l2(lambda / 4))],
    ['l1 across classes', acrossOutputs(l1()), (lambda) => l1(lambda / Math.SQRT2)],
  ];
  test.each(cases)('%s: the binomial model, split evenly', (_, penalty, twin) => {
    for (const point of jointFit({ ...common, penalty, lambdas: [0.1, 0.02] })) {
      const own = twin(point.lambda);
      const options = { X, y, family: binomial(), penalty: own, tol: 1e-13 };
      const [binary] = familyFit({ ...options, lambdas: [own.lambda] });
      const whole = point.coef[1]!.map((b, j) => b - point.coef[0]![j]!);
      expect(relativeDifference(whole, binary!.coef)).toBeLessThanOrEqual(SAME);
      const sum = point.coef[1]!.map((b, j) => b + point.coef[0]![j]!);
      const size = Math.max(...whole.map(Math.abs));
      expect(Math.max(...sum.map(Math.abs))).toBeLessThanOrEqual(1e-12 * size);
      const intercept = point.intercept[1]! - point.intercept[0]!;
      expect(intercept).toBeCloseTo(binary!.intercept, 5);
    }
  });
});

describe('the symmetric parametrization', () => {
  const [n, p, classes] = [90, 6, 4];
  const X = arDesign(random(31), n, p, 0.3);
  const base = { X, p, Y: classRows(X, classes, 32), family: multinomial({ classes }), tol: TOL };
  const penaltyFactor = [0, 1, 1, 1, 1, 1];
  const columnsOf = ({ coef }: JointPoint) => X[0]!.map((_, j) => coef.map((row) => row[j]!));

  test.each(PENALTIES)('%s: intercepts and unpenalized columns have mean 0', (_, penalty) => {
    for (const point of jointFit({ ...base, penalty, penaltyFactor, lambdas: [0.05, 0.005] }))
      for (const values of [point.intercept, columnsOf(point)[0]!]) {
        const size = Math.max(...values.map(Math.abs));
        expect(size).toBeGreaterThan(0);
        const mean = values.reduce((sum, value) => sum + value, 0) / classes;
        expect(Math.abs(mean)).toBeLessThanOrEqual(1e-12 * size);
      }
  });

  test.each(PENALTIES)('%s: no common shift of a column is cheaper', (_, penalty) => {
    const cost = (column: number[]) =>
      penalty.acrossOutputs
        ? penalty.value(Math.hypot(...column))
        : column.reduce((sum, b) => sum + penalty.value(b), 0);
    for (const point of jointFit({ ...base, penalty, lambdas: [0.02], standardize: false }))
      for (const column of columnsOf(point))
        for (const shift of [-0.1, -1e-3, 1e-3, 0.1])
          expect(cost(column.map((b) => b + shift))).toBeGreaterThanOrEqual(cost(column) - 1e-15);
  });
});

describe('stored answers', () => {
  const files = GOLDEN_FAMILIES.filter((name) => name.startsWith('multinomial_'));
  test('there are some', () => {
    expect(files.length).toBeGreaterThanOrEqual(5);
  });

  test.each(files)('%s: the same coefficients, and a gap that is certain', (name) => {
    const stored = goldenFamilyFits(name);
    const { X, y, penalty } = stored[0]!.problem;
    const Y = y as number[][];
    if (penalty.kind !== 'elasticNet') throw new Error(name);
    const own = elasticNet({ l1Ratio: penalty.l1Ratio });
    const fit = {
      X: X as number[][],
      p: (X as number[][])[0]!.length,
      Y,
      family: multinomial({ classes: Y[0]!.length }),
      penalty: penalty.grouped ? acrossOutputs(own) : own,
      lambdas: stored.map(({ lambda }) => lambda),
      standardize: stored[0]!.problem.standardize,
      tol: 1e-13,
    };
    jointFit(fit).forEach((point, l) => {
      expect(judged(fit, point)).toBeLessThanOrEqual(certifiedGap(1e-12));
      const { coef } = stored[l]!.solution;
      const both = [flat(point.coef), flat(coef as number[][])] as const;
      if (both[1].some((b) => b !== 0)) expect(relativeDifference(...both)).toBeLessThan(STORED);
    });
  });
});

describe('penalties that are not convex', () => {
  const [n, p, classes] = [150, 12, 3];
  const X = arDesign(random(41), n, p, 0.4);
  const Y = classRows(X, classes, 42);
  test.each([
    ['mcp', mcp()],
    ['scad', scad()],
  ] as const)('%s: every point is stationary', (kind, penalty) => {
    const fit = { X, p, Y, family: multinomial({ classes }), penalty, shares: [1, 0.5, 0.2] };
    for (const { lambda, coef, intercept, relative } of jointFit({ ...fit, tol: 1e-7 })) {
      expect(relative).toBeLessThanOrEqual(1e-7);
      const own = { kind, lambda, gamma: penalty.gamma! };
      const problem = { X, y: Y, family: { name: 'multinomial' as const }, penalty: own };
      const residual = kktFamily(problem, { coef, intercept });
      expect(Math.max(residual.column, residual.intercept)).toBeLessThanOrEqual(1e-6);
    }
  });
});

function probabilities(X: number[][], { coef, intercept }: JointPoint): number[][] {
  return X.map((row) => {
    const eta = coef.map((beta, k) => row.reduce((s, x, j) => s + x * beta[j]!, intercept[k]!));
    const most = Math.max(...eta);
    const powers = eta.map((value) => Math.exp(value - most));
    const total = powers.reduce((sum, value) => sum + value, 0);
    return powers.map((value) => value / total);
  });
}

function sparseOf(rows: number[][]): SparseMatrix {
  const entries = rows.flatMap((row, i) =>
    row.flatMap((value, j) => (value === 0 ? [] : [{ i, j, value }])),
  );
  return SparseMatrix.fromTriplets({
    rows: rows.length,
    cols: rows[0]!.length,
    i: entries.map(({ i }) => i),
    j: entries.map(({ j }) => j),
    v: entries.map(({ value }) => value),
  });
}
