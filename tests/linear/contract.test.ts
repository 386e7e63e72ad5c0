/** What holds for every estimator that the package exports; a new one needs a case to compile. */
import { describe, expect, test } from 'vitest';
import { elasticNet, SparseMatrix } from '../../src/index.ts';
import type { FitData, LinearEstimator, LinearSpec } from '../../src/linear/index.ts';
import * as linear from '../../src/linear/index.ts';
import { judge } from '../reference/judge.ts';
import { lambdaMax } from '../reference/lambdaMax.ts';
import { objective } from '../reference/objective.ts';
import type { Problem } from '../reference/problem.ts';
import { randomProblem } from '../support/problems.ts';
import { bitsOf, expectSameFit, TIGHT } from '../support/sameFit.ts';
import { certifiedGap } from '../support/tolerance.ts';

type Exports = typeof linear;
/** Names of the classes that can be made with a spec: the estimators. */
type EstimatorName = {
  [K in keyof Exports]: Exports[K] extends new (spec?: LinearSpec) => LinearEstimator ? K : never;
}[keyof Exports];

interface Case {
  make(spec?: LinearSpec): LinearEstimator;
  /** Its share of L1 where the spec says nothing. */
  l1Ratio: number;
  /** Whether another share may be asked for. */
  anyRatio: boolean;
}

const CASES: Record<EstimatorName, Case> = {
  Lasso: { make: (spec) => new linear.Lasso(spec), l1Ratio: 1, anyRatio: false },
  Ridge: { make: (spec) => new linear.Ridge(spec), l1Ratio: 0, anyRatio: false },
  ElasticNet: { make: (spec) => new linear.ElasticNet(spec), l1Ratio: 0.5, anyRatio: true },
};

const SHAPES = [
  { seed: 1, n: 50, p: 10 },
  { seed: 2, n: 12, p: 40 },
];

