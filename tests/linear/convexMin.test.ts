/** How far a path of a concave penalty is convex. */
import { describe, expect, test } from 'vitest';
import { GLM, path } from '../../src/linear/index.ts';
import { elasticNet, l2, mcp, scad } from '../../src/penalty/index.ts';
import { eigen } from '../reference/families/eigen.ts';
import { moments } from '../reference/moments.ts';
import { compatData } from '../support/compatGolden.ts';

const heavy = compatData('heavy') as { X: number[][]; y: number[]; weights: number[] };
const binary = compatData('binary') as typeof heavy;

const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0);

describe('convexMin', () => {
  /** Least eigenvalue of X̃ᵀHX̃ ÷ n on some columns, centred by H, standardized. */
  function leastEigenvalue(X: number[][], columns: number[], h: number[], unit: number): number {
    const n = X.length;
    const weights = new Float64Array(n).fill(1 / n);
    const mass = total(h);
    const scaled = columns.map((j) => {
      const x = X.map((row) => row[j]!);
      const { sd } = moments(x, weights);
      const mean = total(x.map((value, i) => value * h[i]!)) / mass;
      return x.map((value) => (value - mean) / (unit === 1 ? sd : 1));
    });
    const gram = scaled.map((a) =>
      scaled.map((b) => total(a.map((x, i) => h[i]! * x * b[i]!)) / n),
    );
    return Math.min(...eigen(gram).values);
  }

  const penalties = {
    mcp: [mcp({ gamma: 1.3 }), 1 / 1.3],
    'mcp of a large gamma': [mcp({ gamma: 5 }), 0.2],
    scad: [scad({ gamma: 2.3 }), 1 / 1.3],
  } as const;

  test.each(Object.entries(penalties))(
    '%s: the least λ down to which every smaller support is convex',
    async (_, [penalty, bend]) => {
      for (const family of ['gaussian', 'binomial'] as const) {
        const { X, y } = family === 'gaussian' ? heavy : binary;
        const estimator = new GLM({ family, penalty, tol: 1e-10 });
        const found = await path(estimator, X, y, { nLambda: 30, lambdaMinRatio: 0.01 });
        let expected = Number.NaN;
        for (const [l, lambda] of found.lambdas.entries()) {
          const model = found.model(l);
          const next = l + 1 < found.lambdas.length ? found.model(l + 1).nonzero : [];
          const columns = [...new Set([...model.nonzero, ...next])];
          const { coef, intercepts } = model.settings;
          const h = X.map((row) => {
            if (family === 'gaussian') return 1;
            const eta = row.reduce((sum, x, j) => sum + x * coef[j]!, intercepts[0]!);
            return 1 / ((1 + Math.exp(eta)) * (1 + Math.exp(-eta)));
          });
          if (columns.length > 0 && !(leastEigenvalue(X, columns, h, 1) > bend)) break;
          expected = lambda;
        }
        expect(found.convexMin, family).toEqual(expected);
      }
    },
  );

  test('counts the L2 part of the penalty', async () => {
    const lambdas = { nLambda: 20, lambdaMinRatio: 0.05 };
    const bare = new GLM({ penalty: mcp({ gamma: 1.2 }), tol: 1e-10 });
    const held = new GLM({ penalty: mcp({ gamma: 1.2, l1Ratio: 0.05 }), tol: 1e-10 });
    const [without, within] = await Promise.all([
      path(bare, heavy.X, heavy.y, lambdas),
      path(held, heavy.X, heavy.y, lambdas),
    ]);
    expect(without.convexMin).toBeGreaterThan(without.lambdas.at(-1)!);
    // λ (1 − r) is above 1/γ there
    const strong = within.lambdas.filter((lambda) => 0.95 * lambda > 1 / 1.2);
    expect(strong.length).toBeGreaterThan(0);
    expect(within.convexMin!).toBeLessThanOrEqual(strong.at(-1)!);
  });

  test('is NaN where no λ is convex', async () => {
    // both columns are in, and their correlation of about a half leaves an eigenvalue below 1/γ
    const X = heavy.X.map((row) => [row[2]!, row[3]!]);
    const lambdas = [0.01, 0.005];
    const found = await path(new GLM({ penalty: mcp({ gamma: 1.1 }) }), X, heavy.y, { lambdas });
    expect(found.model(0).nonzero.length).toBe(2);
    expect(found.convexMin).toBeNaN();
  });

  test('is left out where every penalty is convex', async () => {
    for (const penalty of [elasticNet({ lambda: 1, l1Ratio: 0.5 }), l2(1)]) {
      const found = await path(new GLM({ penalty }), heavy.X, heavy.y, { nLambda: 3 });
      expect(found.convexMin).toBeUndefined();
    }
  });
});
