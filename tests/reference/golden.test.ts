import { describe, expect, test } from 'vitest';
import {
  DIRECT_SOLVE,
  GOLDEN_COEFFICIENT,
  GOLDEN_GAP,
  GOLDEN_VALUE,
  relativeDifference,
} from '../support/tolerance.ts';
import { coordinateDescent } from './coordinateDescent.ts';
import {
  GLMNET_PATHS,
  type GoldenFit,
  glmnetFits,
  goldenData,
  readGolden,
  SCIKIT_LEARN_PATHS,
  scikitLearnFits,
  scikitLearnRidgeFits,
} from './golden.ts';
import { judge } from './judge.ts';
import { kktResidual } from './kktResidual.ts';
import { lambdaMax } from './lambdaMax.ts';
import { leaveOneOut, ridgeClosedForm } from './ridgeClosedForm.ts';

/** A gap of 1e-13 leaves the coefficients known to its square root only; these need more. */
const TIGHT = { tolerance: -Infinity, maxSweeps: 2048 };

function expectOptimal({ problem, solution }: GoldenFit, label: string): void {
  const { relative, nullLoss } = judge(problem, solution);
  expect(relative, label).toBeLessThanOrEqual(GOLDEN_GAP);
  const { intercept } = kktResidual(problem, solution);
  expect(intercept / Math.sqrt(2 * nullLoss), label).toBeLessThanOrEqual(GOLDEN_VALUE);
}

describe.each(GLMNET_PATHS)('glmnet %s', (name) => {
  const fits = glmnetFits(name);

  test('every point is optimal in our objective', () => {
    expect(fits.length).toBeGreaterThanOrEqual(29);
    for (const fit of fits) expectOptimal(fit, `λ = ${fit.strength}`);
  });

  test('a strength read without the conversion, or 1 % off, is not optimal', () => {
    const { problem, solution, strength } = fits[14]!;
    expect(judge({ ...problem, lambda: problem.lambda * 1.01 }, solution).relative).toBeGreaterThan(
      100 * GOLDEN_GAP,
    );
    if (problem.l1Ratio === 1) return;
    const naive = {
      ...problem,
      lambda: strength,
      l1Ratio: (problem.l1Ratio * problem.lambda) / strength,
    };
    expect(judge(naive, solution).relative).toBeGreaterThan(100 * GOLDEN_GAP);
  });

  test('coordinate descent finds the same coefficients', () => {
    for (const fit of [fits[3]!, fits[14]!, fits[22]!]) {
      const { coef, intercept } = coordinateDescent(fit.problem, TIGHT);
      const expected = [...Array.from(fit.solution.coef), fit.solution.intercept];
      const difference = relativeDifference([...coef, intercept], expected);
      expect(difference).toBeLessThanOrEqual(GOLDEN_COEFFICIENT);
    }
  });
});

test('the first λ of a glmnet lasso path is λ_max', () => {
  for (const name of ['QuickStart_a1', 'QuickStart_weights', 'QuickStart_nointercept', 'S2_a1']) {
    const { problem, strength } = glmnetFits(name)[0]!;
    expect(lambdaMax(problem) / strength).toBeCloseTo(1, 10);
  }
});

describe.each(SCIKIT_LEARN_PATHS)('scikit-learn %s', (name) => {
  test('every point is optimal in our objective', () => {
    const fits = scikitLearnFits(name);
    expect(fits.length).toBe(20);
    for (const fit of fits) expectOptimal(fit, `alpha = ${fit.strength}`);
  });
});

describe('scikit-learn ridge', () => {
  test('equals the closed form', () => {
    for (const { problem, solution, strength } of scikitLearnRidgeFits()) {
      const exact = ridgeClosedForm(problem);
      const difference = relativeDifference(exact.coef, solution.coef);
      expect(difference, `alpha = ${strength}`).toBeLessThanOrEqual(DIRECT_SOLVE);
      expectOptimal({ problem, solution, strength }, `alpha = ${strength}`);
    }
  });

  test('equals leave-one-out by refitting', () => {
    interface Stored {
      alphas: number[];
      looMse: number[];
      bestAlpha: number;
    }
    const { alphas, looMse, bestAlpha } = readGolden<Stored>('sklearn/diabetes_ridge_loo.json');
    const { X, y } = goldenData('diabetes');
    expect(alphas[looMse.indexOf(Math.min(...looMse))]).toBe(bestAlpha);
    for (const k of [0, 20]) {
      const lambda = alphas[k]! / y.length;
      const errors = leaveOneOut({ X, y, standardize: false, lambda, l1Ratio: 0 });
      const mean = errors.reduce((sum, error) => sum + error ** 2, 0) / y.length;
      expect(Math.abs(mean / looMse[k]! - 1)).toBeLessThanOrEqual(DIRECT_SOLVE);
    }
  });
});
