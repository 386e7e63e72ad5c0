/** Reads the reference answers of tests/golden and says them in the words of this package. */
import { readFileSync } from 'node:fs';
import { dot } from './dot.ts';
import { moments } from './moments.ts';
import type { Problem, Solution } from './problem.ts';

export interface GoldenData {
  readonly X: number[][];
  readonly y: number[];
}

/** One point of a stored path. */
export interface GoldenFit {
  /** The strength as its library counts it. */
  readonly strength: number;
  readonly problem: Problem;
  readonly solution: Solution;
}

interface GlmnetPath {
  data: string;
  alpha: number;
  standardize: boolean;
  intercept: boolean;
  weights?: number[];
  penaltyFactor?: number[];
  limits?: [number, number];
  lambda: number[];
  a0: number[];
  beta: number[][];
}

interface ScikitLearnPath {
  data: string;
  l1Ratio: number;
  alphas: number[];
  coef: number[][];
}

interface ScikitLearnRidge {
  data: string;
  alphas: number[];
  coef: number[][];
  intercept: number[];
}

export const GLMNET_PATHS = [
  ...['a1', 'a0.5', 'a0', 'limits', 'nointercept', 'nostd', 'pf', 'weights'].map(
    (variant) => `QuickStart_${variant}`,
  ),
  ...['S1_a1', 'S1_a0.5', 'S2_a1', 'S3raw_a1', 'Sparse_a1', 'diabetes_a1'],
];
export const SCIKIT_LEARN_PATHS = ['diabetes_lasso_path', 'diabetes_enet_path'];

const ROOT = new URL('../golden/', import.meta.url);

/** A file of tests/golden, parsed; the caller knows its fields. */
export function readGolden<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')) as T;
}

/** The data of stored answers by name; diabetes is the set of examples/data. */
export function goldenData(name: string): GoldenData {
  if (name !== 'diabetes') return readGolden<GoldenData>(`data/${name}.json`);
  const text = readFileSync(new URL('../../examples/data/diabetes.csv', ROOT), 'utf8');
  const rows = text.trim().split(/\r?\n/).slice(1);
  const table = rows.map((row) => row.split(',').map(Number));
  return { X: table.map((row) => row.slice(0, -1)), y: table.map((row) => row.at(-1)!) };
}

/**
 * A glmnet strength in our terms. glmnet fits y / s_y, so that for alpha < 1 its L2 part is
 * λ (1 − alpha) / s_y on the scale of y: ours is λ (alpha + (1 − alpha) / s_y), with the share
 * r = λ alpha / ours.
 */
export function fromGlmnet(lambda: number, alpha: number, targetScale: number) {
  const l1 = lambda * alpha;
  const total = l1 + (lambda * (1 - alpha)) / targetScale;
  return { lambda: total, l1Ratio: l1 / total };
}

/** A stored glmnet path; its penalty factors are rescaled to sum to p, as glmnet does inside. */
export function glmnetFits(name: string): GoldenFit[] {
  const path = readGolden<GlmnetPath>(`glmnet/${name}.json`);
  const { alpha, standardize, intercept, weights, limits } = path;
  const { X, y } = goldenData(path.data);
  const { sd, mean } = moments(y, weights);
  const targetScale = intercept ? sd : Math.hypot(sd, mean);
  const penaltyFactor = path.penaltyFactor && sumsToLength(path.penaltyFactor);
  const common = { X, y, weights, penaltyFactor, standardize, intercept };
  const fits = path.lambda.map((strength, k) => ({
    strength,
    problem: {
      ...common,
      ...(limits && { lower: limits[0], upper: limits[1] }),
      ...fromGlmnet(strength, alpha, targetScale),
    },
    solution: { coef: path.beta[k]!.map((b) => clip(b, limits)), intercept: path.a0[k]! },
  }));
  // Without L1 the first λ is infinite inside glmnet and the one reported is extrapolated back.
  return alpha === 0 ? fits.slice(1) : fits;
}

/** A stored lasso_path or enet_path: λ = alpha, coefficients of the standardized columns. */
export function scikitLearnFits(name: string): GoldenFit[] {
  const { data, l1Ratio, alphas, coef } = readGolden<ScikitLearnPath>(`sklearn/${name}.json`);
  const { X, y } = goldenData(data);
  const columns = X[0]!.map((_, j) => moments(X.map((row) => row[j]!)));
  return alphas.map((strength, k) => {
    const original = columns.map(({ sd }, j) => coef[k]![j]! / sd);
    const shift = dot(
      original,
      columns.map(({ mean }) => mean),
    );
    const solution = { coef: original, intercept: moments(y).mean - shift };
    return { strength, problem: { X, y, lambda: strength, l1Ratio }, solution };
  });
}

/** The stored ridge fits: a sum of squares plus alpha ‖β‖², so λ = alpha / n. */
export function scikitLearnRidgeFits(): GoldenFit[] {
  const fits = readGolden<ScikitLearnRidge>('sklearn/diabetes_ridge.json');
  const { X, y } = goldenData(fits.data);
  return fits.alphas.map((strength, k) => ({
    strength,
    problem: { X, y, standardize: false, lambda: strength / y.length, l1Ratio: 0 },
    solution: { coef: fits.coef[k]!, intercept: fits.intercept[k]! },
  }));
}

/** glmnet limits standardized coefficients; on the original scale rounding may cross the limit. */
function clip(value: number, [low, high] = [-Infinity, Infinity]): number {
  const clipped = Math.min(Math.max(value, low), high);
  if (Math.abs(clipped - value) > Number.EPSILON * Math.abs(value))
    throw new RangeError(`golden: coefficient must lie in [${low}, ${high}], got ${value}`);
  return clipped;
}

function sumsToLength(factors: readonly number[]): number[] {
  const total = factors.reduce((sum, factor) => sum + factor, 0);
  return factors.map((factor) => (factor * factors.length) / total);
}
