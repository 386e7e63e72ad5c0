/** From raw moments of a set of rows to the Gram problem a solver works on. */
import { MomentsRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import { momentsStride } from './gram.ts';
import type { GramProblem } from './gramPath.ts';

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