describe.each(Object.entries(CASES))('%s', (name, { make, l1Ratio, anyRatio }) => {
  const problems: Problem[] = SHAPES.map((shape) => randomProblem({ ...shape, l1Ratio }));

  function fitted({ X, y, lambda }: Problem, spec: LinearSpec = {}) {
    return make({ lambda, tol: TIGHT, ...spec }).fitSync(X as number[][], Array.from(y));
  }

  test('finds the minimum of its objective', () => {
    for (const problem of problems) {
      const model = fitted(problem);
      const { relative, gap } = judge(problem, model);
      expect(relative).toBeLessThanOrEqual(certifiedGap(TIGHT));
      expect(model.certificate.ok).toBe(true);
      expect(gap).toBeLessThanOrEqual(model.certificate.gap + certifiedGap(0));
    }
  });

  test('is beaten by no small move of a coefficient or of the intercept', () => {
    for (const problem of problems) {
      const { coef, intercept } = fitted(problem);
      const least = objective(problem, { coef, intercept });
      for (const step of [1e-3, -1e-3]) {
        expect(objective(problem, { coef, intercept: intercept + step })).toBeGreaterThan(least);
        for (const j of coef.keys()) {
          const moved = coef.slice();
          moved[j]! += step;
          expect(objective(problem, { coef: moved, intercept })).toBeGreaterThan(least);
        }
      }
    }
  });

  test('shrinks to the mean as λ grows', () => {
    for (const problem of problems) {
      const lambda = 1.01 * lambdaMax(problem);
      const model = fitted({ ...problem, lambda });
      const mean = Array.from(problem.y).reduce((sum, value) => sum + value, 0) / problem.y.length;
      if (l1Ratio > 0) expect(model.nonzero.length).toBe(0);
      else expect(model.devianceRatio).toBeLessThan(0.02);
      if (l1Ratio > 0) expect(model.intercept).toBeCloseTo(mean, 12);
      expect(fitted({ ...problem, lambda: 1e12 }).intercept).toBeCloseTo(mean, 9);
    }
  });

  test('gives the same bits again, in slices or at once', async () => {
    for (const { X, y, lambda } of problems) {
      const estimator = make({ lambda });
      const rows = X as number[][];
      const first = estimator.fitSync(rows, Array.from(y));
      expect(bitsOf(await estimator.fit(rows, Array.from(y)))).toEqual(bitsOf(first));
      expect(bitsOf(estimator.fitSync(rows, Array.from(y)))).toEqual(bitsOf(first));
    }
  });

  test('reads sparse matrices', () => {
    for (const problem of problems) {
      const rows = problem.X as number[][];
      const cells = rows.flatMap((row, i) => row.map((v, j) => ({ i, j, v })));
      const sparse = SparseMatrix.fromTriplets({
        i: cells.map(({ i }) => i),
        j: cells.map(({ j }) => j),
        v: cells.map(({ v }) => v),
        rows: rows.length,
        cols: rows[0]!.length,
      });
      const estimator = make({ lambda: problem.lambda, tol: TIGHT });
      expectSameFit(problem, estimator.fitSync(sparse, Array.from(problem.y)), fitted(problem));
    }
  });

  test('is an immutable specification', () => {
    const spec = { lambda: 2, tol: 1e-4 };
    const estimator = make(spec);
    spec.lambda = 3;
    expect(estimator.spec).toEqual({ lambda: 2, tol: 1e-4 });
    expect(Object.isFrozen(estimator.spec)).toBe(true);
    const changed = estimator.with({ lambda: 5 });
    expect(changed).toBeInstanceOf(estimator.constructor);
    expect(changed.spec).toEqual({ lambda: 5, tol: 1e-4 });
    expect(changed.penalty.lambda).toBe(5);
    expect(estimator.penalty.lambda).toBe(2);
  });

  test('carries data of its own, over which those of a call win', () => {
    const { X, y, lambda } = problems[0]!;
    const [rows, target] = [X as number[][], Array.from(y)];
    const [own, other] = [target.map((_, i) => 1 + (i % 2)), target.map((_, i) => 1 + (i % 3))];
    const carrying = make({ lambda, weights: own, lower: -0.2 });
    const bare = make({ lambda });
    const bits = (estimator: LinearEstimator, data?: FitData) =>
      bitsOf(estimator.fitSync(rows, target, data));
    expect(bits(carrying)).toEqual(bits(bare, { weights: own, lower: -0.2 }));
    expect(bits(carrying, { weights: other })).toEqual(bits(bare, { weights: other, lower: -0.2 }));
    expect(bits(carrying, { weights: undefined })).toEqual(bits(carrying));
    expect(bits(carrying)).not.toEqual(bits(carrying, { weights: other }));
  });

  test('says what it is', () => {
    const estimator = make({ lambda: 0.5 });
    expect(estimator.kind).toBe(name);
    expect(estimator.penalty.l1Ratio).toBe(l1Ratio);
    expect(make().penalty.lambda).toBe(1);
    expect(JSON.parse(JSON.stringify(estimator))).toEqual({ estimator: name, lambda: 0.5 });
    const model = fitted(problems[0]!);
    expect(model.l1Ratio).toBe(l1Ratio);
    expect(model.summary().split('\n')[0]).toMatch(new RegExp(`^${name}: λ = `));
  });

  test('takes another share of L1 only where its name allows', () => {
    const other = l1Ratio === 0.25 ? 0.75 : 0.25;
    if (anyRatio) expect(make({ l1Ratio: other }).penalty.l1Ratio).toBe(other);
    else
      expect(() => make({ l1Ratio: other })).toThrow(
        `${name}: l1Ratio must be ${l1Ratio}, got ${other}; use ElasticNet`,
      );
  });

  test('takes a penalty as a value, without lambda beside it', () => {
    const penalty = elasticNet({ lambda: 2, l1Ratio });
    const { X, y } = problems[0]!;
    const [a, b] = [make({ penalty }), make({ lambda: 2 })].map((estimator) =>
      estimator.fitSync(X as number[][], Array.from(y)),
    );
    expect(bitsOf(a!)).toEqual(bitsOf(b!));
    expect(() => make({ penalty, lambda: 1 })).toThrow(
      `${name}: penalty must be given without lambda and l1Ratio, got "both"`,
    );
  });
});
