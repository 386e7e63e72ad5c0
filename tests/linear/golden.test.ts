/** Reference answers of glmnet and scikit-learn, fitted again by the package. */
import { describe, test } from 'vitest';
import { type FittedLinear, path, Ridge } from '../../src/index.ts';
import { dot } from '../reference/dot.ts';
import {
  GLMNET_PATHS,
  type GoldenFit,
  glmnetFits,
  goldenData,
  SCIKIT_LEARN_PATHS,
  scikitLearnFits,
  scikitLearnRidgeFits,
} from '../reference/golden.ts';
import { judge } from '../reference/judge.ts';
import { kktResidual } from '../reference/kktResidual.ts';
import { moments } from '../reference/moments.ts';
import type { Problem, Solution } from '../reference/problem.ts';
import { residual } from '../reference/residual.ts';
import { standardForm } from '../reference/standardForm.ts';
import { estimate, said } from '../support/estimate.ts';
import { expectEach } from '../support/expectEach.ts';
import {
  certifiedGap,
  DIRECT_SOLVE,
  GOLDEN_COEFFICIENT,
  relativeDifference,
} from '../support/tolerance.ts';

const TOL = 1e-12;

/** A whole stored path in one call: its points differ in λ alone. */
async function refit(fits: readonly GoldenFit[]) {
  const { problem } = fits[0]!;
  const { estimator, X, y, data } = said(problem, TOL);
  const lambdas = fits.map((fit) => fit.problem.lambda);
  return path(estimator, X, y, { ...data, lambdas });
}

/** Columns that are in, or out, in every solution this close to the optimum: 1 in, 0 out. */
function clearSupport(problem: Problem, solution: Solution): Map<number, number> {
  const form = standardForm(problem);
  const b = form.scale.map((scale, j) => scale * solution.coef[j]!);
  const r = residual(form, b);
  const size = Math.sqrt(dot(form.target, form.target));
  const clear = new Map<number, number>();
  form.columns.forEach((x, j) => {
    const { l1 } = form.penalties[j]!;
    if (Math.abs(b[j]!) > GOLDEN_COEFFICIENT * size) clear.set(j, 1);
    else if (b[j] === 0 && Math.abs(dot(x, r)) < (1 - GOLDEN_COEFFICIENT) * l1) clear.set(j, 0);
  });
  return clear;
}

/** Relative to the largest coefficient; at λ_max, where rounding decides whether one enters, to sd(y). */
function difference(coef: Float64Array, { problem, solution }: GoldenFit): number {
  const { sd } = moments(problem.y, problem.weights);
  const size = Math.max(...Array.from(solution.coef, Math.abs));
  if (size > GOLDEN_COEFFICIENT * sd) return relativeDifference(coef, solution.coef);
  return Math.max(...coef.map((value, j) => Math.abs(value - solution.coef[j]!))) / sd;
}

function expectGolden(model: FittedLinear, fit: GoldenFit): void {
  const { problem, solution, strength } = fit;
  const label = `strength ${strength}`;
  expectEach(model.certificate.ok, label).toBe(true);
  const { relative, nullLoss } = judge(problem, model);
  expectEach(relative, label).toBeLessThanOrEqual(certifiedGap(TOL));
  expectEach(difference(model.coef, fit), label).toBeLessThanOrEqual(GOLDEN_COEFFICIENT);
  const shift = relativeDifference([model.intercept], [solution.intercept]);
  expectEach(shift, label).toBeLessThanOrEqual(GOLDEN_COEFFICIENT);
  const { intercept } = kktResidual(problem, model);
  expectEach(intercept / Math.sqrt(2 * nullLoss), label).toBeLessThanOrEqual(DIRECT_SOLVE);
}

function expectSupport(model: FittedLinear, { problem, solution, strength }: GoldenFit): number {
  const clear = clearSupport(problem, solution);
  for (const [j, inside] of clear)
    expectEach(Number(model.coef[j] !== 0), `strength ${strength}, column ${j}`).toBe(inside);
  return clear.size / model.coef.length;
}

describe.each(GLMNET_PATHS)('glmnet %s', (name) => {
  const fits = glmnetFits(name);

  test('is reproduced by the path, with the same features in wherever that is beyond doubt', async () => {
    const found = await refit(fits);
    expectEach(found.lambdas.length).toBe(fits.length);
    let clear = 0;
    fits.forEach((fit, k) => {
      expectGolden(found.model(k), fit);
      clear += expectSupport(found.model(k), fit) / fits.length;
    });
    expectEach(clear).toBeGreaterThan(0.98);
  });

  test('is reproduced by single fits', () => {
    for (const k of [0, 7, 14, fits.length - 1])
      expectGolden(estimate(fits[k]!.problem, TOL), fits[k]!);
  });
});

describe.each(SCIKIT_LEARN_PATHS)('scikit-learn %s', (name) => {
  const fits = scikitLearnFits(name);

  test('is reproduced by the path', async () => {
    const found = await refit(fits);
    fits.forEach((fit, k) => {
      expectGolden(found.model(k), fit);
      expectSupport(found.model(k), fit);
    });
  });
});

describe('scikit-learn ridge', () => {
  test('is reproduced by one path, coefficients and intercepts', async () => {
    const fits = scikitLearnRidgeFits();
    const { X, y } = goldenData('diabetes');
    const lambdas = fits.map((fit) => fit.problem.lambda);
    const found = await path(new Ridge({ standardize: false, tol: TOL }), X, y, { lambdas });
    for (const { problem, solution, strength } of fits) {
      const model = found.at(problem.lambda);
      const label = `alpha = ${strength}`;
      expectEach(relativeDifference(model.coef, solution.coef), label).toBeLessThanOrEqual(
        DIRECT_SOLVE,
      );
      const shift = relativeDifference([model.intercept], [solution.intercept]);
      expectEach(shift, label).toBeLessThanOrEqual(DIRECT_SOLVE);
      expectEach(judge(problem, model).relative, label).toBeLessThanOrEqual(certifiedGap(TOL));
    }
  });
});
