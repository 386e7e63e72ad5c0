import { describe, expect, test } from 'vitest';
import { gamma, huber, squaredHinge } from '../../../src/datafit/index.ts';
import { groupLasso, type Penalty, sparseGroupLasso } from '../../../src/penalty/index.ts';
import {
  GOLDEN_FAMILIES,
  goldenFamily,
  goldenFamilyFits,
} from '../../reference/families/goldenFamilies.ts';
import { judgeGap } from '../../reference/families/judgeGap.ts';
import { arDesign, rowsOf, sparseDesign } from '../../support/problems.ts';
import { random } from '../../support/random.ts';
import { certifiedGap, GOLDEN_COEFFICIENT, relativeDifference } from '../../support/tolerance.ts';
import { fitGroups } from './groupFit.ts';
import {
  FAMILIES,
  groupsOf,
  judged,
  modelsOf,
  type Name,
  responses,
  SAME_COEFFICIENTS,
  TIGHT,
  TOL,
} from './groupProblems.ts';

const SHARES = [1, 0.5, 0.1, 0.01];

describe.each([
  ['random', 80, 24, 0],
  ['correlated', 120, 30, 0.99],
  ['wide', 40, 90, 0.5],
  ['wide and correlated', 40, 90, 0.99],
] as const)('on %s columns', (_, n, p, rho) => {
  const X = arDesign(random(n + p), n, p, rho);
  const y = responses(X, 7);
  const groups = groupsOf(p);
  const penalties: [string, Penalty, number][] = [
    ['group lasso', groupLasso({ groups }), 0],
    ['group lasso of weight 1', groupLasso({ groups, weights: 'none' }), 0],
    ['sparse group lasso', sparseGroupLasso({ groups, l1Ratio: 0.4 }), 0.4],
  ];
  const cases = penalties.flatMap(([title, penalty, l1Ratio]) =>
    (Object.keys(FAMILIES) as Name[]).map((name) => [title, name, penalty, l1Ratio] as const),
  );

  test.each(cases)(
    '%s, %s: the gap is what it says, from λ_max down',
    (_title, name, penalty, r) => {
      const models = modelsOf(X, y[name], { family: FAMILIES[name], penalty, shares: SHARES });
      expect(models[0]!.coef.every((value) => value === 0)).toBe(true);
      expect(models[1]!.coef.some((value) => value !== 0)).toBe(true);
      for (const { lambda, gap, coef, intercept } of models) {
        expect(gap).toBeLessThanOrEqual(TOL);
        const problem = { X, y: y[name], family: { name }, penalty: judged(penalty, lambda, r) };
        const verdict = judgeGap(problem, { coef, intercept });
        expect(verdict.relative).toBeLessThanOrEqual(certifiedGap(TOL));
        const sizes = groups.map((list) => list.filter((j) => coef[j] !== 0).length);
        const whole = sizes.every((size, g) => size === 0 || size === groups[g]!.length);
        expect(whole || r > 0).toBe(true);
      }
    },
  );
});

describe('sets of more columns than rows', () => {
  const X = arDesign(random(130), 40, 90, 0.5);
  const y = responses(X, 7);
  const penalty = groupLasso({ groups: groupsOf(90) });
  const shares = Array.from({ length: 15 }, (_, l) => 0.75 ** l);

  test.each(Object.keys(FAMILIES) as Name[])(
    '%s: a path that goes on from its last two models ends where single fits do',
    (name) => {
      const options = { family: FAMILIES[name], penalty, tol: TIGHT };
      const path = fitGroups(X, y[name], { ...options, shares }).models;
      const nonzeros = path.at(-1)!.coef.filter((value) => value !== 0).length;
      expect(nonzeros).toBeGreaterThan(40);
      for (const l of [8, 14]) {
        const [alone] = fitGroups(X, y[name], { ...options, shares: [shares[l]!] }).models;
        expect(path[l]!.gap).toBeLessThanOrEqual(TIGHT);
        expect(relativeDifference(path[l]!.coef, alone!.coef)).toBeLessThanOrEqual(
          SAME_COEFFICIENTS,
        );
      }
    },
  );
});

