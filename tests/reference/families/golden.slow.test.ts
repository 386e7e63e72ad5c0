import { describe, expect, test } from 'vitest';
import { relativeDifference } from '../../support/tolerance.ts';
import { baselineHazard } from './cox.ts';
import { devianceOf, type Target } from './family.ts';
import {
  GOLDEN_FAMILIES,
  type GoldenFamily,
  type GoldenFamilyFit,
  goldenFamily,
  goldenFamilyFits,
} from './goldenFamilies.ts';
import { judgeGap, nullPredictor } from './judgeGap.ts';
import { kktFamily, objectiveFamily } from './kktFamily.ts';
import { standardProblem } from './standardProblem.ts';
import {
  GOLDEN_DEVIANCE,
  GOLDEN_FAMILY_GAP,
  GOLDEN_KKT,
  GOLDEN_LOOSE_GAP,
  GOLDEN_LOOSE_KKT,
} from './tolerance.ts';

/** glmnet's and R's iterations for these families stop when the deviance does not change. */
const isLoose = ({ source, family }: GoldenFamily) =>
  /glmnet|base/.test(source) && /gamma|negativeBinomial|tweedie/.test(family);

test('every family and every convex penalty has stored answers', () => {
  const stored = GOLDEN_FAMILIES.map(goldenFamily);
  const kinds = new Set(stored.map(({ family }) => family));
  expect([...kinds].sort()).toEqual([
    ...['binomial', 'cox', 'gamma', 'gaussian', 'huber', 'mgaussian', 'multinomial'],
    ...['negativeBinomial', 'poisson', 'quantile', 'squaredHinge', 'tweedie'],
  ]);
  const penalties = new Set(stored.map(({ penalty }) => penalty ?? 'elasticNet'));
  expect([...penalties].sort()).toEqual([
    ...['elasticNet', 'groupLasso', 'slope', 'sparseGroupLasso', 'tikhonov'],
  ]);
});

describe.each(GOLDEN_FAMILIES)('%s', (name) => {
  const stored = goldenFamily(name);
  const fits = goldenFamilyFits(name);
  const gapLimit = isLoose(stored) ? GOLDEN_LOOSE_GAP : GOLDEN_FAMILY_GAP;

  test('every point is optimal in our objective, and its objective is the one judged', () => {
    for (const { problem, solution, lambda } of fits) {
      const verdict = judgeGap(problem, solution);
      expect(verdict.relative, `λ = ${lambda}`).toBeLessThanOrEqual(gapLimit);
      expect(verdict.relative, `λ = ${lambda}`).toBeGreaterThanOrEqual(-1e-14);
      expect(verdict.nullLoss).toBeGreaterThan(0);
      const objective = objectiveFamily(problem, solution);
      expect(Math.abs(objective - verdict.primal)).toBeLessThanOrEqual(
        1e-14 * (1 + Math.abs(objective)),
      );
    }
  });

  const isSingle = !stored.grouped && !stored.groups && !stored.sequence;
  if (isSingle && stored.family !== 'quantile')
    test('its gradient is stationary', () => {
      // liblinear watches the objective too, but its gap is second order in what that leaves.
      const limit =
        isLoose(stored) || stored.family === 'squaredHinge' ? GOLDEN_LOOSE_KKT : GOLDEN_KKT;
      const scale = Math.max(...stored.lambdas) || 1;
      for (const { problem, solution } of fits) {
        const { column, intercept } = kktFamily(problem, solution);
        expect(Math.max(column, intercept) / scale).toBeLessThanOrEqual(limit);
      }
    });

  test('a strength 5 % off, or coefficients 5 % off, are not optimal', () => {
    const { problem, solution } = fits.at(-1)!;
    const times = (value: unknown, by: number): unknown =>
      typeof value === 'number' ? by * value : Array.from(value as [], (each) => times(each, by));
    const coef = times(solution.coef, 0.95) as number[];
    expect(judgeGap(problem, { ...solution, coef }).relative).toBeGreaterThan(100 * gapLimit);
    // A linear program keeps its vertex while λ changes a little.
    if (stored.lambdas.at(-1) === 0 || stored.family === 'quantile') return;
    const { penalty } = problem;
    const stronger =
      penalty.kind === 'slope'
        ? { ...penalty, sequence: times(penalty.sequence, 1.05) as number[] }
        : { ...penalty, lambda: 1.05 * penalty.lambda };
    const other = judgeGap({ ...problem, penalty: stronger }, solution);
    expect(other.relative).toBeGreaterThan(100 * gapLimit);
  });

  if (stored.devianceRatio)
    test('its deviance ratio is ours', () => {
      const nullDeviance = deviances(fits[0]!)[1];
      fits.forEach((fit, k) => {
        const ratio = 1 - devianceAt(fit) / nullDeviance;
        expect(Math.abs(ratio - stored.devianceRatio![k]!)).toBeLessThanOrEqual(GOLDEN_DEVIANCE);
      });
    });

  if (stored.deviance)
    test('its deviances are ours', () => {
      const expected = [stored.deviance!, stored.nullDeviance!];
      const difference = relativeDifference(deviances(fits[0]!), expected);
      expect(difference).toBeLessThanOrEqual(GOLDEN_DEVIANCE);
    });

  if (stored.logLikelihood)
    test('its partial likelihoods are ours', () => {
      const { problem, solution } = fits[0]!;
      const { fit, eta, offset } = standardProblem(problem, solution);
      const total = weightsOf(fits[0]!).reduce((sum, w) => sum + w, 0);
      const ours = [-total * fit.value(offset), -total * fit.value(eta)];
      expect(relativeDifference(ours, stored.logLikelihood!)).toBeLessThanOrEqual(GOLDEN_DEVIANCE);
    });

  if (stored.baselineHazard)
    test('its baseline hazard is ours', () => {
      const { problem, solution } = fits[0]!;
      const coef = solution.coef as number[];
      const rows = problem.X as number[][];
      const eta = rows.map((row) => row.reduce((sum, x, j) => sum + x * coef[j]!, 0));
      const ours = baselineHazard(problem.y as number[][], eta, stored.baselineTimes!, {
        ties: stored.ties!,
        weights: problem.weights,
      });
      expect(ours.length).toBeGreaterThan(10);
      expect(relativeDifference(ours, stored.baselineHazard!)).toBeLessThanOrEqual(GOLDEN_DEVIANCE);
    });
});

const weightsOf = ({ problem }: GoldenFamilyFit) =>
  Array.from(problem.y as ArrayLike<unknown>, (_, i) => problem.weights?.[i] ?? 1);

function devianceAt({ problem, solution }: GoldenFamilyFit): number {
  const { eta } = standardProblem(problem, solution);
  return devianceOf(problem.family, problem.y as Target, eta, problem.weights);
}

/** Of the fit, and of the intercept with the offset. */
function deviances(each: GoldenFamilyFit): [number, number] {
  const { problem, solution } = each;
  const eta = nullPredictor(standardProblem(problem, solution));
  return [devianceAt(each), devianceOf(problem.family, problem.y, eta, problem.weights)];
}
