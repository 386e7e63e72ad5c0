/** Every convex penalty with Cox's likelihood against the judge, and what the concave ones say. */
import { describe, expect, test } from 'vitest';
import { cox, type Ties } from '../../../src/datafit/index.ts';
import {
  differences,
  elasticNet,
  groupLasso,
  mcp,
  type Penalty,
  scad,
  slope,
  sparseGroupLasso,
  tikhonov,
} from '../../../src/penalty/index.ts';
import { falseDiscoveryWeights } from '../../../src/penalty/slope.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import type { Penalty as Judged } from '../../reference/families/penalty.ts';
import { arDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';
import { certifiedGap, relativeDifference } from '../../support/tolerance.ts';
import { coxFit, survivalTimes } from './coxFit.ts';
import { fitGroups } from './groupFit.ts';

const TOL = 1e-8;
const TIGHT = 1e-13;
const LAMBDAS = [0.1, 0.03, 0.005];
const P = 9;
const X = arDesign(random(41), 60, P, 0.6);
const { y, rows } = survivalTimes(X, 42);
const GROUPS = [0, 0, 0, 1, 1, 1, 2, 2, 2];
const LISTS = [0, 1, 2].map((g) => [...GROUPS.keys()].filter((j) => GROUPS[j] === g));
const GAMMA = Array.from({ length: P - 1 }, (_, r) =>
  Float64Array.from({ length: P }, (_, j) => (j === r ? -1 : j === r + 1 ? 1 : 0)),
);
const WEIGHTS = falseDiscoveryWeights(P, 0.1);

const CASES: [string, Penalty, (lambda: number) => Judged][] = [
  [
    'ridge',
    elasticNet({ lambda: 1, l1Ratio: 0 }),
    (lambda) => ({ kind: 'elasticNet', lambda, l1Ratio: 0 }),
  ],
  [
    'group lasso',
    groupLasso({ groups: GROUPS }),
    (lambda) => ({ kind: 'group', lambda, l1Ratio: 0, groups: LISTS }),
  ],
  [
    'sparse group lasso',
    sparseGroupLasso({ groups: GROUPS, l1Ratio: 0.4 }),
    (lambda) => ({ kind: 'group', lambda, l1Ratio: 0.4, groups: LISTS }),
  ],
  ['SLOPE', slope(), (lambda) => ({ kind: 'slope', sequence: WEIGHTS.map((w) => lambda * w) })],
  // the sum of all coefficients has no penalty
  [
    'Tikhonov of differences',
    tikhonov({ gamma: differences(P) }),
    (lambda) => ({ kind: 'tikhonov', lambda, gamma: GAMMA }),
  ],
];

/** coef and claimed gap at every λ. */
function pointsOf(penalty: Penalty, ties: Ties, tol: number) {
  if (!penalty.groups) return coxFit({ X, y, ties, penalty, lambdas: LAMBDAS, tol });
  const { models } = fitGroups(X, y, { family: cox({ ties }), penalty, lambdas: LAMBDAS, tol });
  return models.map(({ gap, ...model }) => ({ ...model, relative: gap }));
}

describe.each(['breslow', 'efron'] as const)('ties by %s', (ties) => {
  test.each(CASES)('%s: no model is better by more than the gap', (_, penalty, judged) => {
    const points = pointsOf(penalty, ties, TOL);
    const tight = pointsOf(penalty, ties, TIGHT);
    expect(points.at(-1)!.coef.some((value) => value !== 0)).toBe(true);
    points.forEach(({ lambda, coef, relative }, l) => {
      const family = { name: 'cox' as const, ties };
      const problem = { X, y: rows, family, penalty: judged(lambda) };
      const best = judgeGap(problem, { coef: tight[l]!.coef, intercept: 0 });
      expect(best.relative).toBeLessThanOrEqual(certifiedGap(TOL));
      expect(relative).toBeLessThanOrEqual(TOL);
      // against a model that the judge finds optimal
      const { primal, nullLoss } = judgeGap(problem, { coef, intercept: 0 });
      expect((primal - best.primal) / nullLoss).toBeLessThanOrEqual(certifiedGap(relative));
    });
  });
});

test.each([
  ['MCP', mcp({ lambda: 1, gamma: 1e7 })],
  ['SCAD', scad({ lambda: 1, gamma: 1e7 })],
])('%s of a shape that never bends is the lasso, and says kkt', (_, penalty) => {
  const lambdas = [0.1, 0.02];
  const lasso = coxFit({ X, y, lambdas, tol: 1e-12 });
  coxFit({ X, y, lambdas, penalty, tol: 1e-12 }).forEach((point, l) => {
    expect(point.kind).toBe('kkt');
    expect(point.relative).toBeLessThanOrEqual(1e-12);
    // the penalty differs by b² / (2 γ), and the tolerances allow for a root of 1e-12
    expect(relativeDifference(point.coef, lasso[l]!.coef)).toBeLessThanOrEqual(1e-5);
  });
});
