import { describe, expect, test } from 'vitest';
import { multinomial } from '../../../src/datafit/index.ts';
import { SparseMatrix } from '../../../src/memory/sparseMatrix.ts';
import { acrossOutputs } from '../../../src/penalty/acrossOutputs.ts';
import { elasticNet, l1, l2, mcp, type Penalty, scad } from '../../../src/penalty/index.ts';
import { GOLDEN_FAMILIES, goldenFamilyFits } from '../../reference/families/goldenFamilies.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import { kktFamily } from '../../reference/families/kktFamily.ts';
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

describe('classes at the edge', () => {
  const [n, p] = [60, 4];
  const X = arDesign(random(51), n, p, 0.2);
  const family = multinomial({ classes: 3 });
  const oneHot = (at: number) => [0, 1, 2].map((k) => Number(k === at));
  const separable = X.map(([x]) => oneHot(x! > 0.5 ? 0 : x! > -0.3 ? 1 : 2));
  const unused = X.map(([x, z]) => oneHot(x! + z! * z! > 0.5 ? 0 : 1));

  test.each(PENALTIES)('%s: classes that a plane separates, down to no penalty', (_, penalty) => {
    const fit = { X, p, Y: separable, family, penalty, lambdas: [1e-3, 1e-5, 0], tol: 1e-6 };
    for (const point of jointFit(fit)) {
      expect(point.relative).toBeLessThanOrEqual(1e-6);
      if (point.lambda > 0) expect(judged(fit, point)).toBeLessThanOrEqual(certifiedGap(1e-6));
    }
  });

  test.each(PENALTIES)('%s: a class without rows is never likely', (_, penalty) => {
    for (const point of jointFit({ X, p, Y: unused, family, penalty, lambdas: [0.1, 0.01] })) {
      expect(point.relative).toBeLessThanOrEqual(1e-6);
      for (const row of probabilities(X, point)) expect(row[2]).toBeLessThan(1e-6);
    }
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
