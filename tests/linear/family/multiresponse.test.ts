import { describe, expect, test } from 'vitest';
import { gaussian, multigaussian } from '../../../src/datafit/index.ts';
import { acrossOutputs } from '../../../src/penalty/acrossOutputs.ts';
import { elasticNet, groupLasso, l1, l2, mcp, type Penalty } from '../../../src/penalty/index.ts';
import { GOLDEN_FAMILIES, goldenFamilyFits } from '../../reference/families/goldenFamilies.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import { familyFit } from '../../support/familyFit.ts';
import { arDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';
import { certifiedGap, relativeDifference } from '../../support/tolerance.ts';
import { type JointFit, type JointPoint, jointFit } from './jointFit.ts';
import { offsetRows, responseRows } from './jointProblems.ts';

const TOL = 1e-10;

/** Coefficients of two fits with gaps of 1e-13 of the null loss, relative: the root of the gap. */
const SAME = 1e-6;

/** Stored coefficients, relative: the programs stop at a KKT residual of 1e-10 of λ_max. */
const STORED = 1e-7;

const ACROSS: [string, Penalty][] = [
  ['l1 across responses', acrossOutputs(l1())],
  ['elastic net across responses', acrossOutputs(elasticNet({ l1Ratio: 0.5 }))],
];
const EACH: [string, Penalty][] = [
  ['l1', l1()],
  ['elastic net', elasticNet({ l1Ratio: 0.5 })],
  ['l2', l2()],
];

function judged(fit: Omit<JointFit, 'X'> & { X: number[][] }, point: JointPoint): number {
  const { X, Y, weights, offset, intercept, standardize, penalty, penaltyFactor } = fit;
  const own = {
    kind: 'elasticNet' as const,
    lambda: point.lambda,
    l1Ratio: penalty.l1Ratio,
    grouped: penalty.acrossOutputs === true,
    ...(penaltyFactor && { factor: penaltyFactor }),
  };
  const family = { name: 'mgaussian' as const };
  const problem = { X, y: Y, family, weights, offset, intercept, standardize, penalty: own };
  return judgeGap(problem, { coef: point.coef, intercept: point.intercept }).relative;
}

describe.each([
  ['random columns, 3 responses', 60, 10, 0, 3],
  ['correlated columns, 2 responses', 80, 20, 0.98, 2],
  ['more columns than rows, 4 responses', 25, 50, 0.5, 4],
] as const)('%s', (_, n, p, rho, outputs) => {
  const X = arDesign(random(n + p), n, p, rho);
  const Y = responseRows(X, outputs, 8);
  const family = multigaussian({ outputs });
  const source = random(2);
  const options: [string, Partial<Omit<JointFit, 'X'>>][] = [
    ['plainly', {}],
    ['weights, some 0', { weights: Y.map(() => (source.chance(0.2) ? 0 : source.uniform())) }],
    ['offsets', { offset: offsetRows(n, outputs, 5) }],
    ['no intercept', { intercept: false }],
    ['columns without penalty', { penaltyFactor: X[0]!.map((__, j) => Number(j > 1)) }],
  ];

  describe.each([...ACROSS, ...EACH])('%s', (_title, penalty) => {
    test.each(options)('%s: the gap is what it says', (_case, option) => {
      const fit = { X, p, Y, family, penalty, shares: [1, 0.5, 0.05], tol: TOL, ...option };
      for (const point of jointFit(fit)) {
        expect(point.relative).toBeLessThanOrEqual(TOL);
        expect(judged(fit, point)).toBeLessThanOrEqual(certifiedGap(TOL));
      }
    });
  });

  test.each(ACROSS)('%s: a column is in for all responses or for none', (_title, penalty) => {
    const points = jointFit({ X, p, Y, family, penalty, shares: [1, 0.5, 0.2], tol: TOL });
    const counts = points.map(({ coef }) =>
      X[0]!.map((__, j) => coef.filter((row) => row[j] !== 0).length),
    );
    for (const each of counts) expect(each.every((c) => c === 0 || c === outputs)).toBe(true);
    expect(counts[0]!.every((c) => c === 0)).toBe(true);
    expect(counts[2]!.some((c) => c === outputs)).toBe(true);
  });

  test.each([...EACH, ['mcp', mcp()] as const])(
    '%s: each response by itself',
    (_title, penalty) => {
      const common = { X, penalty, lambdas: [0.5, 0.1], tol: 1e-13 };
      const points = jointFit({ ...common, p, Y, family });
      for (let k = 0; k < outputs; k++) {
        const y = Y.map((row) => row[k]!);
        familyFit({ ...common, y, family: gaussian() }).forEach(({ coef, intercept }, l) => {
          expect(relativeDifference(points[l]!.coef[k]!, coef)).toBeLessThanOrEqual(SAME);
          expect(points[l]!.intercept[k]).toBeCloseTo(intercept, 6);
        });
      }
    },
  );
});

test('one response across outputs is the lasso', () => {
  const X = arDesign(random(7), 50, 12, 0.3);
  const Y = responseRows(X, 1, 3);
  const common = { X, lambdas: [0.3, 0.03], tol: 1e-13 };
  const penalty = acrossOutputs(l1());
  const points = jointFit({ ...common, p: 12, Y, family: multigaussian({ outputs: 1 }), penalty });
  const lasso = familyFit({ ...common, y: Y.flat(), family: gaussian(), penalty: l1() });
  points.forEach(({ coef }, l) => {
    expect(relativeDifference(coef[0]!, lasso[l]!.coef)).toBeLessThanOrEqual(SAME);
  });
});

describe('stored answers', () => {
  const files = GOLDEN_FAMILIES.filter((name) => name.startsWith('mgaussian_'));
  test('there are some', () => {
    expect(files.length).toBeGreaterThanOrEqual(2);
  });

  test.each(files)('%s: the same coefficients', (name) => {
    const stored = goldenFamilyFits(name);
    const { X, y, penalty } = stored[0]!.problem;
    const Y = y as number[][];
    if (penalty.kind !== 'elasticNet') throw new Error(name);
    const fit = {
      X: X as number[][],
      p: (X as number[][])[0]!.length,
      Y,
      family: multigaussian({ outputs: Y[0]!.length }),
      penalty: acrossOutputs(elasticNet({ l1Ratio: penalty.l1Ratio })),
      lambdas: stored.map(({ lambda }) => lambda),
      tol: 1e-13,
    };
    jointFit(fit).forEach((point, l) => {
      expect(judged(fit, point)).toBeLessThanOrEqual(certifiedGap(1e-13));
      const theirs = (stored[l]!.solution.coef as number[][]).flat();
      if (theirs.some((b) => b !== 0))
        expect(relativeDifference(point.coef.flat(), theirs)).toBeLessThanOrEqual(STORED);
    });
  });
});

describe('a penalty across outputs', () => {
  test('refuses what is no elastic net', () => {
    expect(() => acrossOutputs(mcp())).toThrow(
      /acrossOutputs: penalty must be l1, l2 or elasticNet, got "?mcp/,
    );
    expect(() => acrossOutputs(groupLasso({ groups: [0, 0, 1] }))).toThrow(/groupLasso/);
  });

  test('keeps its kind under another strength, and adds', () => {
    const penalty = acrossOutputs(elasticNet({ lambda: 2, l1Ratio: 0.25 }));
    expect(penalty.params).toEqual([0.5, 0, 1.5]);
    expect(penalty.scaled(4).params).toEqual([1, 0, 3]);
    expect(penalty.scaled(4).acrossOutputs).toBe(true);
    expect(acrossOutputs(l1(1)).plus(l2(3)).params).toEqual([1, 0, 3]);
  });

  test('is plain ridge without an L1 part, whose square falls into coefficients', () => {
    expect(acrossOutputs(l2(3)).kernel).toBe('elasticNet');
  });
});