describe('storages', () => {
  const sparse = sparseDesign(random(21), 80, 30, 0.2);
  const rows = rowsOf(sparse).map((row) => row.map(Math.fround));
  const single = {
    ...sparse,
    data: Float64Array.from(sparse.data, Math.fround),
    format: 'csc' as const,
  };
  const y = responses(rows, 2);
  const groups = groupsOf(30);

  test.each(Object.keys(FAMILIES) as Name[])(
    '%s: dense and sparse agree, in both widths',
    (name) => {
      const penalty = sparseGroupLasso({ groups, l1Ratio: 0.2 });
      const options = { family: FAMILIES[name], penalty, tol: TIGHT, shares: [0.5, 0.1] };
      const wide = fitGroups(rows, y[name], options).models;
      const others = [
        fitGroups(rows, y[name], { ...options, dtype: 'float32' }).models,
        fitGroups(single, y[name], options).models,
      ];
      for (const models of others)
        for (const [k, { coef, gap }] of models.entries()) {
          expect(gap).toBeLessThanOrEqual(TIGHT);
          expect(relativeDifference(coef, wide[k]!.coef)).toBeLessThanOrEqual(SAME_COEFFICIENTS);
        }
    },
  );

  test('many sparse columns', () => {
    const many = sparseDesign(random(22), 60, 1200, 0.05);
    const list = groupsOf(1200);
    const target = responses(rowsOf(many), 4).poisson;
    const penalty = groupLasso({ groups: list });
    const X = { ...many, format: 'csc' as const, data: Float64Array.from(many.data) };
    const { models } = fitGroups(X, target, { family: FAMILIES.poisson, penalty, shares: [0.3] });
    const problem = { X: many, y: target, family: { name: 'poisson' } as const };
    const own = judged(penalty, models[0]!.lambda, 0);
    const verdict = judgeGap({ ...problem, penalty: own }, models[0]!);
    expect(verdict.relative).toBeLessThanOrEqual(certifiedGap(TOL));
    expect(models[0]!.coef.some((value) => value !== 0)).toBe(true);
  });
});

describe('other families', () => {
  const X = arDesign(random(41), 80, 20, 0.8);
  const y = responses(X, 5);
  const groups = groupsOf(20);
  const penalty = groupLasso({ groups });

  test.each([
    ['huber', huber({ delta: 1.2 }), y.gaussian, { name: 'huber', delta: 1.2 }],
    ['gamma', gamma(), y.poisson.map((v) => v + 0.5), { name: 'gamma' }],
    ['squaredHinge', squaredHinge(), y.binomial, { name: 'squaredHinge' }],
  ] as const)('%s', (_, family, target, name) => {
    const models = modelsOf(X, target, { family, penalty, shares: [0.5, 0.1] });
    const own = name.name === 'squaredHinge' ? target.map((v) => 2 * v - 1) : target;
    for (const model of models) {
      expect(model.gap).toBeLessThanOrEqual(TOL);
      const problem = { X, y: own, family: name, penalty: judged(penalty, model.lambda, 0) };
      const verdict = judgeGap(problem, model);
      expect(verdict.relative).toBeLessThanOrEqual(certifiedGap(TOL));
    }
  });
});

describe('golden answers', () => {
  const names = GOLDEN_FAMILIES.filter((name) => /^(sparseG|g)roup_/.test(name));

  test.each(names)('%s', (name) => {
    const { l1Ratio, groups, weights, standardize, intercept, lambdas, ...stored } =
      goldenFamily(name);
    const fits = goldenFamilyFits(name);
    const { X, y } = fits[0]!.problem;
    const penalty = sparseGroupLasso({ groups: groups!, l1Ratio });
    const family = FAMILIES[stored.family as Name];
    const options = { family, penalty, lambdas, weights, standardize, intercept, tol: TIGHT };
    const models = modelsOf(X as number[][], y as number[], options);
    for (const [k, { coef }] of models.entries())
      expect(relativeDifference(coef, stored.coefficients[k] as number[])).toBeLessThanOrEqual(
        GOLDEN_COEFFICIENT,
      );
  });

  test('are there', () => {
    expect(names.length).toBeGreaterThanOrEqual(5);
  });
});
