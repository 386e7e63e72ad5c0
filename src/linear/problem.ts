/** One training set, standardized: what a solver needs to know beyond the penalty. */
import { DenseRecord, StandardizedRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';
import type { Blocks } from './blocks.ts';
import { columnMoments, type Moments } from './columnMoments.ts';
import type { Design } from './design.ts';
import type { GramProblem } from './gramPath.ts';
import type { Dual } from './ridgeDual.ts';
import type { Primal } from './ridgePrimal.ts';

/** Checked options of a fit, without addresses. */
export interface FitSettings {
  readonly standardize: boolean;
  readonly intercept: boolean;
  readonly tol: number;
  /** Per column; Infinity excludes. */
  readonly penaltyFactor: Float64Array;
  /** On the original scale. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Response of the training rows: y − offset, weights scaled to sum to 1. */
export interface Response {
  readonly target: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Addresses of the standardized problem. x̃_ij = (x_ij − center_j) scale_j; y is centred where
 * there is an intercept; limits and coefficients are on the standardized scale. Columns without
 * variance, and excluded ones, have scale 0 and limits 0.
 */
export interface Problem {
  readonly design: Design;
  readonly scope: Scope;
  readonly hasIntercept: boolean;
  readonly tol: number;
  /** n f64 each. */
  readonly weights: number;
  readonly root: number;
  /** Rows of positive weight. */
  readonly positive: number;
  /** Σ ω. */
  readonly totalWeight: number;
  readonly y: number;
  /** Record of the matrix as the kernels' products see it. */
  readonly view: number;
  /** 0, 1, …, p − 1 as i32. */
  readonly all: number;
  /** p f64 each. */
  readonly center: number;
  readonly scale: number;
  readonly penaltyFactor: number;
  readonly lower: number;
  readonly upper: number;
  /** 1 ÷ ‖x̃_j‖². */
  readonly inverse: number;
  /** Weighted mean of y − offset (0 without an intercept). */
  readonly yMean: number;
  /** Σ ω y², y centred. */
  readonly squares: number;
  /** Loss of the intercept-only model: certificates are relative to it. */
  readonly nullLoss: number;
  /** Weighted means and population standard deviations of the columns, original scale. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** Columns that take one value, or whose variance float64 cannot hold. */
  readonly constant: readonly number[];
  /** Columns that take several values. */
  readonly varying: readonly number[];
  /** Columns of a scale that is not 0 and a penalty factor that is: no λ penalizes them. */
  readonly unpenalized: readonly number[];
  /** d ← C d for n f64, where Gram matrices are X̃ᵀ C X̃ and C is more than the weights. */
  readonly curve?: ((d: number) => void) | undefined;
  /** Its Gram matrix, where that came with the standardization. */
  readonly gram?: GramProblem | undefined;
  /** Reductions of ridge, where somebody needs them after the path. */
  readonly kept?: { primal?: Primal; dual?: Dual } | undefined;
  /** Columns that are penalized together, for a penalty of groups. */
  readonly blocks?: Blocks | undefined;
}

/** The standardized problem of one training set. */
export function* prepareProblem(
  scope: Scope,
  design: Design,
  response: Response,
  settings: FitSettings,
): Task<Problem> {
  const weights = scope.putF64(response.weights);
  const moments = yield* columnMoments(scope, design, weights);
  yield;
  return assembleProblem(scope, design, response, settings, weights, moments);
}

/** The same where the columns' moments are known. */
export function assembleProblem(
  scope: Scope,
  design: Design,
  response: Response,
  settings: FitSettings,
  weights: number,
  { means, variances, constant }: Moments,
): Problem {
  const columns = { means, deviations: variances.map(Math.sqrt), constant };
  const place = coordinates(scope, design, settings, columns);
  const roots = rootsOf(scope, weights, design.n);
  const centred = centreResponse(scope, response.target, weights, settings.intercept);
  return {
    ...place,
    view: viewOf(scope, design, { ...place, ...roots, weights }),
    weights,
    ...roots,
    totalWeight: 1,
    ...centred,
    nullLoss: centred.squares / 2,
  };
}

/** √ω, and how many ω are > 0. */
export function rootsOf(scope: Scope, weights: number, n: number) {
  const root = scope.reserve(8 * n);
  return { root, positive: scope.memory.kernels.roots(n, weights, root) };
}

/** The record that products of a standardized matrix refer to. */
export function viewOf(
  scope: Scope,
  design: Design,
  view: Pick<Problem, 'center' | 'scale' | 'root' | 'weights'>,
): number {
  const { center, scale, root, weights } = view;
  const at = scope.reserve(StandardizedRecord.bytes);
  const fields = { design: design.at, center, scale, root, weights, panel: 0 };
  StandardizedRecord.write(scope.memory, at, fields);
  return at;
}

/** Means and deviations of the columns on the training rows, and which of them are constant. */
export interface ColumnFacts {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  readonly constant: Int32Array;
}

/** The part of a problem that belongs to the columns. */
export function coordinates(
  scope: Scope,
  design: Design,
  settings: FitSettings,
  facts: ColumnFacts,
) {
  const { p } = design;
  const { means, deviations } = facts;
  const isDead = (j: number) => facts.constant[j] === 1 || !(deviations[j]! > 0);
  const all = scope.i32(p);
  const numbers = scope.memory.i32(all, p);
  const [constant, varying]: [number[], number[]] = [[], []];
  for (let j = 0; j < p; j++) {
    numbers[j] = j;
    if (isDead(j)) constant.push(j);
    if (facts.constant[j] !== 1) varying.push(j);
  }
  return {
    design,
    scope,
    hasIntercept: settings.intercept,
    tol: settings.tol,
    all,
    ...columnVectors(scope, settings, facts, isDead),
    means,
    deviations,
    constant,
    varying,
  };
}

/** What a problem knows of each column, 0 where it is dead or excluded; its centre in any case. */
function columnVectors(
  scope: Scope,
  settings: FitSettings,
  { means, deviations }: ColumnFacts,
  isDead: (j: number) => boolean,
) {
  const p = means.length;
  const zeros = () => scope.f64(p);
  const first = { center: zeros(), scale: zeros(), penaltyFactor: zeros() };
  const at = { ...first, lower: zeros(), upper: zeros(), inverse: zeros() };
  const of = (name: keyof typeof at) => scope.memory.f64(at[name], p);
  const [center, scale, penaltyFactor] = [of('center'), of('scale'), of('penaltyFactor')];
  const [lower, upper, inverse] = [of('lower'), of('upper'), of('inverse')];
  const unpenalized: number[] = [];
  for (let j = 0; j < means.length; j++) {
    if (settings.intercept) center[j] = means[j]!;
    const factor = settings.penaltyFactor[j]!;
    if (isDead(j) || factor === Infinity) continue;
    const s = settings.standardize ? 1 / deviations[j]! : 1;
    scale[j] = s;
    penaltyFactor[j] = factor;
    lower[j] = settings.lower[j]! / s;
    upper[j] = settings.upper[j]! / s;
    // ‖x̃_j‖² is the variance, plus the squared mean where columns are not centred
    const length = deviations[j]! ** 2 + (settings.intercept ? 0 : means[j]!) ** 2;
    inverse[j] = 1 / (length * s ** 2);
    if (factor === 0) unpenalized.push(j);
  }
  return { ...at, unpenalized };
}

/** y − Σ ω y and Σ ω y²; a y that is constant up to rounding counts as exactly constant. */
function centreResponse(scope: Scope, target: Float64Array, weights: number, intercept: boolean) {
  const { memory } = scope;
  const y = scope.putF64(target);
  const { mean, variance } = columnFacts(scope, y, target.length, weights);
  if (!intercept) return { yMean: 0, squares: variance + mean * mean, y };
  memory.kernels.shift(target.length, -mean, y);
  const rounding = 4 * Number.EPSILON * Math.abs(mean);
  if (Math.sqrt(variance) > rounding) return { yMean: mean, squares: variance, y };
  memory.f64(y, target.length).fill(0);
  return { yMean: mean, squares: 0, y };
}

/** Weighted mean and variance of n f64: those of a matrix of one column. */
function columnFacts(scope: Scope, values: number, n: number, weights: number) {
  const { memory } = scope;
  const design = scope.reserve(DenseRecord.bytes);
  DenseRecord.write(memory, design, { n, p: 1, columns: scope.putI32([values]) });
  const [mean, variance, constant] = [scope.f64(1), scope.f64(1), scope.i32(1)];
  memory.kernels.dense64_moments(design, weights, n, 0, 1, mean, variance, constant);
  return { mean: memory.f64(mean, 1)[0]!, variance: memory.f64(variance, 1)[0]! };
}

/** Live columns that λ does not penalize, ascending. */
export function freeColumns(problem: Problem, lambda: number): readonly number[] {
  const { scope, design, scale, unpenalized } = problem;
  if (lambda !== 0) return unpenalized;
  const scales = scope.memory.f64(scale, design.p);
  return Array.from(scales.keys()).filter((j) => scales[j] !== 0);
}
