/** What holds for the fitted models of every family. */
import { describe, expect, test } from 'vitest';
import { type FittedModel, GLM, load } from '../../../src/index.ts';
import { familyOf } from '../../../src/linear/response/familyChoice.ts';
import { goldenFamilyFits } from '../../reference/families/goldenFamilies.ts';
import { kktFamily } from '../../reference/families/kktFamily.ts';
import type { FamilyProblem } from '../../reference/families/standardProblem.ts';
import { relativeDifference } from '../../support/tolerance.ts';
import { expectCertified, flat } from './fits.ts';
import { saidFamily, solutionOf } from './said.ts';
import { GOLDEN_TOL, PINBALL_COEFFICIENT, PINBALL_TOL, PREDICTION, SAME_FIT } from './tolerance.ts';

/** One stored problem per family, in the middle of its path. */
const CASES = [
  ...['binomial_weightsOffset', 'poisson_rates', 'gamma_weights', 'negativeBinomial_a1'],
  ...['tweedie_l2_weights', 'huber_weights', 'quantile_l1_0.3', 'squaredHinge_l1'],
  ...['multinomial_a1', 'mgaussian_a1', 'cox_weightsOffset'],
].map((name) => {
  const fits = goldenFamilyFits(name);
  return [name, fits[fits.length >> 1]!.problem] as const;
});

const isPinball = (problem: FamilyProblem) => problem.family.name === 'quantile';
const tolOf = (problem: FamilyProblem) => (isPinball(problem) ? PINBALL_TOL : GOLDEN_TOL);

function fitted(problem: FamilyProblem): FittedModel {
  const { estimator, X, y, data } = saidFamily(problem, tolOf(problem));
  return estimator.fitSync(X, y, data) as FittedModel;
}

/** Coefficients of both, each relative to the largest. */
function expectSame(problem: FamilyProblem, a: ArrayLike<number>, b: ArrayLike<number>): void {
  const limit = isPinball(problem) ? PINBALL_COEFFICIENT : SAME_FIT;
  expect(relativeDifference(a, b)).toBeLessThanOrEqual(limit);
}

describe.each(CASES)('%s', (_, problem) => {
  const said = saidFamily(problem, tolOf(problem));
  const model = fitted(problem);
  const coef = flat(solutionOf(model).coef);

  test('comes back from its file, every number exact, and proves itself again', () => {
    const again = load(model.save());
    expect(again.constructor).toBe(model.constructor);
    expect(again.settings).toEqual(model.settings);
    expect(again.predict(said.X)).toEqual(model.predict(said.X));
    expectCertified(again, said);
    expect(again.summary()).toBe(model.summary());
  });

  test('does not prove other coefficients', () => {
    const { settings } = model;
    const Model = model.constructor as new (state: typeof settings) => FittedModel;
    const moved = new Model({ ...settings, coef: settings.coef.map((b) => 1.02 * b) });
    const { weights, offset } = said.data;
    const data = { ...(weights && { weights }), ...(offset && { offset }) };
    const { relative, ok } = moved.verify(said.X, said.y, data);
    expect(relative).toBeGreaterThan(100 * tolOf(problem));
    expect(ok).toBe(false);
  });

  test('predicts offset + intercept + X w, and its inverse link', () => {
    const { intercepts, featureNames, family } = model.settings;
    const p = featureNames.length;
    const link = intercepts.length === 1 ? linkOf(model, said.X) : undefined;
    said.X.forEach((row, i) => {
      const eta = Array.from(intercepts, (b0, k) =>
        row.reduce((sum, x, j) => sum + x * model.settings.coef[k * p + j]!, b0),
      );
      const size = 1 + Math.max(...eta.map(Math.abs));
      if (link) expect(Math.abs(link[i]! - eta[0]!)).toBeLessThanOrEqual(PREDICTION * size);
      if (link && !model.settings.classes) {
        const { mean } = familyOf(family, 1);
        const response = (model.predict(said.X) as Float64Array)[i]!;
        const expected = mean(link[i]!);
        expect(Math.abs(response - expected)).toBeLessThanOrEqual(PREDICTION * Math.abs(expected));
      }
    });
    expect(said.X.length).toBeGreaterThan(10);
  });

  if (problem.family.name !== 'cox')
    test('takes a weight of 2 for a repeated row', () => {
      const n = said.X.length;
      const weights = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 2 : 1));
      const rows = weights.flatMap((w, i) => (w === 2 ? [i, i] : [i]));
      const offset = problem.offset as ArrayLike<number> | undefined;
      const take = <T>(values: ArrayLike<T>) => rows.map((i) => values[i]!);
      const twice: FamilyProblem = {
        ...problem,
        X: take(problem.X as number[][]),
        y: take(problem.y as number[]),
        weights: undefined,
        offset: offset && take(offset),
      };
      const a = fitted({ ...problem, weights });
      const b = fitted(twice);
      expectSame(problem, a.settings.coef, b.settings.coef);
    });

  if (problem.standardize !== false)
    test('does not depend on the units of columns', () => {
      const units = said.X[0]!.map((_, j) => 2 ** ((3 * j) % 11) / 8);
      const X = said.X.map((row) => row.map((x, j) => x * units[j]!));
      const scaled = fitted({ ...problem, X });
      const back = scaled.settings.coef.map((b, at) => b * units[at % units.length]!);
      expectSame(problem, back, coef);
    });
});

describe('concave penalties', () => {
  const { problem } = goldenFamilyFits('binomial_weightsOffset')[3]!;
  test.each(['mcp', 'scad'] as const)('%s: stationary, and verified to be', (kind) => {
    const lambda = (problem.penalty as { lambda: number }).lambda;
    const concave: FamilyProblem = { ...problem, penalty: { kind, lambda, gamma: 4 } };
    const said = saidFamily(concave, 1e-9);
    const model = said.estimator.fitSync(said.X, said.y, said.data) as FittedModel;
    expect(model.certificate.kind).toBe('kkt');
    expectCertified(model, said);
    const { column, intercept } = kktFamily(concave, solutionOf(model));
    expect(Math.max(column, intercept)).toBeLessThanOrEqual(1e-9 * lambda * 10);
    expect(model.nonzero.length).toBeGreaterThan(0);
    const other = new GLM({ family: 'binomial', lambda }).fitSync(said.X, said.y, said.data);
    const { weights, offset } = said.data;
    const state = { ...model.settings, coef: other.coef, intercepts: other.intercepts };
    const moved = new (model.constructor as new (s: unknown) => FittedModel)(state);
    expect(moved.verify(said.X, said.y, { weights: weights!, offset: offset! }).ok).toBe(false);
  });
});

function linkOf(model: FittedModel, X: number[][]): ArrayLike<number> {
  const link = (model as unknown as { predictLink(X: number[][]): unknown }).predictLink(X);
  return link instanceof Float64Array ? link : flat((link as { toArrays(): unknown }).toArrays());
}
