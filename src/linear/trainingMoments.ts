/** From raw moments of a set of rows to the Gram problem a solver works on. */
import { MomentsRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import type { GramProblem } from './gramPath.ts';
import { coordinates, type FitSettings, type Problem } from './problem.ts';
import { momentsStride } from './rowMoments.ts';

/** A Gram problem with what its standardization did to the columns of the moments. */
export interface CentredGram extends GramProblem {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly scale: Float64Array;
  readonly squares: number;
}

export interface CentreOptions {
  readonly intercept: boolean;
  readonly standardize: boolean;
  /** Columns that take one value on these rows, i32 per column. */
  readonly constant: Int32Array;
}

/** Moments of columns that are centred and scaled already, weights summing to 1. */
export function gramOfMoments(scope: Scope, moments: number, p: number): GramProblem {
  const constant = new Int32Array(p);
  return centreMoments(scope, moments, p, { intercept: false, standardize: false, constant });
}

/** Centre and scale raw moments: see assembly/solver/moments.ts for the formulas. */
export function centreMoments(
  scope: Scope,
  moments: number,
  p: number,
  options: CentreOptions,
): CentredGram {
  const { memory } = scope;
  const ld = p;
  const gram = scope.reserve(p * p * 8);
  const target = scope.f64(p);
  const [mean, variance, scale] = [scope.f64(p), scope.f64(p), scope.f64(p)];
  const record = scope.reserve(MomentsRecord.bytes);
  const constant = scope.putI32(options.constant);
  MomentsRecord.write(memory, record, { gram, ld, target, mean, variance, scale });
  const squares = memory.kernels.moments_toGram(
    moments,
    momentsStride(p),
    p,
    Number(options.intercept),
    Number(options.standardize),
    constant,
    record,
  );
  const copy = (at: number) => memory.f64(at, p).slice();
  const result = { mean: copy(mean), variance: copy(variance), scale: copy(scale) };
  for (const at of [mean, variance, scale, record, constant]) scope.free(at);
  return { gram, ld, target, squares: Math.max(squares, 0), ...result };
}

/** Below this share of its variance on all rows a column must be measured from X again. */
const LEAST_VARIANCE = 1e-6;

/**
 * The problem of a training set from its raw moments, seen through the standardization of the
 * whole data: no pass over X. Such a problem has no rows: only Gram solvers can use it.
 * @returns undefined where a column almost lost its variance, which moments cannot resolve.
 */
export function problemOfMoments(
  scope: Scope,
  whole: Problem,
  settings: FitSettings,
  moments: number,
): { problem: Problem; gram: GramProblem } | undefined {
  const { memory } = scope;
  const { p } = whole.design;
  const seen = memory.f64(whole.scale, p).slice();
  const { intercept, standardize } = settings;
  const constant = Int32Array.from(seen, (scale) => Number(scale === 0));
  const gram = centreMoments(scope, moments, p, { intercept, standardize, constant });
  const deviations = new Float64Array(p);
  const means = new Float64Array(p);
  const center = memory.f64(whole.center, p);
  for (let j = 0; j < p; j++) {
    if (seen[j] === 0) continue;
    // Without an intercept columns are not centred: their variance is what a large mean leaves.
    const size = (whole.deviations[j]! * seen[j]!) ** 2 + gram.mean[j]! ** 2;
    if (!(gram.variance[j]! > LEAST_VARIANCE * size)) return undefined;
    deviations[j] = Math.sqrt(gram.variance[j]!) / seen[j]!;
    means[j] = center[j]! + gram.mean[j]! / seen[j]!;
  }
  const ld = momentsStride(p);
  const [ySum, weight] = [p, p + 1].map((k) => memory.f64(moments + (k * ld + p + 1) * 8, 1)[0]!);
  const facts = { means, deviations, constant };
  const problem = {
    ...coordinates(scope, whole.design, settings, facts),
    view: 0,
    weights: 0,
    root: 0,
    positive: 0,
    totalWeight: 1,
    y: 0,
    yMean: whole.yMean + (intercept ? ySum! / weight! : 0),
    squares: gram.squares,
    nullLoss: gram.squares / 2,
  };
  return { problem, gram };
}
